using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>
/// Systems of one triangular matrix and many right sides: halves are solved one after the other, with a matrix product between them, down
/// to small triangles that are solved row by row.
/// </summary>
static unsafe class TriangularSystems
{
    const int Small = 16, Strip = 128;

    /// <summary>
    /// X = A⁻¹ X for X (n, columns), where only one triangle of A is read; without its diagonal, which counts as 1, if unit.
    /// </summary>
    public static void Solve<T>(int n, int columns, T* a, nint aRow, bool upper, bool unit, T* x, nint xRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var work = new Strips<T>(n, columns, a, aRow, upper, unit, x, xRow);
        Workers.Run(ref work, (columns + Strip - 1) / Strip);
    }

    readonly struct Strips<T>(int n, int columns, T* a, nint aRow, bool upper, bool unit, T* x, nint xRow) : IWork
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int chunk)
        {
            using var memory = new Scratch<T>((nint)n * n / 2);
            Halves(n, Math.Min(Strip, columns - chunk * Strip), a, aRow, upper, unit, x + chunk * Strip, xRow, memory.Pointer);
        }
    }

    static void Halves<T>(int n, int columns, T* a, nint aRow, bool upper, bool unit, T* x, nint xRow, T* room)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (n <= Small)
        {
            Rows(n, columns, a, aRow, upper, unit, x, xRow);
            return;
        }

        var first = (n / 2 + Small - 1) / Small * Small;
        var last = n - first;
        T* other = a + first * aRow + first, below = x + first * xRow;
        if (upper)
        {
            Halves(last, columns, other, aRow, upper, unit, below, xRow, room);
            Negate(first, last, a + first, aRow, room);
            Gemm.Run(first, columns, last, room, last, 1, below, xRow, 1, x, xRow, null, accumulate: true);
            Halves(first, columns, a, aRow, upper, unit, x, xRow, room);
        }
        else
        {
            Halves(first, columns, a, aRow, upper, unit, x, xRow, room);
            Negate(last, first, a + first * aRow, aRow, room);
            Gemm.Run(last, columns, first, room, first, 1, x, xRow, 1, below, xRow, null, accumulate: true);
            Halves(last, columns, other, aRow, upper, unit, below, xRow, room);
        }
    }

    /// <summary>to = −x, dense.</summary>
    public static void Negate<T>(int rows, int columns, T* x, nint xRow, T* to) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < rows; i++, x += xRow, to += columns)
        {
            var j = 0;
            for (; j <= columns - Vector<T>.Count; j += Vector<T>.Count)
                (-Vector.Load(x + j)).Store(to + j);
            for (; j < columns; j++)
                to[j] = -x[j];
        }
    }

    // x[i] = (x[i] − Σ a[i, k] x[k] over the rows found before) / a[i, i]
    [MethodImpl(Compile.Fully)]
    static void Rows<T>(int n, int columns, T* a, nint aRow, bool upper, bool unit, T* x, nint xRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var step = 0; step < n; step++)
        {
            var i = upper ? n - 1 - step : step;
            var (from, to) = upper ? (i + 1, n) : (0, i);
            T* row = a + i * aRow, xi = x + i * xRow;
            var diagonal = unit ? T.One : row[i];
            var j = 0;
            for (; j <= columns - 2 * Vector<T>.Count; j += 2 * Vector<T>.Count)
            {
                var (s0, s1) = (Vector.Load(xi + j), Vector.Load(xi + j + Vector<T>.Count));
                var xk = x + from * xRow + j;
                for (var k = from; k < to; k++, xk += xRow)
                {
                    var factor = Vector.Create(row[k]);
                    s0 -= factor * Vector.Load(xk);
                    s1 -= factor * Vector.Load(xk + Vector<T>.Count);
                }

                (s0 / Vector.Create(diagonal)).Store(xi + j);
                (s1 / Vector.Create(diagonal)).Store(xi + j + Vector<T>.Count);
            }

            for (; j < columns; j++)
            {
                var sum = xi[j];
                for (var k = from; k < to; k++)
                    sum -= row[k] * x[k * xRow + j];
                xi[j] = sum / diagonal;
            }
        }
    }
}

/// <summary>X = A⁻¹ B for a triangular A.</summary>
readonly unsafe struct TriangularKernel(int n, int columns, bool upper, bool unit) : IMatrixKernel
{
    public (int A, int B, int Y) Sizes => (n * n, n * columns, n * columns);

    public long Work => (long)n * n * columns / 2;

    public MatrixFault Run<T>(T* a, T* b, T* y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < n; i++)
            if (!unit && a[i * (n + 1)] == T.Zero)
                return MatrixFault.Singular;
        new ReadOnlySpan<T>(b, n * columns).CopyTo(new(y, n * columns));
        TriangularSystems.Solve(n, columns, a, n, upper, unit, y, columns);
        return MatrixFault.None;
    }
}
