using System.Numerics;
using Nabla.Kernels;

namespace Nabla.Tests.Kernels;

public unsafe class FftTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(45)]
    [InlineData(64)]
    [InlineData(91)]
    [InlineData(110)]
    [InlineData(120)]
    [InlineData(128)]
    public void EqualsTheDefinition(int n)
    {
        var width = 2 * Vector<double>.Count;
        var random = new Random(n);
        var x = Enumerable.Range(0, n * width).Select(_ => new Complex(random.NextDouble() - 0.5, random.NextDouble() - 0.5)).ToArray();
        double[] re = [.. x.Select(z => z.Real)], im = [.. x.Select(z => z.Imaginary)];
        double[] workRe = new double[re.Length], workIm = new double[re.Length], rootRe = new double[n], rootIm = new double[n];
        fixed (double* r = re, i = im, wr = workRe, wi = workIm, rr = rootRe, ri = rootIm)
        {
            Fft.Roots(n, rr, ri);
            if (Fft.Run(n, width, r, i, wr, wi, rr, ri))
                (re, im) = (workRe, workIm);
        }

        for (var k = 0; k < n; k++)
            for (var l = 0; l < width; l++)
            {
                var expected = Complex.Zero;
                for (var j = 0; j < n; j++)
                    expected += x[j * width + l] * Complex.FromPolarCoordinates(1, -2 * Math.PI * j * k / n);
                Assert.True((expected - new Complex(re[k * width + l], im[k * width + l])).Magnitude < 1e-12, $"n = {n}: element {k} of signal {l}");
            }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(7, 8)]
    [InlineData(11, 12)]
    [InlineData(31, 32)]
    [InlineData(97, 100)]
    [InlineData(1025, 1080)]
    public void LengthsHaveSmallFactors(int least, int length) => Assert.Equal(length, Fft.Length(least));
}
