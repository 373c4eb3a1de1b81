namespace Nabla.Train.Schedules;

/// <summary>
/// One cycle (Smith, Topin 2018) in two half waves of the cosine: from Peak / StartDivisor up to Peak, then down to
/// Peak / (StartDivisor · EndDivisor), as PyTorch's OneCycleLR with cycle_momentum=False.
/// </summary>
/// <param name="Peak">The highest learning rate.</param>
/// <param name="Steps">Steps of the whole run, at least 2.</param>
/// <param name="Rise">Share of the steps in which the rate rises, in (0, 1).</param>
/// <param name="StartDivisor">Peak over the first rate.</param>
/// <param name="EndDivisor">First rate over the last one.</param>
public sealed record OneCycle(double Peak, long Steps, double Rise = 0.3, double StartDivisor = 25, double EndDivisor = 1e4) : Schedule
{
    /// <inheritdoc/>
    public override double At(long step)
    {
        var top = Rise * Steps - 1;
        var end = Steps - 1;
        return step < top
            ? Wave(Peak / StartDivisor, Peak, step / top)
            : Wave(Peak, Peak / StartDivisor / EndDivisor, Math.Min(1, (step - top) / (end - top)));
    }

    // a half wave from one rate to another, t in [0, 1]
    static double Wave(double from, double to, double t) => to + (from - to) / 2 * (1 + Math.Cos(Math.PI * t));
}
