using System.Numerics;

namespace Nabla.Kernels;

/// <summary>
/// A kernel that refuses no matrix: behind its result stands 0, or the number k of the first pivot for which there was none. The result is then 0.
/// </summary>
readonly unsafe struct LenientKernel<TKernel>(TKernel kernel, int n) : IMatrixKernel where TKernel : struct, IMatrixKernel
{
    public (int A, int B, int Y) Sizes => (kernel.Sizes.A, kernel.Sizes.B, kernel.Sizes.Y + 1);

    public long Work => kernel.Work;

    public MatrixFault Run<T>(T* a, T* b, T* y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var size = kernel.Sizes.Y;
        var fault = kernel.Run(a, b, y);
        y[size] = T.Zero;
        if (fault == MatrixFault.None)
            return fault;
        new Span<T>(y, size).Clear();
        y[size] = T.CreateTruncating(fault == MatrixFault.Singular ? ZeroPivot(a) : NegativeMinor(a));
        return MatrixFault.None;
    }

    // From 1 on, as of the LU factors.
    int ZeroPivot<T>(T* a) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var memory = new Scratch<T>((nint)n * n);
        using var order = new Scratch<int>(n);
        new ReadOnlySpan<T>(a, n * n).CopyTo(new(memory.Pointer, n * n));
        Lu.Factor(n, memory.Pointer, order.Pointer);
        var k = 0;
        while (k < n - 1 && memory.Pointer[k * (nint)(n + 1)] != T.Zero)
            k++;
        return k + 1;
    }

    // Row by row, l[i, j] = (a[i, j] − Σ l[i, k] l[j, k]) / l[j, j], until the root of a diagonal element is none.
    int NegativeMinor<T>(T* a) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var memory = new Scratch<T>((nint)n * n);
        var l = memory.Pointer;
        for (var i = 0; i < n; i++)
            for (var j = 0; j <= i; j++)
            {
                T* row = l + (nint)i * n, other = l + (nint)j * n;
                var rest = (a[(nint)i * n + j] + a[(nint)j * n + i]) / T.CreateTruncating(2);
                for (var k = 0; k < j; k++)
                    rest -= row[k] * other[k];
                if (i == j && !(rest > T.Zero && T.IsFinite(rest)))
                    return i + 1;
                row[j] = i == j ? T.Sqrt(rest) : rest / other[j];
            }

        return n;
    }
}
