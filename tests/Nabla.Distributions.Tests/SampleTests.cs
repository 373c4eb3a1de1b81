using Nabla.LinearAlgebra;
using Nabla.Testing;

namespace Nabla.Distributions.Tests;

/// <summary>Samples at a fixed seed against the distribution's own moments and CDF, which other tests compare with PyTorch's.</summary>
public class SampleTests
{
    const int Count = 2500;

    static readonly GoldenFile Golden = Kinds.Files["distributions"];

    static readonly Tensor Concentration = Tensor.Of(0.4, 2.0, 3.0), Weights = Tensor.Of(0.2, 0.5, 0.3);

    static readonly Distribution[] Numbers =
    [
        new Uniform(2, 5), new Normal(1, 3), new Laplace(-1, 2), new Exponential(2), new Gamma(0.3, 2), new Gamma(40, 0.5), new Beta(0.5, 0.7), new Beta(20, 3),
        new StudentT(5, 1, 2), new HalfNormal(2), new Cauchy(1, 2), new LogNormal(0.1, 0.4),
        new Gumbel(1, 2), new Weibull(2, 0.7), new Pareto(1.5, 1.2), new Kumaraswamy(0.6, 2), new HalfCauchy(2), new Chi2(3), new FisherSnedecor(3, 5),
        new ContinuousBernoulli(0.2), new ContinuousBernoulli(0.5), ContinuousBernoulli.FromLogits(30),
        new RelaxedBernoulli(0.6, 0.7), RelaxedBernoulli.FromLogits(1.5, -1), new Bernoulli(0.3), new Binomial(10, 0.3), new Poisson(4), new Poisson(400), new Poisson(12), new Binomial(200, 0.7), new Binomial(3000, 0.004), new Geometric(0.2),
        new NegativeBinomial(0.4, 0.7), new NegativeBinomial(40, 0.5), new Categorical(Weights),
        new Transformed(new Normal(0, 1), new SigmoidMap(), new AffineMap(1, -2)), new Transformed(new Exponential(1), new TanhMap()),
        new Transformed(new Exponential(1), new PowerMap(-0.5), new SoftplusMap()), new Transformed(new Uniform(0, 1), new CdfMap(new Beta(2, 3))),
        new Mixture(new Categorical(Weights), new Normal(-3, 1), new Laplace(0, 0.5), new Uniform(2, 4)),
        Mixture.OfFamily(new Categorical(Weights), new Normal(Tensor.Of(-3.0, 0, 4), 1)),
    ];

    static readonly Distribution[] Vectors =
    [
        new MultivariateNormal(Tensor.Of(0.5, -1), Tensor.Of([[2.0, 0.6], [0.6, 1]])), new MultivariateNormal(Tensor.Of(0.5, -1), scale: Tensor.Of([[2.0, 0], [1, 3]])),
        new Dirichlet(Concentration), new Multinomial(5, Weights), new Independent(new Gamma(Concentration, 1)),
        new Mixture(new Categorical(Tensor.Of(0.3, 0.7)), new Dirichlet(Concentration), new Dirichlet(2 * Weights)),
        Mixture.OfFamily(new Categorical(Tensor.Of(0.3, 0.7)), new Independent(new Normal(Tensor.Of([[0.0, 1], [5, 6]]), 1))),
    ];

    static readonly Distribution[] Matrices =
    [
        new OneHotCategorical(Weights), new LkjCholesky(4, 0.8), new LkjCholesky(2, 3), new LkjCholesky(3, Tensor.Of(1.0, 5)),
        new LowRankMultivariateNormal(Tensor.Of(0.5, -1, 2), Tensor.Of([[2.0, 0.3], [1, -1], [0, 3]]), Tensor.Of(0.5, 1, 2)),
        new Wishart(2.5, Tensor.Of([[2.0, 0.6], [0.6, 1]])), new Wishart(Tensor.Of(6.0, 4), scale: Tensor.Of([[2.0, 0], [1, 3]])),
    ];

    public static TheoryData<int> NumberRows => [.. Enumerable.Range(0, Numbers.Length)];

    public static TheoryData<int> VectorRows => [.. Enumerable.Range(0, Vectors.Length + Matrices.Length)];

