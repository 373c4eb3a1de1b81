namespace Nabla.Train.Schedules;

/// <summary>The learning rate by a formula of the user's, as PyTorch's LambdaLR and MultiplicativeLR, the rate itself included.</summary>
/// <param name="Rate">From the number of steps done, 0 for the first step, to the learning rate.</param>
public sealed record Custom(Func<long, double> Rate) : Schedule
{
    /// <inheritdoc/>
    public override double At(long step) => Rate(step);
}
