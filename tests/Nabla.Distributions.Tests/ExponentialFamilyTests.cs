using Nabla.Testing;

namespace Nabla.Distributions.Tests;

/// <summary>Entropies and divergences from the normalizer, against torch.distributions (eng/golden/torch_exponential_families.py) and formulas.</summary>
public class ExponentialFamilyTests
{
    const double Double = 1e-9, Single = 1e-5;

    static readonly GoldenFile Golden = new("exponential_families", typeof(ExponentialFamilyTests).Assembly);

    static readonly Dictionary<string, Func<Tensor[], Distribution>> Rows = new()
    {
        ["normal"] = p => new Normal(p[0], p[1]),
        ["gamma"] = p => new Gamma(p[0], p[1]),
        ["beta"] = p => new Beta(p[0], p[1]),
        ["dirichlet"] = p => new Dirichlet(p[0]),
        ["exponential"] = p => new Exponential(p[0]),
        ["bernoulli"] = p => new Bernoulli(p[0]),
        ["categorical"] = p => Categorical.FromLogits(p[0]),
        ["poisson"] = p => new Poisson(p[0]),
        ["continuous bernoulli"] = p => ContinuousBernoulli.FromLogits(p[0]),
        ["wishart"] = p => new Wishart(p[0], scale: p[1].Lower()),
    };

    public static TheoryData<string, DType> Cases => GoldenFile.Cases(Rows.Keys);

    [Theory, MemberData(nameof(Cases))]
    public void EqualsPyTorch(string name, DType dtype)
    {
        var (p, q) = (Parameters(name, "p", dtype), Parameters(name, "q", dtype));
        var family = new Renamed(Rows[name](p));
        if (Golden.Has($"{name}/entropy/y"))
            Same($"{name}/entropy", family.Entropy(), p, "d");
        Same($"{name}/kl", family.KlTo(new Renamed(Rows[name](q))), p, "d", q);
    }

    [Theory]
    [InlineData("gamma")]
    [InlineData("wishart")]
    [InlineData("categorical")]
    public void MeanStatisticsAndEntropiesCanBeDifferentiatedAgain(string name)
    {
        var p = Parameters(name, "p", DType.Float64);
        GradCheck.Run(x => ExponentialFamily.MeanStatistics((IExponentialFamily)Rows[name](x)).Select(m => m.Square().Sum()).Aggregate((a, b) => a + b), p);
        GradCheck.Run(x => new Renamed(Rows[name](x)).Entropy(), p);
    }

    [Fact]
    public void MeanStatisticsAreMoments()
    {
        var means = ExponentialFamily.MeanStatistics(new Gamma(Tensor.Of(2.0, 0.7), 3));
        GoldenFile.AssertClose(new Gamma(Tensor.Of(2.0, 0.7), 3).Mean, means[1], 1e-14, "E[X]");
        GoldenFile.AssertClose(Tensor.Of(2.0, 0.7).Digamma() - Math.Log(3), means[0], 1e-14, "E[ln X]");
    }

    // ln(s) + 1 + γ/2 − ½ ln 2, and KL = ln(t²/s²) + s²/t² − 1
    [Fact]
    public void ADistributionOfOnesOwnHasEntropyAndDivergenceFromItsNormalizer()
    {
        var (s, t) = (Tensor.Of(0.5, 2.0).Track(), Tensor.Of(1.5, 1.0));
        var entropy = new Rayleigh(s).Entropy();
        GoldenFile.AssertClose(s.Log() + (1 + 0.5 * 0.5772156649015329 - 0.5 * Math.Log(2)), entropy, 1e-13, "entropy");
        var kl = new Rayleigh(s).KlTo(new Rayleigh(t));
        GoldenFile.AssertClose(2 * (t / s).Log() + (s / t).Square() - 1, kl, 1e-13, "divergence");
        GradCheck.Run(x => new Rayleigh(x[0]).KlTo(new Rayleigh(x[1])), [s.Detach(), t]);
        Assert.False(new Rayleigh(s.Detach()).Entropy().IsTracked);
    }

    [Fact]
    public void WithoutACarrierThereIsNoEntropy() => Assert.Throws<NotSupportedException>(() => new Poisson(2).Entropy());

    // Lengths of vectors of two normal components: p(x) = x / s² e^(−x² / 2s²), with η = −1 / 2s², T = x², h = x
    sealed class Rayleigh(Tensor s) : Distribution(s.Shape, Shape.Scalar, s.DType), IExponentialFamily
    {
        public override Support Support => Support.Positive;

        public override Tensor Mean => s * Math.Sqrt(Math.PI / 2);

        public override Tensor Variance => (2 - Math.PI / 2) * s.Square();

        public IReadOnlyList<Tensor> NaturalParameters => [-0.5 / s.Square()];

        public Tensor? MeanLogCarrier => s.Log() + 0.5 * (Math.Log(2) - 0.5772156649015329);

        public Tensor LogNormalizer(IReadOnlyList<Tensor> natural) => -(-2 * natural[0]).Log();

        protected override Tensor LogDensityAt(Tensor x) => x.Log() - 2 * s.Log() - 0.5 * (x / s).Square();

        protected override Tensor Draw(Rng rng, Shape shape) => s * (-2 * rng.Uniform(shape, dtype: DType).Log()).Sqrt();
    }

    // The family of a kind without its own formulas.
    sealed class Renamed(Distribution inner) : Distribution(inner.BatchShape, inner.EventShape, inner.DType), IExponentialFamily
    {
        IExponentialFamily Origin => (IExponentialFamily)inner;

        public override Support Support => inner.Support;

        public override Tensor Mean => inner.Mean;

        public override Tensor Variance => inner.Variance;

        public IReadOnlyList<Tensor> NaturalParameters => Origin.NaturalParameters;

        public Tensor? MeanLogCarrier => Origin.MeanLogCarrier;

        public Tensor LogNormalizer(IReadOnlyList<Tensor> natural) => Origin.LogNormalizer(natural);

        protected override Tensor LogDensityAt(Tensor x) => inner.LogDensity(x);

        protected override Tensor Draw(Rng rng, Shape shape) => throw new NotSupportedException();
    }

    static void Same(string name, Tensor y, Tensor[] p, string first, Tensor[]? q = null)
    {
        var tolerance = y.DType == DType.Float64 ? Double : Single;
        GoldenFile.AssertClose(Golden[$"{name}/y"], y, tolerance, name);
        var gradients = (y * Golden[$"{name}/g"].To(y.DType)).Sum().Backward();
        foreach (var (prefix, inputs) in new[] { (first, p), ("e", q ?? []) })
            for (var i = 0; i < inputs.Length; i++)
                if (Golden.Has($"{name}/{prefix}{i}"))
                    GoldenFile.AssertClose(Golden[$"{name}/{prefix}{i}"], gradients[inputs[i]], tolerance, $"{name}: {prefix}{i}");
    }

    static Tensor[] Parameters(string name, string prefix, DType dtype) =>
        [.. Enumerable.Range(0, 3).TakeWhile(i => Golden.Has($"{name}/{prefix}{i}")).Select(i => Golden[$"{name}/{prefix}{i}"].To(dtype).Track())];
}
