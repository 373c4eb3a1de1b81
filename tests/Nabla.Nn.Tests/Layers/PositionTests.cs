using System.Numerics;
using Nabla.Testing;

namespace Nabla.Nn.Tests.Layers;

/// <summary>Positional encodings against their formulas.</summary>
public class PositionTests
{
    [Fact]
    public void WavesFollowTheFormula()
    {
        var table = SinusoidalPositions.Table(50, 7, DType.Float64).ToArray<double>();
        for (var p = 0; p < 50; p++)
            for (var i = 0; 2 * i < 7; i++)
            {
                var angle = p / Math.Pow(10000, 2.0 * i / 7);
                Assert.Equal(Math.Sin(angle), table[p * 7 + 2 * i], 1e-15);
                if (2 * i + 1 < 7)
                    Assert.Equal(Math.Cos(angle), table[p * 7 + 2 * i + 1], 1e-15);
            }
    }

    [Fact]
    public void TablesAreWorkedOutAnewInFloat64AndNotSaved()
    {
        var layer = new SinusoidalPositions(9, 4);
        layer.Call(Tensor.Zeros([9, 4]));
        layer.To(DType.Float64);
        Assert.Equal(SinusoidalPositions.Table(9, 4, DType.Float64).ToArray<double>(), layer.Waves.Value.ToArray<double>());
        layer.Initialize(1);
        Assert.Equal(SinusoidalPositions.Table(9, 4, DType.Float64).ToArray<double>(), layer.Waves.Value.ToArray<double>());
        Assert.Empty(layer.SaveTensors());
    }

    // A pair is a complex number, which is multiplied by e^(i p θ).
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RotaryPositionsTurnComplexNumbers(bool halves)
    {
        const int T = 5, Heads = 2, Size = 6, First = 3;
        var layer = new RotaryPositions(9, Size, wavelength: 100, halves);
        layer.To(DType.Float64);
        var x = GradCheck.Values([T, Heads * Size], -1, 1, 8);
        double[] from = x.ToArray<double>(), y = layer.CallFrom(x, First).ToArray<double>();
        for (var t = 0; t < T; t++)
            for (var h = 0; h < Heads; h++)
                for (var i = 0; i < Size / 2; i++)
                {
                    var at = (t * Heads + h) * Size;
                    var (a, b) = halves ? (at + i, at + i + Size / 2) : (at + 2 * i, at + 2 * i + 1);
                    var turned = new Complex(from[a], from[b]) * Complex.Exp(new(0, (First + t) * Math.Pow(100, -2.0 * i / Size)));
                    Assert.Equal(turned.Real, y[a], 1e-14);
                    Assert.Equal(turned.Imaginary, y[b], 1e-14);
                }
    }

    // The paper gives these for 8 heads; for 12 its code takes the 8 and every other one of 16.
    [Fact]
    public void SlopesOfAlibiAreThoseOfThePaper()
    {
        static double[] Slopes(int heads) => [.. new AlibiPositions(heads).Slopes.Value.ToArray<float>().Select(s => (double)s)];
        Assert.Equal([0.5, 0.25, 0.125, 0.0625, 0.03125, 0.015625, 0.0078125, 0.00390625], Slopes(8));
        Assert.Equal([.. Slopes(8), .. Slopes(16).Where((_, i) => i % 2 == 0).Take(4)], Slopes(12));
        Assert.Equal([0.0625, 0.00390625, 0.25], Slopes(3));
    }

    [Fact]
    public void AlibiTakesSlopeTimesDistanceFromTheScores()
    {
        var bias = new AlibiPositions(2).Bias(2, 4, first: 1).ToArray<float>();
        Assert.Equal([-1f / 16, 0, -1f / 16, -2f / 16, -2f / 16, -1f / 16, 0, -1f / 16], bias[..8]);
        Assert.Equal(bias[..8].Select(b => b / 16), bias[8..]);
    }

