namespace Nabla.Train.Schedules;

/// <summary>Rate · (From + (To − From) · step / Steps), as PyTorch's LinearLR; after the last step it stays at Rate · To.</summary>
/// <param name="Rate">The learning rate at factor 1.</param>
/// <param name="Steps">Steps from one factor to the other, at least 1.</param>
/// <param name="From">The first factor.</param>
/// <param name="To">The last factor.</param>
public sealed record LinearDecay(double Rate, long Steps, double From = 1, double To = 0) : Schedule
{
    /// <inheritdoc/>
    public override double At(long step) => Rate * (From + (To - From) * Math.Min(step, Steps) / Steps);
}
