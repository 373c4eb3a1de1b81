namespace Nabla.Train.Schedules;

/// <summary>
/// Lowest + (Rate − Lowest) (1 + cos(π step / Steps)) / 2, as PyTorch's CosineAnnealingLR (Loshchilov, Hutter 2017); after the last step
/// it stays at Lowest. Put after another by <see cref="Sequence"/>, it goes to the rate at which weights are averaged, as PyTorch's SWALR;
/// <see cref="LinearDecay"/> does so in a straight line.
/// </summary>
/// <param name="Rate">The first learning rate.</param>
/// <param name="Steps">Steps of the half wave, at least 1.</param>
/// <param name="Lowest">The last learning rate.</param>
public sealed record CosineDecay(double Rate, long Steps, double Lowest = 0) : Schedule
{
    /// <inheritdoc/>
    public override double At(long step) =>
        Lowest + (Rate - Lowest) * (1 + Math.Cos(Math.PI * Math.Min(step, Steps) / Steps)) / 2;
}
