namespace Nabla.Distributions.Tests;

/// <summary>Figures worked out by hand.</summary>
public class ExampleTests
{
    static readonly DType Double = DType.Float64;

    public static TheoryData<Distribution, double, double> Moments => new()
    {
        { new Uniform(2, 5), 3.5, 0.75 },
        { new Normal(1, 3), 1, 9 },
        { new Bernoulli(0.3), 0.3, 0.21 },
        { new Binomial(10, 0.3), 3, 2.1 },
        { new Poisson(4), 4, 4 },
        { new Exponential(2), 0.5, 0.25 },
    };

    [Theory, MemberData(nameof(Moments))]
    public void MeanAndVarianceAreThoseOfTheTextbook(Distribution d, double mean, double variance)
    {
        Assert.Equal(Double, d.Mean.DType);
        Assert.Equal(mean, d.Mean.Item(), 1e-15);
        Assert.Equal(variance, d.Variance.Item(), 1e-15);
        Assert.Equal(Math.Sqrt(variance), d.Deviation.Item(), 1e-15);
    }

    [Fact]
    public void QuantilesOfAnExponentialCanBeDifferentiatedByTheRate()
    {
        var u = Tensor.Of(0.25, 0.5, 0.9);
        var rate = Tensor.Scalar(2, Double);
        var slope = Grad.Jacobian(r => new Exponential(r).Quantile(u), rate);
        foreach (var (i, p) in u.ToArray<double>().Index())
        {
            Assert.Equal(-Math.Log(1 - p) / 2, new Exponential(rate).Quantile(u).ToArray<double>()[i], 1e-15);
            Assert.Equal(Math.Log(1 - p) / 4, slope.ToArray<double>()[i], 1e-15);
        }
    }

    [Fact]
    public void KlOfTwoNormals() =>
        Assert.Equal(Math.Log(1 / 0.8) + (0.64 + 0.25) / 2 - 0.5, new Normal(0.5, 0.8).KlTo(new Normal(0, 1)).Item(), 1e-15);

    [Fact]
    public void AnAffineMapOfNormalsHasTheDensityThatTheDeterminantGives()
    {
        var flow = new MultivariateNormal(Tensor.Of(0.5, -1.0), scale: Tensor.Of([[2.0, 0], [1, 3]]));
        // z = (0.25, 2.75 / 3), det = 6
        var expected = -(0.0625 + 7.5625 / 9) / 2 - Math.Log(2 * Math.PI) - Math.Log(6);
        Assert.Equal(expected, flow.LogDensity(Tensor.Of(1.0, 2.0)).Item(), 1e-14);
        Assert.Equal(-4.081025424526289, expected, 1e-14);
    }

    [Fact]
    public void APriorPullsTheEstimate()
    {
        // Mean of n normals with deviation 1 and a normal prior of deviation 1: the estimate is Σ x / (n + 1).
        var data = Tensor.Of(1.0, 2.0, 4.0);
        var mean = Tensor.Scalar(7.0 / 4, Double).Track();
        var loss = new Normal(mean, 1).NegativeLogPosterior(data, (new Normal(0, 1), mean));
        Assert.Equal(0, loss.Backward()[mean].Item(), 1e-14);
        Assert.Equal(loss.Item(), new Normal(mean, 1).NegativeLogLikelihood(data, Reduction.Sum).Item() - new Normal(0, 1).LogDensity(mean).Item(), 1e-14);
    }
}
