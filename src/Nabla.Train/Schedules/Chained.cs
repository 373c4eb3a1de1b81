namespace Nabla.Train.Schedules;

/// <summary>
/// The product of several schedules, as PyTorch's ChainedScheduler: one gives the learning rate, the others, made with rate 1, are factors.
/// </summary>
/// <param name="Factors">The schedules.</param>
public sealed record Chained(IReadOnlyList<Schedule> Factors) : Schedule
{
    /// <inheritdoc/>
    public override double At(long step) => Factors.Aggregate(1.0, (product, factor) => product * factor.At(step));
}
