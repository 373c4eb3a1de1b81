using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Nabla.Kernels;

namespace Nabla.Tests.Kernels;

/// <summary>The kernels for every kind of register that this machine has, not only for the one that it prefers.</summary>
public unsafe class GemmRegisterTests
{
    [Theory]
    [InlineData(1, 5, 100)]
    [InlineData(7, 1, 70)]
    [InlineData(5, 13, 3)]
    [InlineData(14, 39, 70)]
    [InlineData(140, 37, 20)]
    [InlineData(6, 5, 4100)]
    public void EveryKindOfRegisterGivesTheProduct(int m, int n, int k)
    {
        Check<float, One<float>>(m, n, k, 1e-6);
        Check<double, One<double>>(m, n, k, 2e-15);
        Check<float, Plain<float>>(m, n, k, 1e-6);
        Check<double, Plain<double>>(m, n, k, 2e-15);
        if (Avx.IsSupported)
        {
            Check<float, Half<float>>(m, n, k, 1e-6);
            Check<double, Half<double>>(m, n, k, 2e-15);
        }

        if (Vector512.IsHardwareAccelerated)
        {
            Check<float, Wide<float>>(m, n, k, 1e-6);
            Check<double, Wide<double>>(m, n, k, 2e-15);
        }
    }

    // Per Σ|a b|: 16 units of rounding; see GemmTests for why so few.
    static void Check<T, R>(int m, int n, int k, double rounding)
        where T : unmanaged, INumberBase<T> where R : struct, IRegister<R, T>
    {
        foreach (var views in GemmCase.AllViews.Where(v => v.A is "rows" or "columns"))
        {
            var product = new GemmCase<T>(m, n, k, views);
            product.Run(Multiply<T, R>);
            product.AssertNear(rounding);
        }
    }

    static void Multiply<T, R>(
        int m, int n, int k, T* a, nint aRow, nint aCol, T* b, nint bRow, nint bCol, T* c, nint cRow, T* bias, bool accumulate)
        where T : unmanaged, INumberBase<T> where R : struct, IRegister<R, T>
    {
        var x = new MatrixProduct<T>(m, n, k, a, aRow, aCol, b, bRow, bCol, c, cRow, bias, accumulate);
        GemmTiled<T, R>.Run(x);
    }
}
