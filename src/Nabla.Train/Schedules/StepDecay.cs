namespace Nabla.Train.Schedules;

/// <summary>Rate · Factor^⌊step / Every⌋, as PyTorch's StepLR.</summary>
/// <param name="Rate">The first learning rate.</param>
/// <param name="Every">Steps after which the rate falls, at least 1.</param>
/// <param name="Factor">What it is multiplied with.</param>
public sealed record StepDecay(double Rate, long Every, double Factor = 0.1) : Schedule
{
    /// <inheritdoc/>
    public override double At(long step) => Rate * Math.Pow(Factor, step / Every);
}
