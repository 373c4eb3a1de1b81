namespace Nabla.Train.Schedules;

/// <summary>
/// Up and down in straight lines between Lowest and Highest (Smith 2017), as PyTorch's CyclicLR: <c>triangular</c>; with PerCycle = 1/2
/// <c>triangular2</c>; with PerStep below 1 <c>exp_range</c>.
/// </summary>
/// <param name="Lowest">The learning rate at the ends of each cycle.</param>
/// <param name="Highest">The learning rate at the top of the first cycle.</param>
/// <param name="Rise">Steps up, at least 1.</param>
/// <param name="Fall">Steps down; as many as up if null.</param>
/// <param name="PerCycle">What the height is multiplied with after each cycle.</param>
/// <param name="PerStep">What the height is multiplied with after each step.</param>
public sealed record Cyclic(double Lowest, double Highest, long Rise = 2000, long? Fall = null, double PerCycle = 1, double PerStep = 1)
    : Schedule
{
    /// <inheritdoc/>
    public override double At(long step)
    {
        var fall = Fall ?? Rise;
        var (cycle, since) = Math.DivRem(step, Rise + fall);
        var height = since <= Rise ? (double)since / Rise : (double)(Rise + fall - since) / fall;
        return Lowest + (Highest - Lowest) * height * Math.Pow(PerCycle, cycle) * Math.Pow(PerStep, step);
    }
}