    // Drawn by rejection, so the samples themselves jump; their gradient is that of the CDF.
    static readonly string[] Rejected = ["gamma", "beta", "chi2", "dirichlet", "student t", "fisher-snedecor", "wishart", "wishart scale", "lkj"];

    public static TheoryData<string> Reparameterized =>
        [.. Kinds.Rows.Keys.Except(Rejected).Where(name => name is not "mixture" && Kinds.Make(name, Parameters(name)).IsReparameterized)];

    [Theory, MemberData(nameof(NumberRows))]
    public void TheEmpiricalDistributionIsTheCdf(int row)
    {
        var x = Numbers[row].Sample(new Rng(7), [Count]).Sort(0).Values;
        var (values, cdf) = (x.ToArray<double>(), Numbers[row].Cdf(x).ToArray<double>());
        var largest = 0.0;
        for (var i = 0; i < Count; i++)
            if (i == Count - 1 || values[i + 1] != values[i])
                largest = Math.Max(largest, Math.Abs((i + 1.0) / Count - cdf[i]));
        // Kolmogorov and Smirnov: a right sampler is above 1.63 / √n once in a hundred seeds; this seed is none of them.
        Assert.True(largest < 1.63 / Math.Sqrt(Count), $"{Numbers[row]}: {largest:F4}");
    }

    [Theory, MemberData(nameof(VectorRows))]
    public void MeanAndVarianceOfVectorsAreThoseOfTheFormula(int row)
    {
        var d = row < Vectors.Length ? Vectors[row] : Matrices[row - Vectors.Length];
        var x = d.Sample(new Rng(8), [Count]);
        Assert.Equal<Shape>([Count, .. d.BatchShape, .. d.EventShape], x.Shape);
        Assert.True(d.LogDensity(x).ToArray<double>().All(double.IsFinite), $"{d}: a sample lies outside of the support");
        var (mean, variance) = (d.Mean.ToArray<double>(), d.Variance.ToArray<double>());
        foreach (var (i, m) in x.Mean(0).ToArray<double>().Index())
            Assert.True(Math.Abs(m - mean[i]) <= 4 * Math.Sqrt(variance[i] / Count), $"{d}: mean {i} is {m}, expected {mean[i]}");
        foreach (var (i, v) in x.Variance(0).ToArray<double>().Index())
            Assert.Equal(1, variance[i] == 0 ? v + 1 : v / variance[i], 0.15);
    }

    [Theory, MemberData(nameof(Reparameterized))]
    public void SamplesMoveWithTheParametersAsTheirGradientSays(string name) => GradCheck.Run(
        p => Kinds.Make(name, p).SampleReparameterized(new Rng(3), [2]), Parameters(name), order: 1);

    // F(x; a) stays while a changes: dx = −∂F/∂a da / (∂F/∂x).
    [Theory]
    [InlineData("gamma")]
    [InlineData("chi2")]
    [InlineData("beta")]
    public void RejectedSamplesMoveSoThatTheirProbabilityStays(string name)
    {
        var p = Array.ConvertAll(Parameters(name), t => t.Track());
        var x = Kinds.Make(name, p).SampleReparameterized(new Rng(3), [40]);
        var weights = GradCheck.Values(x.Shape, -1, 1, 5);
        var moved = (x * weights).Sum().Backward();
        var at = x.Detach();
        var share = weights / Kinds.Make(name, p).Density(at).Detach();
        var expected = (-share * Kinds.Make(name, p).Cdf(at)).Sum().Backward();
        foreach (var parameter in p)
            GoldenFile.AssertClose(expected[parameter], moved[parameter], 1e-9, name);
    }

    [Fact]
    public void BetaSamplesOfAnyParametersMoveSoThatTheirProbabilityStays()
    {
        var (a, b) = (Golden["tails/a"].Track(), Golden["tails/b"].Track());
        var x = new Beta(a, b).SampleReparameterized(new Rng(3), [200]);
        // Where a sample is nearer to 0 or 1 than 1e-9, the CDF itself has lost the digits.
        var inside = x.Detach().Greater(1e-9).LogicalAnd(x.Detach().Less(1 - 1e-9));
        var at = inside.Where(x.Detach(), Tensor.Scalar(0.5, DType.Float64));
        var weights = GradCheck.Values(x.Shape, -1, 1, 5) * inside.To(DType.Float64);
        var moved = (x * weights).Sum().Backward();
        var expected = (-weights / new Beta(a, b).Density(at).Detach() * new Beta(a, b).Cdf(at)).Sum().Backward();
        GoldenFile.AssertClose(expected[a], moved[a], 1e-7, "by a");
        GoldenFile.AssertClose(expected[b], moved[b], 1e-7, "by b");
    }

