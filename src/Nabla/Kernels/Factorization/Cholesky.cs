using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>
/// A = L Lᵀ in the place of the lower triangle of A: the first half of L, the rows below it, the product that the second half loses, the
/// second half.
/// </summary>
static unsafe class Cholesky
{
    const int Small = 16, RowsEach = 32, Turns = 8;

    /// <summary>Whether all elements of the diagonal are roots of positive numbers; what stands above the diagonal is undefined.</summary>
    public static bool Factor<T>(int n, T* a, nint row) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var memory = new Scratch<T>((nint)n * n / 2 + Small * Small);
        return Halves(n, a, row, memory.Pointer);
    }

    static bool Halves<T>(int n, T* a, nint row, T* room) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (n <= Small)
            return Columns(n, a, row);
        var first = (n / 2 + Small - 1) / Small * Small;
        var last = n - first;
        if (!Halves(first, a, row, room))
            return false;
        T* below = a + first * row, other = below + first;
        var work = new RightRows<T>(first, last, a, below, row);
        Workers.Run(ref work, (last + RowsEach - 1) / RowsEach);
        TriangularSystems.Negate(last, first, below, row, room);
        Update(last, first, room, below, other, row);
        return Halves(last, other, row, room);
    }

    // The lower triangle of C += M Bᵀ for M = −B, in squares.
    static void Update<T>(int n, int k, T* m, T* b, T* c, nint row) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (n <= 96)
        {
            Gemm.Run(n, n, k, m, k, 1, b, 1, row, c, row, null, accumulate: true);
            return;
        }

        var first = (n / 2 + Small - 1) / Small * Small;
        Update(first, k, m, b, c, row);
        Gemm.Run(n - first, first, k, m + (nint)first * k, k, 1, b, 1, row, c + first * row, row, null, accumulate: true);
        Update(n - first, k, m + (nint)first * k, b + first * row, c + first * row + first, row);
    }

    // Column by column: l[j, j] = √a[j, j], l[i, j] = a[i, j] / l[j, j], and what lies to the right loses l[i, j] l[k, j]
    [MethodImpl(Compile.Fully)]
    static bool Columns<T>(int n, T* a, nint row) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var column = stackalloc T[Small];       // 0 up to the diagonal
        new Span<T>(column, Small).Clear();
        for (var j = 0; j < n; j++)
        {
            var square = a[j * (row + 1)];
            if (!(square > T.Zero && square < T.PositiveInfinity))
                return false;
            var root = T.Sqrt(square);
            a[j * (row + 1)] = root;
            column[j] = T.Zero;
            for (var i = j + 1; i < n; i++)
                column[i] = a[i * row + j] /= root;
            for (var i = j + 1; i < n; i++)
                PanelRow.Add(n, -column[i], column, a + i * row);
        }

        return true;
    }

    /// <summary>A chunk is some rows of X with X Lᵀ = B, in the place of B.</summary>
    readonly struct RightRows<T>(int n, int rows, T* l, T* x, nint row) : IWork where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int chunk)
        {
            using var memory = new Scratch<T>((nint)n * n / 2 + Small * Small);
            Halves(n, Math.Min(RowsEach, rows - chunk * RowsEach), l, x + chunk * RowsEach * row, memory.Pointer);
        }

        void Halves(int size, int count, T* a, T* b, T* room)
        {
            if (size <= Small)
            {
                Rows(size, count, a, b, room);
                return;
            }

            var first = (size / 2 + Small - 1) / Small * Small;
            Halves(first, count, a, b, room);
            TriangularSystems.Negate(size - first, first, a + first * row, row, room);
            Gemm.Run(count, size - first, first, b, row, 1, room, 1, first, b + first, row, null, accumulate: true);
            Halves(size - first, count, a + first * row + first, b + first, room);
        }

        // x[k] = b[k] / l[k, k], then b[j] −= x[k] l[j, k] for j > k: with Lᵀ copied these lie side by side. Some rows take turns, so that
        // the processor need not wait for one of them.
        [MethodImpl(Compile.Fully)]
        void Rows(int size, int count, T* a, T* b, T* lt)
        {
            for (var k = 0; k < size; k++)
                for (var j = 0; j < size; j++)
                    lt[k * size + j] = k < j ? a[j * row + k] : T.Zero;
            for (var first = 0; first < count; first += Turns)
                for (var k = 0; k < size; k++)
                {
                    var share = T.One / a[k * (row + 1)];
                    for (var i = first; i < Math.Min(first + Turns, count); i++)
                    {
                        var x = b + i * row;
                        x[k] *= share;
                        PanelRow.Add(size, -x[k], lt + k * size, x);
                    }
                }
        }
    }
}

/// <summary>L with L Lᵀ = (A + Aᵀ) / 2, zeros above its diagonal.</summary>
readonly unsafe struct CholeskyKernel(int n) : IMatrixKernel
{
    public (int A, int B, int Y) Sizes => (n * n, 0, n * n);

    public long Work => (long)n * n * n / 6;

    public MatrixFault Run<T>(T* a, T* b, T* y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var half = T.CreateTruncating(0.5);
        for (var i = 0; i < n; i++)
            for (var j = 0; j <= i; j++)
                y[(nint)i * n + j] = (a[(nint)i * n + j] + a[(nint)j * n + i]) * half;
        if (!Cholesky.Factor(n, y, n))
        {
            for (var i = 0; i < n * n; i++)
                if (!T.IsFinite(a[i]))
                    return MatrixFault.NotFinite;
            return MatrixFault.NotPositiveDefinite;
        }

        for (var i = 0; i < n; i++)
            new Span<T>(y + (nint)i * n + i + 1, n - i - 1).Clear();
        return MatrixFault.None;
    }
}
