namespace Nabla.Train.Schedules;

/// <summary>Rate · Factorᵏ with k the number of milestones reached, as PyTorch's MultiStepLR.</summary>
/// <param name="Rate">The first learning rate.</param>
/// <param name="Milestones">Numbers of steps after which the rate falls.</param>
/// <param name="Factor">What it is multiplied with at each.</param>
public sealed record MultiStep(double Rate, IReadOnlyList<long> Milestones, double Factor = 0.1) : Schedule
{
    /// <inheritdoc/>
    public override double At(long step) => Rate * Math.Pow(Factor, Milestones.Count(m => m <= step));
}