    // By the definition: the largest bucket whose distances begin at or below |d|; bucket b above half of a side begins at
    // half · (longest / half)^((b − half) / half).
    [Theory]
    [InlineData(32, 128, true)]
    [InlineData(32, 128, false)]
    [InlineData(6, 10, true)]
    public void BucketsOfRelativePositionsGrowWithTheDistance(int buckets, int longest, bool bothWays)
    {
        var table = new RelativePositions(1, buckets, longest, bothWays).Buckets.Value.ToArray<long>();
        var side = bothWays ? buckets / 2 : buckets;
        var half = side / 2;
        for (var distance = -longest; distance <= longest; distance++)
        {
            var far = bothWays ? Math.Abs(distance) : Math.Max(0, -distance);
            double Begin(int b) => b <= half ? b : half * Math.Pow((double)longest / half, (double)(b - half) / (side - half));
            var expected = Enumerable.Range(0, side).Last(b => Begin(b) <= far + 1e-9);
            Assert.Equal(expected + (bothWays && distance > 0 ? side : 0), table[distance + longest]);
        }
    }

    // Raffel et al. 2020, as their code counts: bidirectional, 32 buckets to 128.
    [Fact]
    public void BucketsAreThoseOfT5()
    {
        var table = new RelativePositions(1).Buckets.Value.ToArray<long>();
        Assert.Equal([0, 1, 7, 8, 8, 10, 13, 15, 15], ((int[])[0, -1, -7, -8, -11, -16, -50, -100, -128]).Select(d => (int)table[d + 128]));
        Assert.Equal([17, 23, 24, 31], ((int[])[1, 7, 8, 128]).Select(d => (int)table[d + 128]));
    }

    [Fact]
    public void RelativePositionsAreAMaskOfAttentionAndGoOnBehindACache()
    {
        var (attention, positions) = (new MultiHeadAttention(8, 2), new RelativePositions(2, 8, 6));
        attention.To(DType.Float64);
        positions.To(DType.Float64);
        var x = GradCheck.Values([3, 9, 8], -1, 1, 4);
        var bias = positions.Bias(9, 9);
        Assert.Equal(bias.Slice(1, 5, 4).ToArray<double>(), positions.Bias(4, 9, first: 5).ToArray<double>());
        Assert.Equal(0.0, (bias.Select(1, 0).Select(1, 7) - bias.Select(1, 1).Select(1, 8)).Abs().Sum().Item());

        // The scores with their biases, softmax, mean of the values.
        var all = x.Linear(attention.InProjWeight, attention.InProjBias!.Value).Split(8, -1);
        Tensor Heads(Tensor t) => t.Reshape(3, 9, 2, 4).Permute(0, 2, 1, 3);
        var weights = positions.Call(Heads(all[0]).MatMul(Heads(all[1]).T) / 2).Softmax();
        var expected = attention.OutProj.Call(weights.MatMul(Heads(all[2])).Permute(0, 2, 1, 3).Reshape(3, 9, 8));
        GoldenFile.AssertClose(expected, attention.Attend(x, bias), 1e-14, "attention with relative positions");
    }

    [Theory]
    [InlineData(DType.Float64)]
    [InlineData(DType.Float32)]
    public void WindowPositionsEqualTorchvision(DType dtype)
    {
        using var golden = new GoldenFile("composed");
        var positions = new WindowPositions(2, 2, 3);
        positions.To(dtype);
        positions.RelativePositionBiasTable.Load(golden["window/table"]);
        var bias = positions.Bias();
        GoldenFile.AssertClose(golden["window/bias"].To(dtype), bias, 0, "window: biases");
        var gradient = bias.Backward(golden["window/g"].To(dtype))[positions.RelativePositionBiasTable];
        GoldenFile.AssertClose(golden["window/dtable"], gradient, dtype == DType.Float64 ? 1e-15 : 1e-6, "window: gradient by the table");
    }

    [Fact]
    public void BucketsThatCannotBeAreRefused() => Assert.Equal(
        "RelativePositions: there must be at least 4 buckets, an even number both ways, and longest above 2, got 8 and 2.",
        Assert.Throws<ArgumentException>(() => new RelativePositions(2, 8, 2)).Message);

    [Fact]
    public void TooManyPositionsAreNamed()
    {
        var e = Assert.Throws<ShapeException>(() => new RotaryPositions(4, 2).CallFrom(Tensor.Ones([3, 2]), 2));
        Assert.StartsWith("RotaryPositions(4, 2): positions must be below 4, got (3, 2) from position 2 on.", e.Message, StringComparison.Ordinal);
    }
}
