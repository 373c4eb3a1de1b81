namespace Nabla.Train.Schedules;

/// <summary>Always the same learning rate.</summary>
public sealed record Constant(double Rate) : Schedule
{
    /// <inheritdoc/>
    public override double At(long step) => Rate;
}
