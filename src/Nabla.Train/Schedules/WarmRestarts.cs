namespace Nabla.Train.Schedules;

/// <summary>
/// Half waves of the cosine from Rate to Lowest, one after the other (SGDR; Loshchilov, Hutter 2017), as PyTorch's
/// CosineAnnealingWarmRestarts.
/// </summary>
/// <param name="Rate">The learning rate at the start of each wave.</param>
/// <param name="Steps">Steps of the first wave, at least 1.</param>
/// <param name="Growth">How many times as long as the last each wave is, at least 1.</param>
/// <param name="Lowest">The learning rate that a wave falls to.</param>
public sealed record WarmRestarts(double Rate, long Steps, int Growth = 1, double Lowest = 0) : Schedule
{
    /// <inheritdoc/>
    public override double At(long step)
    {
        var (length, since) = (Steps, step);
        if (Growth == 1)
            since %= Steps;
        else
            for (; since >= length; length *= Growth)
                since -= length;
        return Lowest + (Rate - Lowest) * (1 + Math.Cos(Math.PI * since / length)) / 2;
    }
}
