using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Nabla.Kernels;
using Nabla.Testing;

namespace Nabla.Tests.Kernels;

/// <summary>Products with a packed matrix, for every kind of register that this machine has.</summary>
public unsafe class GemmPackedTests
{
    // One row; whole panels and several blocks of terms; cut panels, and more rows than a tile.
    [Theory]
    [InlineData(1, 7, 3)]
    [InlineData(16, 256, 520)]
    [InlineData(29, 70, 300)]
    public void PackedProductIsTheProduct(int m, int n, int k)
    {
        Check<One<double>>(m, n, k);
        Check<Plain<double>>(m, n, k);
        if (Avx.IsSupported)
            Check<Half<double>>(m, n, k);
        if (Vector512.IsHardwareAccelerated)
            Check<Wide<double>>(m, n, k);
    }

    static void Check<R>(int m, int n, int k) where R : struct, IRegister<R, double>
    {
        double[] Draw(int count, int seed) => GradCheck.Values([count], -1, 1, seed).ToArray<double>();
        double[] a = Draw(m * k, 1), b = Draw(n * k, 2), bias = Draw(n, 3), c = Draw(m * n, 4), expected = [.. c];
        for (var i = 0; i < m; i++)
            for (var j = 0; j < n; j++)
            {
                expected[i * n + j] += bias[j];
                for (var p = 0; p < k; p++)
                    expected[i * n + j] += a[i * k + p] * b[j * k + p];
            }

        var packed = new double[Gemm.PackedLength(n, k)];
        fixed (double* pa = a, pb = b, pc = c, pBias = bias, pPacked = packed)
        {
            GemmPacked<double, R>.Pack(n, k, pb, 1, k, pPacked);
            GemmPacked<double, R>.Run(new MatrixProduct<double>
            {
                M = m, N = n, K = k, A = pa, ARow = k, ACol = 1, B = pPacked, C = pc, CRow = n, Bias = pBias, Accumulate = true,
            });
        }

        // Sums of up to 520 products of numbers below 1, in another order.
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], c[i], 1e-12);
    }
}