    // Each share moves as the beta variable that it is, and the others keep their ratios.
    [Fact]
    public void SharesMoveAsBetaVariables()
    {
        var a = Tensor.Of(0.4, 2.0, 3.0, 11).Track();
        var x = new Dirichlet(a).SampleReparameterized(new Rng(3), [40]);
        var g = GradCheck.Values(x.Shape, -1, 1, 5);
        var (at, own) = (x.Detach(), a.Detach().Track());
        var marginal = new Beta(own, own.Detach().Sum() - own.Detach());
        var share = (g - (at * g).Sum(-1, keepAxes: true)) / (1 - at) / marginal.Density(at).Detach();
        GoldenFile.AssertClose((-share * marginal.Cdf(at)).Sum().Backward()[own], (x * g).Sum().Backward()[a], 1e-9, "by a");
    }

    // Through two gamma variables it is 0.0224 and 0.709: PyTorch's samples, differentiated implicitly too, had 0.0117 and 0.379 over 20,000.
    [Theory]
    [InlineData(1, 1, 0.0117)]
    [InlineData(0.3, 0.5, 0.379)]
    public void TheGradientOfBetaSamplesHasNoNoiseButTheirs(double a, double b, double variance)
    {
        var p = Tensor.Full([20_000], a, DType.Float64).Track();
        var gradient = new Beta(p, b).SampleReparameterized(new Rng(1)).Sum().Backward()[p];
        Assert.Equal(variance, gradient.Variance().Item(), 0.04 * variance);
    }

    [Theory]
    [InlineData("wishart")]
    [InlineData("wishart scale")]
    public void WishartSamplesMoveWithTheirScaleAsTheirGradientSays(string name)
    {
        var p = Parameters(name);
        GradCheck.Run(a => Kinds.Make(name, [p[0], a[0]]).SampleReparameterized(new Rng(3), [2]), [p[1]], order: 1);
    }

    public static TheoryData<string, Func<Tensor, Distribution>, double, Func<Tensor, Tensor>, double> Expectations => new()
    {
        { "gamma", a => new Gamma(a, 2), 2.5, x => x.Square(), (2 * 2.5 + 1) / 4 },                                   // a (a + 1) / rate²
        { "gamma below 1", a => new Gamma(a, 1), 0.05, x => x, 1 },                                                   // a
        { "beta", a => new Beta(a, 2), 1.5, x => x, 2 / 12.25 },                                                      // a / (a + 2)
        { "student t", v => new StudentT(v), 2, x => x.Abs().Log1p(), -0.09997 },                                     // integrated numerically
        { "fisher-snedecor", v => new FisherSnedecor(3, v), 12, x => x, -0.02 },                                      // v / (v − 2)
        { "wishart", v => new Wishart(v, Tensor.Of([[2.0, 0.6], [0.6, 1]])), 3.5, x => x.Diagonal().Sum(-1), 3 },       // ν tr V
        { "wishart, volume", v => new Wishart(v, Tensor.Of([[2.0, 0.6], [0.6, 1]])), 5, x => x.SignLogDeterminant().Logarithm, 0.5676448 },   // Σ ψ((ν − i)/2)
        { "lkj, diagonal", c => new LkjCholesky(3, c), 2, x => x.Diagonal().Log().Sum(-1), 0.1727118 },                // ½ Σ (ψ(B) − ψ(A + B))
        { "lkj, correlation", c => new LkjCholesky(3, c), 2, x => x.Select(-2, 1).Select(-1, 0).Square(), -0.5 / 9 }, // ½ / (c + 1)
        { "dirichlet", a => new Dirichlet(Tensor.Of(1.0, 2) * a), 0.5, x => x.Square().Sum(-1), -4.0 / (3 * 6.25) },  // Σ aₖ (aₖ + 1) / (A (A + 1))
    };

