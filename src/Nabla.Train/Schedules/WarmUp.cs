namespace Nabla.Train.Schedules;

/// <summary>
/// Another schedule, its first Steps steps multiplied with a factor that grows linearly from From to 1, as PyTorch's LinearLR chained
/// with it.
/// </summary>
/// <param name="Steps">Steps until the factor is 1, at least 1.</param>
/// <param name="Then">The schedule; it counts from the first step, warm-up included.</param>
/// <param name="From">The factor of the first step, above 0.</param>
public sealed record WarmUp(long Steps, Schedule Then, double From = 1.0 / 3) : Schedule
{
    /// <inheritdoc/>
    public override double At(long step) => Then.At(step) * (From + (1 - From) * Math.Min(step, Steps) / Steps);
}
