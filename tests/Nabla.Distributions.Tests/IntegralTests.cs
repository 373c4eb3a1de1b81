namespace Nabla.Distributions.Tests;

/// <summary>Formulas that PyTorch does not have against sums over all values: the trapezoidal rule is exact to rounding for smooth functions that fade at both ends.</summary>
public class IntegralTests
{
    static readonly (Distribution P, Distribution Q)[] OnTheHalfLine =
    [
        (new Weibull(2, 1.4), new Weibull(1.5, 0.8)), (new HalfCauchy(2), new HalfCauchy(0.7)), (new Weibull(2, 1.4), new Gamma(1.3, 0.8)),
        (new FisherSnedecor(3, 9), new Gamma(0.7, 0.4)), (new FisherSnedecor(5, 8), new Exponential(0.5)), (new LogNormal(0.2, 0.5), new Chi2(3)),
    ];

    public static TheoryData<int> HalfLine => [.. Enumerable.Range(0, OnTheHalfLine.Length)];

    // x = eᵗ over t from −60 to 60
    [Theory, MemberData(nameof(HalfLine))]
    public void OfPositiveNumbers(int row)
    {
        var (p, q) = OnTheHalfLine[row];
        const double Step = 0.01;
        var x = ((Tensor.Range(12_001, DType.Float64) - 6000) * Step).Exp();
        Check(p, q, x, x * Step);
    }

    [Fact]
    public void OfAngles()
    {
        const int Count = 720;
        var x = Tensor.Range(Count, DType.Float64) * (2 * Math.PI / Count);
        var (p, q) = (new VonMises(0.4, 2.5), new VonMises(-1, 0.8));
        Check(p, q, x, Tensor.Full([Count], 2 * Math.PI / Count, DType.Float64));
        // The means of cosine and sine give direction and length.
        var density = p.Density(x) * (2 * Math.PI / Count);
        var (cosine, sine) = ((density * x.Cos()).Sum().Item(), (density * x.Sin()).Sum().Item());
        Assert.Equal(0.4, Math.Atan2(sine, cosine), 1e-12);
        Assert.Equal(p.Variance.Item(), 1 - Math.Sqrt(cosine * cosine + sine * sine), 1e-12);
    }

    [Fact]
    public void OfCounts()
    {
        var (p, q, k) = (new NegativeBinomial(2.5, 0.4), new NegativeBinomial(2.5, 0.6), Tensor.Range(200, DType.Float64));
        Assert.Equal((p.Density(k) * (p.LogDensity(k) - q.LogDensity(k))).Sum().Item(), p.KlTo(q).Item(), 1e-12);
        Assert.Equal((p.Density(k) * k).Sum().Item(), p.Mean.Item(), 1e-12);
        Assert.Throws<NotSupportedException>(() => p.KlTo(new NegativeBinomial(2, 0.4)));
    }

    // Of size 2 the only free number is the correlation r, with √(1 − r²) beside it: the density by r.
    [Fact]
    public void OfCorrelations()
    {
        const int Count = 20_000;
        var r = (Tensor.Range(Count, DType.Float64) + 0.5) * (2.0 / Count) - 1;
        var zero = Tensor.Zeros([Count], DType.Float64);
        var factor = Tensor.Stack([Tensor.Stack([zero + 1, zero], -1), Tensor.Stack([r, (1 - r.Square()).Sqrt()], -1)], -2);
        var (p, q) = (new LkjCholesky(2, 3), new LkjCholesky(2, 1.5));
        var (density, log) = (p.Density(factor) * (2.0 / Count), p.LogDensity(factor));
        Assert.Equal(1, density.Sum().Item(), 1e-7);
        Assert.Equal(-(density * log).Sum().Item(), p.Entropy().Item(), 1e-7);
        Assert.Equal((density * (log - q.LogDensity(factor))).Sum().Item(), p.KlTo(q).Item(), 1e-7);
        Assert.Equal(new LkjCholesky(4, 3).KlTo(new LkjCholesky(4, 1.5)).Item(), new LkjCholesky(4, 3).KlByMonteCarlo(new LkjCholesky(4, 1.5), new Rng(2), 20_000).Item(), 0.03);
        Assert.Equal(new LkjCholesky(4, 3).Entropy().Item(), -new LkjCholesky(4, 3).LogDensity(new LkjCholesky(4, 3).Sample(new Rng(3), [20_000])).Mean().Item(), 0.05);
    }

    [Fact]
    public void OfMatricesInABatchEachForItself()
    {
        var (v, w) = (Tensor.Of([[2.0, 0.6], [0.6, 1]]), Tensor.Of([[1.0, -0.2], [-0.2, 3]]));
        var q = new Wishart(4, w);
        var kl = new Wishart(Tensor.Of(3.0, 5), Tensor.Stack([v, w])).KlTo(q).ToArray<double>();
        Assert.Equal(new Wishart(3, v).KlTo(q).Item(), kl[0], 1e-12);
        Assert.Equal(new Wishart(5, w).KlTo(q).Item(), kl[1], 1e-12);
    }

    [Fact]
    public void OfGreyValuesNearOneHalf()
    {
        // Of λ = ½ all derivatives are those of a smooth function.
        var x = (Tensor.Range(1000, DType.Float64) + 0.5) / 1000;
        foreach (var logit in new[] { 0, 1e-9, 1e-3, 0.3, 1.49, 1.51 })
        {
            var p = ContinuousBernoulli.FromLogits(logit);
            Assert.Equal(1, (p.Density(x) / 1000).Sum().Item(), 1e-6);
            Assert.Equal((p.Density(x) * x / 1000).Sum().Item(), p.Mean.Item(), 1e-6);
            Assert.Equal((p.Density(x) * (x - p.Mean).Square() / 1000).Sum().Item(), p.Variance.Item(), 1e-6);
        }

        Assert.Equal(1.0 / 12, new ContinuousBernoulli(0.5).Variance.Item(), 1e-15);
        Testing.GradCheck.Run(l => ContinuousBernoulli.FromLogits(l[0]).Quantile(l[1]), [Tensor.Of(0.0, 1e-4, -2), Tensor.Of(0.3, 0.6, 0.2)]);
        Testing.GradCheck.Run(l => ContinuousBernoulli.FromLogits(l[0]).Mean, [Tensor.Of(0.0, 1e-4, -2)]);
    }

    static void Check(Distribution p, Distribution q, Tensor x, Tensor width)
    {
        var (density, log) = (p.Density(x) * width, p.LogDensity(x));
        Assert.Equal(1, density.Sum().Item(), 1e-9);
        Assert.Equal(-(density * log).Sum().Item(), p.Entropy().Item(), 1e-8);
        Assert.Equal((density * (log - q.LogDensity(x))).Sum().Item(), p.KlTo(q).Item(), 1e-8);
    }
}
