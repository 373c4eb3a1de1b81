namespace Nabla.Train.Schedules;

/// <summary>Rate · Factor^step, as PyTorch's ExponentialLR.</summary>
/// <param name="Rate">The first learning rate.</param>
/// <param name="Factor">What it is multiplied with after each step.</param>
public sealed record Exponential(double Rate, double Factor) : Schedule
{
    /// <inheritdoc/>
    public override double At(long step) => Rate * Math.Pow(Factor, step);
}
