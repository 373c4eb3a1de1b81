using Xunit;

namespace Nabla.Testing;

/// <summary>
/// Compares gradients with central differences in float64 along random directions: one number an op, whatever the shapes, first order
/// by projection and second order by applying the same check to the gradient.
/// </summary>
public static class GradCheck
{
    // Central differences of step h have an error of order h² from the third derivative and 1e-16/h from rounding: about 1e-10 at 1e-5.
    const double Step = 1e-5;
    const double Tolerance = 1e-6;

    /// <summary>
    /// Checks the derivatives of <paramref name="f"/> by all its inputs, up to <paramref name="order"/> (1 or 2). Differences are taken of what
    /// <paramref name="instead"/> gives for the inputs, for an f whose gradient is on purpose that of another function.
    /// </summary>
    /// <returns>The error of each order, relative to 1 + |derivative along the direction|.</returns>
    public static IReadOnlyList<double> Run(
        Func<Tensor[], Tensor> f, Tensor[] inputs, int order = 2, int seed = 1, double tolerance = Tolerance,
        Func<Tensor[], Func<Tensor[], Tensor>>? instead = null)
    {
        var leaves = Array.ConvertAll(inputs, x => x.DType == DType.Float64 ? x.Track() : x);
        var y = f(leaves);
        var weights = Direction(y.Shape, seed);
        var errors = new List<double>();
        var other = instead?.Invoke(inputs) ?? f;
        Check(xs => (f(xs) * weights).Sum(), xs => (other(xs) * weights).Sum(), leaves, order, seed + 1, tolerance, errors);
        return errors;
    }

    static void Check(
        Func<Tensor[], Tensor> loss, Func<Tensor[], Tensor> differenced, Tensor[] leaves, int order, int seed, double tolerance, List<double> errors)
    {
        var directions = leaves.Select((x, i) => Direction(x.Shape, seed + 10 * i)).ToArray();
        double Along(double t) => differenced(Moved(leaves, directions, t)).Item();

        Tensor SlopeOf(Func<Tensor[], Tensor> function, Tensor[] xs)
        {
            var gradients = function(xs).Backward(keepGraph: true);
            Tensor? sum = null;
            for (var i = 0; i < xs.Length; i++)
                if (xs[i].DType == DType.Float64 && gradients.Find(xs[i]) is { } g)
                {
                    var part = (g * directions[i]).Sum();
                    sum = sum is null ? part : sum + part;
                }

            return sum ?? Tensor.Scalar(0, DType.Float64);
        }

        var name = errors.Count == 0 ? "first derivative" : "second derivative";
        var numeric = (Along(Step) - Along(-Step)) / (2 * Step);
        var analytic = SlopeOf(loss, leaves);
        errors.Add(AssertClose(numeric, analytic.Item(), tolerance, name));
        AssertClose(analytic.Item(), Fused(loss, leaves, directions), 1e-9, $"{name}, fused against recorded");
        if (order > 1 && analytic.IsTracked)
            Check(xs => SlopeOf(loss, xs), xs => SlopeOf(differenced, xs), leaves, order - 1, seed + 100, 10 * tolerance, errors);
        else if (order > 1)
            errors.Add(AssertClose(0, Change(xs => SlopeOf(differenced, xs), leaves, seed + 100), 10 * tolerance, "second derivative, recorded as 0"));
    }

    // A gradient that was not recorded must be constant.
    static double Change(Func<Tensor[], Tensor> slope, Tensor[] leaves, int seed)
    {
        var directions = leaves.Select((x, i) => Direction(x.Shape, seed + 10 * i)).ToArray();
        double Along(double t) => slope(Moved(leaves, directions, t)).Item();
        return (Along(Step) - Along(-Step)) / (2 * Step);
    }

    static Tensor[] Moved(Tensor[] leaves, Tensor[] directions, double t) =>
        [.. leaves.Select((x, i) => x.DType == DType.Float64 ? (x.Detach() + directions[i] * t).Track() : x)];

    // Without keepGraph the fused kernels run; they must agree with the recorded rules.
    static double Fused(Func<Tensor[], Tensor> loss, Tensor[] leaves, Tensor[] directions)
    {
        var gradients = loss(leaves).Backward();
        return leaves.Select((x, i) => gradients.Find(x) is { } g ? (g * directions[i]).Sum().Item() : 0).Sum();
    }

    static double AssertClose(double expected, double actual, double tolerance, string what)
    {
        var error = Math.Abs(expected - actual) / (1 + Math.Abs(expected));
        Assert.True(error <= tolerance, $"{what}: expected {expected:R}, got {actual:R}");
        return error;
    }

    static Tensor Direction(Shape shape, int seed) => Values(shape, -1, 1, seed);

    /// <summary>Numbers spread evenly in [low, high) by a small generator of its own.</summary>
    public static Tensor Values(Shape shape, double low, double high, int seed)
    {
        var values = new double[shape.Length];
        var state = (ulong)seed * 0x9E3779B97F4A7C15 + 1;
        for (var i = 0; i < values.Length; i++)
        {
            state = state * 6364136223846793005 + 1442695040888963407;
            values[i] = low + (high - low) * ((state >> 11) * (1.0 / (1UL << 53)));
        }

        return Tensor.From<double>(values, shape);
    }
}
