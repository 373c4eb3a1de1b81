namespace Nabla.Nn.Tests;

public class InitTests
{
    // A weight of 40 outputs, a 3×3 kernel and 20 inputs: fan-in 180, fan-out 360.
    static readonly Shape Weight = [40, 3, 3, 20];

    public static TheoryData<string, Init, double, double> Inits => new()
    {
        { "uniform", Init.Uniform(0.5), 0.5 / Math.Sqrt(3), 0.5 },
        { "kaiming normal, of the outputs", Init.KaimingNormal(Gain.Tanh, Fan.Out), 5.0 / 3 / Math.Sqrt(360), double.PositiveInfinity },
        { "normal", Init.Normal(2), 2, double.PositiveInfinity },
        { "kaiming uniform, the layers' default", Init.KaimingUniform(), 1 / Math.Sqrt(3 * 180), 1 / Math.Sqrt(180) },
        { "kaiming normal", Init.KaimingNormal(), Math.Sqrt(2.0 / 180), double.PositiveInfinity },
        { "xavier uniform", Init.XavierUniform(), Math.Sqrt(2.0 / 540), Math.Sqrt(6.0 / 540) },
        { "xavier normal", Init.XavierNormal(), Math.Sqrt(2.0 / 540), double.PositiveInfinity },
        { "lecun uniform", Init.LecunUniform(), 1 / Math.Sqrt(180), Math.Sqrt(3.0 / 180) },
        { "lecun normal", Init.LecunNormal(), 1 / Math.Sqrt(180), double.PositiveInfinity },
        // The variance of a standard normal cut at ±2 is 1 − 4 φ(2) / (2 Φ(2) − 1) = 0.77374.
        { "truncated normal", Init.TruncatedNormal(0.5, 1), 0.5 * Math.Sqrt(0.7737413), 1 },
    };

    [Theory]
    [MemberData(nameof(Inits))]
    public void ValuesHaveTheirMeanDeviationAndBound(string name, Init init, double deviation, double bound)
    {
        Assert.NotNull(name);
        var values = init.Draw(Weight, DType.Float32, new Rng(1, name)).ToArray<float>();
        // 7200 draws: the mean is within 4 σ / √7200 = 0.047 σ, the deviation within 4 σ / √(2 · 7200) = 3.3 %.
        Assert.InRange(values.Average(), -0.047 * deviation, 0.047 * deviation);
        Assert.InRange(Math.Sqrt(values.Average(v => (double)v * v)), 0.967 * deviation, 1.033 * deviation);
        Assert.Equal(deviation, init.Deviation(Weight), 1e-7 * deviation);
        Assert.All(values, v => Assert.True(Math.Abs(v) <= bound * (1 + 1e-6)));
    }

    [Theory]
    [InlineData(4, 9)]
    [InlineData(9, 4)]
    [InlineData(5, 5)]
    public void OrthogonalRowsOrColumnsAreOrthogonal(int rows, int columns)
    {
        var w = Init.Orthogonal(2).Draw([rows, columns], DType.Float64, new Rng(3));
        var product = (rows <= columns ? w.MatMul(w.T) : w.T.MatMul(w)).ToArray<double>();
        var size = Math.Min(rows, columns);
        for (var i = 0; i < product.Length; i++)
            Assert.Equal(i / size == i % size ? 4 : 0, product[i], 1e-12);
    }

    [Fact]
    public void DeviationOfALinearLayerOf256InputsAnd128Outputs()
    {
        Assert.Equal(0.0721688, Init.XavierNormal().Deviation([128, 256]), 7);
        Assert.Equal(0.0883883, Init.KaimingNormal().Deviation([128, 256]), 7);
    }

    [Theory]
    [InlineData(4, 9)]
    [InlineData(9, 4)]
    public void DeviationOfOrthogonalValuesIsThatOfTheirSquares(int rows, int columns)
    {
        var values = Init.Orthogonal(2).Draw([rows, columns], DType.Float64, new Rng(3)).ToArray<double>();
        Assert.Equal(Math.Sqrt(values.Average(v => v * v)), Init.Orthogonal(2).Deviation([rows, columns]), 1e-12);
    }

    [Fact]
    public void MeansAndBoundsCanBeChosen()
    {
        var uniform = Init.Uniform(2, 5);
        Assert.All(uniform.Draw(Weight, DType.Float64, new Rng(1)).ToArray<double>(), v => Assert.InRange(v, 2, 5));
        Assert.Equal(3 / Math.Sqrt(12), uniform.Deviation(Weight), 1e-15);
        Assert.InRange(Init.Normal(0.1, mean: 7).Draw(Weight, DType.Float64, new Rng(1)).ToArray<double>().Average(), 6.99, 7.01);
    }

    // The figures of torch.nn.init.calculate_gain.
    [Fact]
    public void GainsAreThoseOfPyTorch() => Assert.Equal(
        [1, 1, 1.6666666666666667, 1.4142135623730951, 1.4141428569978354, 1.3867504905630728, 0.75],
        [Gain.Linear, Gain.Sigmoid, Gain.Tanh, Gain.Relu, Gain.LeakyRelu(), Gain.LeakyRelu(0.2), Gain.Selu]);

    [Fact]
    public void FirstValuesAreTheSameInBothPrecisions()
    {
        Linear single = new(7, 50), wide = new(7, 50);
        single.Initialize(seed: 1);
        wide.To(DType.Float64);
        wide.Initialize(seed: 1);
        Assert.Equal(single.Weight.Value.ToArray<float>(), wide.Weight.Value.To(DType.Float32).ToArray<float>());
    }
}
