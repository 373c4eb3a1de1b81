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

    [Fact]
    public void TooManyPositionsAreNamed()
    {
        var e = Assert.Throws<ShapeException>(() => new RotaryPositions(4, 2).CallFrom(Tensor.Ones([3, 2]), 2));
        Assert.StartsWith("RotaryPositions(4, 2): positions must be below 4, got (3, 2) from position 2 on.", e.Message, StringComparison.Ordinal);
    }
}
