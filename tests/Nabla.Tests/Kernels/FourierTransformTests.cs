using System.Numerics;
using Nabla.Kernels;

namespace Nabla.Tests.Kernels;

/// <summary>Lengths and arrangements of signals that take other ways through the kernel, against a sum in double.</summary>
public class FourierTransformTests
{
    [Theory]
    [InlineData(1, 4096, 1)]            // one long signal: cut in two
    [InlineData(2, 6000, 1)]
    [InlineData(3, 4095, 1)]
    [InlineData(1, 5000, 3)]
    [InlineData(1, 4099, 1)]            // a long prime number: by a chirp
    [InlineData(3, 30, 5)]
    [InlineData(2, 49, 100)]
    [InlineData(70, 38, 1)]
    public void EqualsTheDefinition(int outer, int n, int inner)
    {
        var x = new ComplexTensor(Draw([outer, n, inner], 1), Draw([outer, n, inner], 2));
        Check(x.Real, x.Imaginary, x.Fft(axis: 1), n, -1, n);
        Check(x.Real, x.Imaginary, x.Ifft(axis: 1, norm: FourierNorm.Forward), n, 1, n);
        Check(x.Real, Tensor.Zeros(x.Shape, DType.Float64), x.Real.Rfft(axis: 1), n, -1, n / 2 + 1);
    }

    [Theory]
    [InlineData(1, 4096, 1)]
    [InlineData(1, 6561, 2)]
    [InlineData(5, 4100, 1)]
    [InlineData(40, 31, 3)]
    public void RealSignalsComeBack(int outer, int n, int inner)
    {
        var x = Draw([outer, n, inner], 3);
        var back = x.Rfft(axis: 1).Irfft(n, 1).ToArray<double>();
        Assert.All(x.ToArray<double>().Zip(back), pair => Assert.Equal(pair.First, pair.Second, 1e-13));
        var single = x.To(DType.Float32).Rfft(axis: 1).Irfft(n, 1).ToArray<float>();
        Assert.All(x.ToArray<double>().Zip(single), pair => Assert.Equal(pair.First, pair.Second, 2e-6));
        var mirrored = x.Ihfft(axis: 1).Hfft(n, 1).ToArray<double>();
        Assert.All(x.ToArray<double>().Zip(mirrored), pair => Assert.Equal(pair.First, pair.Second, 1e-13));
    }

    [Fact]
    public void ThreadsDoNotChangeTheBits()
    {
        var x = Draw([100, 96], 4);
        var threads = Workers.Threads;
        var (re, im) = (x.Fft().Real.ToArray<double>(), x.Rfft().Imaginary.ToArray<double>());
        Workers.Threads = 1;
        try
        {
            Assert.Equal(re, x.Fft().Real.ToArray<double>());
            Assert.Equal(im, x.Rfft().Imaginary.ToArray<double>());
        }
        finally
        {
            Workers.Threads = threads;
        }
    }

    static Tensor Draw(int[] shape, int seed)
    {
        var random = new Random(seed);
        return Tensor.From<double>([.. Enumerable.Range(0, shape.Aggregate((a, b) => a * b)).Select(_ => random.NextDouble() - 0.5)], shape);
    }

    // Some frequencies of some signals.
    static void Check(Tensor re, Tensor im, ComplexTensor y, int n, int sign, int count)
    {
        var (outer, inner) = (re.Shape[0], re.Shape[2]);
        var (r, i, yr, yi) = (re.ToArray<double>(), im.ToArray<double>(), y.Real.ToArray<double>(), y.Imaginary.ToArray<double>());
        Assert.Equal(Shape.Of(outer, count, inner), y.Shape);
        for (var s = 0; s < outer * inner; s += Math.Max(1, outer * inner / 7))
            for (var k = 0; k < count; k += Math.Max(1, count / 11))
            {
                var sum = Complex.Zero;
                for (var j = 0; j < n; j++)
                {
                    var at = (s / inner * n + j) * inner + s % inner;
                    sum += new Complex(r[at], i[at]) * Complex.FromPolarCoordinates(1, sign * 2 * Math.PI * ((long)j * k % n) / n);
                }

                var to = (s / inner * count + k) * inner + s % inner;
                Assert.True((sum - new Complex(yr[to], yi[to])).Magnitude < 1e-11, $"({outer}, {n}, {inner}): element {k} of signal {s}");
            }
    }
}
