namespace Nabla.Distributions.Tests;

/// <summary>Draws by rejection: what they depend on.</summary>
public class LawTests
{
    static readonly Distribution[] Rejecting = [new Gamma(0.4, 1), new Beta(0.6, 2), new Poisson(30), new Binomial(90, 0.4), new NegativeBinomial(3, 0.8), new VonMises(1, 3)];

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Rejecting.Length)];

    [Theory, MemberData(nameof(Rows))]
    public void AShorterDrawIsTheBeginningOfALongerOne(int row) => Assert.Equal(
        Rejecting[row].Sample(new Rng(3), [100]).ToArray<double>(), Rejecting[row].Sample(new Rng(3), [5000]).ToArray<double>()[..100]);

    [Fact]
    public void BothPrecisionsDrawTheSame()
    {
        var rate = Tensor.Full([500], 7.5, DType.Float64);
        Assert.Equal(new Poisson(rate).Sample(new Rng(2)).To(DType.Float32).ToArray<float>(), new Poisson(rate.To(DType.Float32)).Sample(new Rng(2)).ToArray<float>());
    }

    [Fact]
    public void ACapturedStepDrawsAnewAndFromItsParameters()
    {
        var rng = new Rng(4);
        var captured = Captured.Function(x => [new Poisson(x[0]).Sample(rng)]);
        var rates = Tensor.Full([400], 5, DType.Float64);
        var first = captured.Run(rates).Outputs[0].ToArray<double>();
        captured.StepNumber = 1;
        var second = captured.Run(rates).Outputs[0].ToArray<double>();
        var wide = captured.Run(rates * 100).Outputs[0].ToArray<double>();
        Assert.Equal(new Poisson(rates).Sample(new Rng(4)).ToArray<double>(), first);
        Assert.NotEqual(first, second);
        Assert.Equal(5, second.Average(), 0.5);
        Assert.Equal(500, wide.Average(), 5.0);
    }

    [Fact]
    public void ALawOfOnesOwn()
    {
        var x = new Rng(1).Draw([4000], default(Triangle), Tensor.Scalar(2, DType.Float64));
        Assert.Equal(2, x.Mean().Item(), 0.05);
        Assert.Equal(4.0 / 6, x.Variance().Item(), 0.05);
        Assert.Throws<ArgumentException>(() => new Rng(1).Draw([3], default(Triangle)));
        Assert.Throws<ShapeException>(() => new Rng(1).Draw([3], default(Triangle), Tensor.Of(1f), Tensor.Of(1.0)));
    }

    // The sum of two even variables, times the parameter.
    readonly struct Triangle : ILaw
    {
        public double Draw(ReadOnlySpan<double> parameters, ref RandomStream random) => parameters[0] * (random.Uniform() + random.Uniform());
    }
}
