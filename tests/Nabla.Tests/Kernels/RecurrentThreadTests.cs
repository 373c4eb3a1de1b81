using Nabla.Kernels;
using Nabla.Testing;

namespace Nabla.Tests.Kernels;

[Collection(nameof(ThreadCount))]
public class RecurrentThreadTests
{
    // Sizes at which sequences are taken in several parts, in uneven ones, and at which one sequence's products are cut up instead.
    [Theory]
    [InlineData(33, 5, 40, 72)]
    [InlineData(9, 6, 8, 100)]
    [InlineData(1, 3, 16, 520)]
    public void TheNumberOfThreadsDoesNotChangeABit(int batch, int steps, int inputs, int hidden)
    {
        Tensor Draw(int seed, params int[] shape) => GradCheck.Values(Shape.Of(shape), -0.2, 0.2, seed).To(DType.Float32);
        float[][] Run()
        {
            Tensor[] lstm = [Draw(1, batch, steps, inputs), Draw(2, 4 * hidden, inputs), Draw(3, 4 * hidden, hidden), Draw(4, 4 * hidden), Draw(5, 4 * hidden)];
            lstm = Array.ConvertAll(lstm, x => x.Track());
            var y = lstm[0].Lstm(lstm[1], lstm[2], lstm[3], lstm[4]);
            var z = y.Gru(lstm[2].Slice(0, 0, 3 * hidden), lstm[2].Slice(0, hidden, 3 * hidden));
            var gradients = z.Square().Sum().Backward();
            return [z.ToArray<float>(), .. lstm.Select(x => gradients[x].ToArray<float>())];
        }

        Assert.Equal(ThreadCount.With(1, Run), ThreadCount.With(2, Run));
        Assert.Equal(ThreadCount.With(1, Run), ThreadCount.With(3, Run));
    }

    // Several blocks of terms, cut panels, more rows than a tile: the packed product is the plain one.
    [Theory]
    [InlineData(1, 7, 3)]
    [InlineData(16, 1024, 256)]
    [InlineData(29, 70, 600)]
    public unsafe void PackedProductIsTheProduct(int m, int n, int k)
    {
        var a = GradCheck.Values([m, k], -1, 1, 1).ToArray<double>();
        var b = GradCheck.Values([n, k], -1, 1, 2).ToArray<double>();
        var bias = GradCheck.Values([n], -1, 1, 3).ToArray<double>();
        var c = GradCheck.Values([m, n], -1, 1, 4).ToArray<double>();
        var expected = new double[m * n];
        for (var i = 0; i < m; i++)
            for (var j = 0; j < n; j++)
            {
                expected[i * n + j] = c[i * n + j] + bias[j];
                for (var p = 0; p < k; p++)
                    expected[i * n + j] += a[i * k + p] * b[j * k + p];
            }

        var packed = new double[Gemm.PackedLength(n, k)];
        fixed (double* pa = a, pb = b, pc = c, pBias = bias, pPacked = packed)
        {
            Gemm.Pack(n, k, pb, 1, k, pPacked);
            Gemm.RunPacked(m, n, k, pa, k, pPacked, pc, n, pBias, accumulate: true);
        }

        // Sums of up to 600 products of numbers below 1, in another order.
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], c[i], 1e-12);
    }
}
