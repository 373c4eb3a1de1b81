using Nabla.Testing;

namespace Nabla.Distributions.Tests;

/// <summary>Derivatives against differences, tails against SciPy, captured against eager runs.</summary>
public class DerivativeTests
{
    static readonly GoldenFile Golden = Kinds.Files["distributions"];

    static readonly string[] WithShapeParameters = ["gamma", "beta", "student t", "chi2", "fisher-snedecor"];

    public static TheoryData<string> All => [.. Kinds.Rows.Keys];

    public static TheoryData<string> Shaped => [.. WithShapeParameters];

    [Theory, MemberData(nameof(All))]
    public void LogDensitiesByParameters(string name)
    {
        var x = Kinds.FileOf(name)[$"{name}/x"];
        GradCheck.Run(p => Kinds.Make(name, p).LogDensity(x), Parameters(name));
    }

    [Theory, MemberData(nameof(Shaped))]
    public void CdfAndQuantileByParametersAndValues(string name)
    {
        GradCheck.Run(p => Kinds.Make(name, p[..^1]).Cdf(p[^1]), [.. Parameters(name), Kinds.FileOf(name)[$"{name}/x"]], order: 1);
        GradCheck.Run(p => Kinds.Make(name, p[..^1]).Quantile(p[^1]), [.. Parameters(name), Kinds.FileOf(name)[$"{name}/u"]], order: 1);
    }

    [Theory]
    [InlineData("binomial")]
    [InlineData("poisson")]
    [InlineData("geometric")]
    public void CdfOfCountsByParameters(string name) =>
        GradCheck.Run(p => Kinds.Make(name, p).Cdf(Kinds.FileOf(name)[$"{name}/x"]), Parameters(name), order: 2);

    [Fact]
    public void CdfOfNegativeBinomialCountsByParameters() => GradCheck.Run(
        p => new NegativeBinomial(p[0], p[1]).Cdf(Kinds.FileOf("negative binomial")["negative binomial/x"]), Parameters("negative binomial"), order: 1);

    [Fact]
    public void ADerivativeThatIsNotThereIsAnError()
    {
        var a = Tensor.Scalar(2, DType.Float64).Track();
        var slope = new Gamma(a, 1).Cdf(Tensor.Scalar(1, DType.Float64)).Backward(keepGraph: true)[a];
        Assert.Equal(
            "Incomplete gamma function: the derivative by a shape parameter cannot be differentiated once more.",
            Assert.Throws<NotSupportedException>(() => slope.Backward()).Message);
    }

    [Fact]
    public void TailsKeepTheirDigits()
    {
        var (a, b) = (Golden["tails/a"], Golden["tails/b"]);
        Close(Golden["tails/gamma"], new Gamma(a, 1).Cdf(Golden["tails/x"]), 1e-11);
        Close(Golden["tails/beta"], new Beta(a, b).Cdf(Golden["tails/u"]), 1e-11);
    }

    [Fact]
    public void QuantilesInvertTheCdf()
    {
        var p = Tensor.Of(1e-12, 1e-5, 0.1, 0.499, 0.5, 0.501, 0.9, 0.99999);
        var (a, b) = (Golden["tails/a"], Golden["tails/b"]);
        Close(p.BroadcastTo([6, 8]), new Gamma(a, 2).Cdf(new Gamma(a, 2).Quantile(p)), 1e-11);
        // With b below 1 the quantiles of large p are nearer to 1 than a double can say.
        Close(p.BroadcastTo([3, 6, 8]), new Beta(a, b + 0.7).Cdf(new Beta(a, b + 0.7).Quantile(p)), 1e-10);
        Close(p, new StudentT(3, 1, 2).Cdf(new StudentT(3, 1, 2).Quantile(p)), 1e-10);
    }

    [Theory, MemberData(nameof(All))]
    public void ACapturedRunIsTheSame(string name)
    {
        var (p, x) = (Parameters(name), Kinds.FileOf(name)[$"{name}/x"]);
        var captured = Captured.Function(inputs => [Kinds.Make(name, inputs[..^1]).NegativeLogLikelihood(inputs[^1])]);
        captured.Run([.. p.Select(t => t * 1.01), x]);
        Assert.Equal(Kinds.Make(name, p).NegativeLogLikelihood(x).Item(), captured.Run([.. p, x]).Outputs[0].Item());
    }

    [Fact]
    public void ACapturedRunAllocatesNothingThoughItChecksItsParameters()
    {
        foreach (var dtype in new[] { DType.Float32, DType.Float64 })
        {
            Tensor mean = Tensor.Zeros([50], dtype).Track(), deviation = Tensor.Ones([50], dtype).Track(), x = new Rng(1).Normal([20, 50], dtype: dtype);
            var step = Captured.Step(inputs => [new Normal(mean, deviation).NegativeLogLikelihood(inputs[0])]);
            var least = long.MaxValue;
            for (var i = 0; i < 20; i++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                step.Run(x);
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }

            Assert.Equal(0, least);
        }
    }

    [Fact]
    public void ACapturedRunChecksItsParameters()
    {
        var captured = Captured.Function(x => [new Normal(0, x[0]).LogDensity(x[0])]);
        captured.Run(Tensor.Of(1.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => captured.Run(Tensor.Of(-1.0)));
    }

    static void Close(Tensor expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        foreach (var (i, (e, a)) in expected.ToArray<double>().Zip(actual.ToArray<double>()).Index())
            Assert.True(double.IsFinite(e) && Math.Abs(e - a) <= tolerance * Math.Abs(e), $"element {i}: expected {e:R}, got {a:R}");
    }

    static Tensor[] Parameters(string name) => Kinds.Parameters(Kinds.FileOf(name), name);
}
