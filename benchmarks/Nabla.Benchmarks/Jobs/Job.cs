namespace Nabla.Benchmarks.Jobs;

/// <summary>A workload made ready: its model is built, its data drawn.</summary>
abstract class Job
{
    /// <summary>One step.</summary>
    public abstract void Run();

    /// <summary>The kernels of a step.</summary>
    public abstract StepProfile Profile(double seconds);

    /// <summary>The results of a step against those of a reference in float64.</summary>
    public abstract IEnumerable<Deviation> Check();
}

/// <summary>How far a result is from its reference.</summary>
/// <param name="What">The result: loss, output or the path of a parameter.</param>
/// <param name="Error">‖x − reference‖ / ‖reference‖.</param>
/// <param name="Allowed">The largest error that rounding explains.</param>
readonly record struct Deviation(string What, double Error, double Allowed)
{
    public bool IsFine => Error <= Allowed;      // false for NaN

    /// <param name="what">The result.</param>
    /// <param name="x">What was computed.</param>
    /// <param name="reference">What it should be.</param>
    /// <param name="allowed">The largest error that rounding explains.</param>
    /// <param name="least">‖reference‖ counts as at least this much.</param>
    public static Deviation Of(string what, Tensor x, double[] reference, double allowed, double least = 0)
    {
        var values = x.To(DType.Float64).ToArray<double>();
        if (values.Length != reference.Length)
            return new Deviation(what, double.PositiveInfinity, allowed);
        return new Deviation(what, Norm(values.Zip(reference, (a, b) => a - b)) / Math.Max(Norm(reference), least), allowed);
    }

    public static double Norm(IEnumerable<double> values) => Math.Sqrt(values.Sum(v => v * v));
}