    // The mean over 40,000 samples deviates by about a hundredth; these seeds by less than a twentieth.
    [Theory, MemberData(nameof(Expectations))]
    public void TheGradientOfAnExpectationIsThatOfTheFormula(
        string name, Func<Tensor, Distribution> make, double at, Func<Tensor, Tensor> value, double expected)
    {
        var a = Tensor.Scalar(at, DType.Float64).Track();
        var estimate = value(make(a).SampleReparameterized(new Rng(4), [40_000])).Mean().Backward()[a].Item();
        Assert.True(Math.Abs(estimate / expected - 1) < 0.05, $"{name}: expected {expected:R}, got {estimate:R}");
    }

    [Fact]
    public void WithoutReplacementEachClassIsDrawnFromThoseThatAreLeft()
    {
        var d = new Categorical(Tensor.Stack([Tensor.Of(0.2, 0.5, 0.3, 0), Tensor.Of(0.1, 0.1, 0.1, 0.7)]));
        const int Draws = 6000;
        var x = d.SampleWithoutReplacement(3, new Rng(5), [Draws]);
        Assert.Equal<Shape>([Draws, 2, 3], x.Shape);
        var rows = x.ToArray<double>().Chunk(6).ToArray();
        Assert.All(rows, row => Assert.Equal([0.0, 1, 2], row[..3].Order()));
        Assert.All(rows, row => Assert.Equal(3, row[3..].Distinct().Count()));
        foreach (var (first, second, p) in new[] { (0, 1, 0.2 * 0.5 / 0.8), (1, 2, 0.5 * 0.3 / 0.5), (2, 0, 0.3 * 0.2 / 0.7) })
            Assert.Equal(p, rows.Count(row => row[0] == first && row[1] == second) / (double)Draws, 4 * Math.Sqrt(p * (1 - p) / Draws));
        Assert.Throws<ArgumentOutOfRangeException>(() => d.SampleWithoutReplacement(5, new Rng(1)));
    }

    [Fact]
    public void TheLargestOfARelaxedClassIsAsLikelyAsTheClass()
    {
        var classes = new RelaxedOneHotCategorical(0.7, Weights).Sample(new Rng(9), [4000]).ArgMax(-1).To(DType.Float64);
        foreach (var (k, p) in Weights.ToArray<double>().Index())
            Assert.Equal(p, classes.EqualTo(k).To(DType.Float64).Mean().Item(), 4 * Math.Sqrt(p * (1 - p) / 4000));
    }

    [Fact]
    public void AStraightThroughSampleIsOneHotAndHasTheGradientOfTheProbabilities()
    {
        var p = Tensor.Of(0.2, 0.5, 0.3).Track();
        var (d, w) = (new OneHotCategorical(p), Tensor.Of(1.0, -2, 4));
        var x = d.SampleStraightThrough(new Rng(1), [6]);
        Assert.Equal(d.Sample(new Rng(1), [6]).ToArray<double>(), x.ToArray<double>());
        Assert.Equal((d.Probabilities * w).Sum().Backward()[p].ToArray<double>().Select(g => 6 * g), (x * w).Sum().Backward()[p].ToArray<double>(), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void SinglePrecisionStaysInsideTheSupport()
    {
        var small = Tensor.Full([5000], 0.1);
        foreach (var d in new Distribution[] { new Exponential(small), new Gamma(small, small), new Laplace(small, small), new Cauchy(small, small), new Poisson(small), new Geometric(small) })
            Assert.All(d.Sample(new Rng(5)).ToArray<float>(), x => Assert.True(float.IsFinite(x), $"{d}: {x}"));
        Assert.All(new Beta(small, small).Sample(new Rng(5)).ToArray<float>(), x => Assert.InRange(x, 0, 1));
    }

    [Fact]
    public void MonteCarloComesCloseToTheFormula()
    {
        var (p, q) = (new Gamma(2, 1.5), new Gamma(3, 1));
        Assert.Equal(p.KlTo(q).Item(), p.KlByMonteCarlo(q, new Rng(6), 8000).Item(), 0.05);
        Assert.True(new Mixture(new Categorical(Weights), p, q, p).KlByMonteCarlo(p, new Rng(6)).Item() > 0);
    }

    static Tensor[] Parameters(string name) => Kinds.Parameters(Kinds.FileOf(name), name);
}
