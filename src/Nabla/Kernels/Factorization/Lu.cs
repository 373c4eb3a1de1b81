using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>
/// P A = L U with exchanges of rows, in the place of A: the left half of the columns, the product that brings the right half up to date,
/// the right half (Toledo 1997, Locality of reference in LU decomposition with partial pivoting).
/// </summary>
static unsafe class Lu
{
    const int Small = 8;

    /// <summary>Row i of the factors comes from row order[i] of A. True if the number of exchanges is odd.</summary>
    public static bool Factor<T>(int n, T* a, int* order) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < n; i++)
            order[i] = i;
        using var memory = new Scratch<T>((nint)n * n / 2 + n);
        return Columns(n, a, 0, n, order, memory.Pointer);
    }

    static bool Columns<T>(int n, T* a, int first, int width, int* order, T* room) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (width <= Small)
            return Panel(n, a, first, width, order);
        var left = (width / 2 + Small - 1) / Small * Small;
        var (next, right) = (first + left, width - left);
        var odd = Columns(n, a, first, left, order, room);
        T* top = a + (nint)first * n + next, below = a + (nint)next * n;
        TriangularSystems.Solve(left, right, a + (nint)first * n + first, n, upper: false, unit: true, top, n);
        TriangularSystems.Negate(n - next, left, below + first, n, room);
        Gemm.Run(n - next, right, left, room, left, 1, top, n, 1, below + next, n, null, accumulate: true);
        return odd ^ Columns(n, a, next, right, order, room);
    }

    // Column by column: the largest element becomes the pivot, the rows below lose their multiple of its row.
    [MethodImpl(Compile.Fully)]
    static bool Panel<T>(int n, T* a, int first, int width, int* order) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var odd = false;
        var right = stackalloc T[Small];        // of the pivot's row, 0 up to the pivot
        for (int j = first, end = first + width; j < end; j++)
        {
            var pivot = j;
            var largest = T.Abs(a[(nint)j * n + j]);
            for (var i = j + 1; i < n; i++)
                if (T.Abs(a[(nint)i * n + j]) > largest)
                    (pivot, largest) = (i, T.Abs(a[(nint)i * n + j]));
            if (pivot != j)
            {
                Exchange(n, a + (nint)pivot * n, a + (nint)j * n);
                (order[pivot], order[j]) = (order[j], order[pivot]);
                odd = !odd;
            }

            var top = a + (nint)j * n;
            if (top[j] == T.Zero)
                continue;
            for (var k = first; k < end; k++)
                right[k - first] = k > j ? top[k] : T.Zero;
            var share = T.One / top[j];
            for (var i = j + 1; i < n; i++)
            {
                var row = a + (nint)i * n;
                row[j] *= share;
                PanelRow.Add(width, -row[j], right, row + first);
            }
        }

        return odd;
    }

    static void Exchange<T>(int n, T* x, T* y) where T : unmanaged
    {
        var j = 0;
        for (; j <= n - Vector<T>.Count; j += Vector<T>.Count)
        {
            var (p, q) = (Vector.Load(x + j), Vector.Load(y + j));
            q.Store(x + j);
            p.Store(y + j);
        }

        for (; j < n; j++)
            (x[j], y[j]) = (y[j], x[j]);
    }

    /// <summary>Whether a pivot is 0.</summary>
    public static bool IsSingular<T>(int n, T* factors) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < n; i++)
            if (factors[i * (nint)(n + 1)] == T.Zero)
                return true;
        return false;
    }

    /// <summary>X = U⁻¹ L⁻¹ X.</summary>
    public static void Solve<T>(int n, int columns, T* factors, T* x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TriangularSystems.Solve(n, columns, factors, n, upper: false, unit: true, x, columns);
        TriangularSystems.Solve(n, columns, factors, n, upper: true, unit: false, x, columns);
    }
}

/// <summary>The factors of A, and behind them the row of A that each of their rows comes from.</summary>
readonly unsafe struct LuKernel(int n) : IMatrixKernel
{
    public (int A, int B, int Y) Sizes => (n * n, 0, n * n + n);

    public long Work => (long)n * n * n / 3;

    public MatrixFault Run<T>(T* a, T* b, T* y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var order = new Scratch<int>(n);
        new ReadOnlySpan<T>(a, n * n).CopyTo(new(y, n * n));
        Lu.Factor(n, y, order.Pointer);
        for (var i = 0; i < n; i++)
            y[n * n + i] = T.CreateTruncating(order.Pointer[i]);
        return MatrixFault.None;
    }
}

/// <summary>X = A⁻¹ B; without B the inverse.</summary>
readonly unsafe struct SolveKernel(int n, int columns, bool inverse) : IMatrixKernel
{
    public (int A, int B, int Y) Sizes => (n * n, inverse ? 0 : n * columns, n * columns);

    public long Work => (long)n * n * n / 3 + (long)n * n * columns;

    public MatrixFault Run<T>(T* a, T* b, T* y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var memory = new Scratch<T>((nint)n * n);
        using var order = new Scratch<int>(n);
        new ReadOnlySpan<T>(a, n * n).CopyTo(new(memory.Pointer, n * n));
        Lu.Factor(n, memory.Pointer, order.Pointer);
        if (Lu.IsSingular(n, memory.Pointer))
            return MatrixFault.Singular;
        for (var i = 0; i < n; i++)
        {
            var row = new Span<T>(y + (nint)i * columns, columns);
            if (inverse)
            {
                row.Clear();
                row[order.Pointer[i]] = T.One;
            }
            else
                new ReadOnlySpan<T>(b + (nint)order.Pointer[i] * columns, columns).CopyTo(row);
        }

        Lu.Solve(n, columns, memory.Pointer, y);
        return MatrixFault.None;
    }
}

/// <summary>The determinant's sign, the logarithm of its absolute value, and itself.</summary>
readonly unsafe struct DeterminantKernel(int n) : IMatrixKernel
{
    public (int A, int B, int Y) Sizes => (n * n, 0, 3);

    public long Work => (long)n * n * n / 3;

    public MatrixFault Run<T>(T* a, T* b, T* y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var memory = new Scratch<T>((nint)n * n);
        using var order = new Scratch<int>(n);
        new ReadOnlySpan<T>(a, n * n).CopyTo(new(memory.Pointer, n * n));
        var (sign, log, product) = (1.0, 0.0, 1.0);
        if (Lu.Factor(n, memory.Pointer, order.Pointer))
            (sign, product) = (-1, -1);
        for (var i = 0; i < n; i++)
        {
            var pivot = double.CreateTruncating(memory.Pointer[i * (nint)(n + 1)]);
            sign *= double.IsNaN(pivot) ? pivot : Math.Sign(pivot);
            log += Math.Log(Math.Abs(pivot));
            product *= pivot;
        }

        (y[0], y[1], y[2]) = (T.CreateTruncating(sign), T.CreateTruncating(log), T.CreateTruncating(product));
        return MatrixFault.None;
    }
}
