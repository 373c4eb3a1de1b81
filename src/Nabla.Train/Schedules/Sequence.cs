namespace Nabla.Train.Schedules;

/// <summary>One schedule after the other, each from its own first step, as PyTorch's SequentialLR.</summary>
/// <param name="Parts">The schedules, at least one.</param>
/// <param name="Milestones">
/// After how many steps of the run the second begins, the third and so on; rising, one fewer than schedules.
/// </param>
public sealed record Sequence(IReadOnlyList<Schedule> Parts, IReadOnlyList<long> Milestones) : Schedule
{
    /// <inheritdoc/>
    public override double At(long step)
    {
        var number = Milestones.Count(m => m <= step);
        return Parts[number].At(number == 0 ? step : step - Milestones[number - 1]);
    }
}
