namespace Nabla.Train.Schedules;

/// <summary>The learning rate as a function of the number of steps done; nothing else, so a resumed run has nothing to restore.</summary>
public abstract record Schedule
{
    /// <summary>The learning rate of the step after <paramref name="step"/> others, 0 for the first.</summary>
    public abstract double At(long step);
}
