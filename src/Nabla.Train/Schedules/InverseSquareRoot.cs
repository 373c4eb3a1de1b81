namespace Nabla.Train.Schedules;

/// <summary>
/// Factor · Width^(−1/2) · min(t^(−1/2), t · WarmUp^(−3/2)) with t = step + 1: up in a straight line, then down as the root of the steps;
/// the schedule of the first Transformer (Vaswani et al. 2017), named after Noam Shazeer.
/// </summary>
/// <param name="Width">Features of the model.</param>
/// <param name="WarmUp">Steps up, at least 1.</param>
/// <param name="Factor">What all is multiplied with.</param>
public sealed record InverseSquareRoot(int Width, long WarmUp = 4000, double Factor = 1) : Schedule
{
    /// <inheritdoc/>
    public override double At(long step) =>
        Factor / Math.Sqrt(Width) * Math.Min(1 / Math.Sqrt(step + 1), (step + 1) * Math.Pow(WarmUp, -1.5));
}
