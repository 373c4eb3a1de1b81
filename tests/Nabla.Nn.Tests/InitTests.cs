using Nabla.Testing;

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

    [Theory]
    [InlineData(7, 5, 0.3, 3)]
    [InlineData(10, 4, 0.1, 1)]
    [InlineData(4, 3, 0, 0)]
    [InlineData(4, 3, 1, 4)]
    public void EachColumnOfASparseMatrixHasItsShareOfZerosRoundedUp(int rows, int columns, double share, int zeros)
    {
        var values = Init.Sparse(share, 0.5).Draw([rows, columns], DType.Float64, new Rng(7)).ToArray<double>();
        for (var column = 0; column < columns; column++)
            Assert.Equal(zeros, Enumerable.Range(0, rows).Count(row => values[row * columns + column] == 0));
    }

    [Fact]
    public void SparseValuesHaveTheirDeviationAndZerosAtDifferentPlaces()
    {
        var values = Init.Sparse(0.4, 0.5).Draw([100, 80], DType.Float64, new Rng(7));
        var others = values.ToArray<double>().Where(v => v != 0).ToArray();
        Assert.Equal(4800, others.Length);
        Assert.InRange(Math.Sqrt(others.Average(v => v * v)), 0.48, 0.52);      // 4 σ / √(2 · 4800) = 4 %
        Assert.Equal(Math.Sqrt(0.6) * 0.5, Init.Sparse(0.4, 0.5).Deviation([100, 80]), 1e-15);
        Assert.InRange(values.NotEqualTo(0).To(DType.Float64).Sum(1).ToArray<double>().Distinct().Count(), 10, 80);
    }

    // eng/golden/torch_initialisers.py writes with eye_ and dirac_; kernels are channels last here.
    [Theory]
    [InlineData("eye square")]
    [InlineData("eye wide")]
    [InlineData("eye tall")]
    [InlineData("dirac 1")]
    [InlineData("dirac 2 wide")]
    [InlineData("dirac 2 groups")]
    [InlineData("dirac 3")]
    public void UnitWeightsEqualPyTorch(string name)
    {
        using var golden = new GoldenFile("initialisers");
        var expected = golden[name];
        if (expected.Rank > 2)
            expected = expected.Permute([0, .. Enumerable.Range(2, expected.Rank - 2), 1]);
        var init = expected.Rank == 2 ? Init.Identity() : Init.Dirac(name.EndsWith("groups", StringComparison.Ordinal) ? 2 : 1);
        GoldenFile.AssertClose(expected, init.Draw(expected.Shape, DType.Float64, new Rng(1)), 0, name);
        GoldenFile.AssertClose(expected, init.Draw(expected.Shape, DType.Float32, new Rng(1)), 0, name);
    }

    [Fact]
    public void ADiracConvolutionHandsOnItsInput()
    {
        var conv = Conv.Of2d(3, 3, 3, padding: 1, bias: false);
        conv.Weight.Load(Init.Dirac().Draw(conv.Weight.Shape, DType.Float32, new Rng(1)));
        var x = new Rng(2).Normal([2, 5, 4, 3]);
        Assert.Equal(x.ToArray<float>(), conv.Call(x).ToArray<float>());
    }

    // Away from the border each output pixel is the input pixel turned: the length of its features is kept, times the gain.
    [Theory]
    [InlineData(4, 4)]
    [InlineData(3, 7)]
    public void ADeltaOrthogonalConvolutionKeepsLengths(int inputs, int outputs)
    {
        var init = Init.DeltaOrthogonal(2);
        var weight = init.Draw([outputs, 3, 3, inputs], DType.Float64, new Rng(5));
        Assert.Equal(outputs * inputs, weight.NotEqualTo(0).To(DType.Int64).Sum().Item());
        var matrix = weight.Slice(1, 1, 1).Slice(2, 1, 1).Reshape(outputs, inputs);
        foreach (var (i, value) in matrix.T.MatMul(matrix).ToArray<double>().Index())
            Assert.Equal(i / inputs == i % inputs ? 4 : 0, value, 1e-12);
        Assert.Equal(Math.Sqrt(weight.Square().Mean().Item()), init.Deviation(weight.Shape), 1e-12);
        var x = new Rng(6).Normal([1, 6, 6, inputs], dtype: DType.Float64);
        var y = x.Conv(weight, padding: 1);
        GoldenFile.AssertClose(4 * x.Square().Sum(-1), y.Square().Sum(-1), 1e-12, "lengths");
    }

    [Theory]
    [InlineData("Sparse: the parameter must have 2 axes, got (2, 3, 2).")]
    [InlineData("Identity: the parameter must have 2 axes, got (2, 3, 2).")]
    [InlineData("Dirac: the parameter must have 3 to 5 axes, got (2, 3).")]
    [InlineData("Dirac(3 groups): axis 0 of the parameter must be a multiple of 3, got (2, 3, 2).")]
    [InlineData("DeltaOrthogonal: there must be as many outputs (axis 0) as inputs (axis −1) at least, got (2, 1, 3).")]
    public void ShapesThatDoNotFitAreRefused(string message)
    {
        var (init, shape) = message switch
        {
            _ when message.StartsWith("Sparse", StringComparison.Ordinal) => (Init.Sparse(0.5), Shape.Of([2, 3, 2])),
            _ when message.StartsWith("Identity", StringComparison.Ordinal) => (Init.Identity(), [2, 3, 2]),
            _ when message.StartsWith("Dirac:", StringComparison.Ordinal) => (Init.Dirac(), [2, 3]),
            _ when message.StartsWith("Dirac(", StringComparison.Ordinal) => (Init.Dirac(3), [2, 3, 2]),
            _ => (Init.DeltaOrthogonal(), [2, 1, 3]),
        };
        Assert.Equal(message, Assert.Throws<ShapeException>(() => init.Draw(shape, DType.Float32, new Rng(1))).Message);
    }

    [Fact]
    public void SettingsOutOfRangeAreRefused()
    {
        Assert.Equal("Sparse: the share of zeros must be in [0, 1], got 1.5.", Assert.Throws<ArgumentException>(() => Init.Sparse(1.5)).Message);
        Assert.Equal("Dirac: there must be at least 1 group, got 0.", Assert.Throws<ArgumentException>(() => Init.Dirac(0)).Message);
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
