using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>
/// A = Q R by reflections I − τ v vᵀ, in panels of columns: all reflections of a panel together are I − V T Vᵀ (Schreiber, Van Loan 1989),
/// so that the rest of the matrix changes by products.
/// </summary>
static unsafe class Householder
{
    const int Panel = 16;

    /// <summary>
    /// R into the upper triangle of A (n, m) with n ≥ m; below the diagonal the v, whose first element is 1, and beside them their τ, so
    /// that Q = (I − τ₁ v₁ v₁ᵀ) (I − τ₂ v₂ v₂ᵀ) …
    /// </summary>
    public static void Factor<T>(int n, int m, T* a, T* tau) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var memory = new Scratch<T>(BlockSize(n, m));
        for (var first = 0; first < m; first += Panel)
        {
            var width = Math.Min(Panel, m - first);
            Reflections(n - first, width, a + (nint)first * m + first, m, tau + first, memory.Pointer);
            if (first + width < m)
                Apply(n - first, width, a + (nint)first * m + first, m, tau + first, m - first - width, a + (nint)first * m + first + width, m, true, memory.Pointer);
        }
    }

    /// <summary>Q (n, m), its first m columns, from what <see cref="Factor"/> left.</summary>
    public static void Form<T>(int n, int m, T* a, T* tau, T* q) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var memory = new Scratch<T>(BlockSize(n, m));
        new Span<T>(q, n * m).Clear();
        for (var i = 0; i < m; i++)
            q[(nint)i * m + i] = T.One;
        for (var first = (m - 1) / Panel * Panel; first >= 0; first -= Panel)
            Apply(n - first, Math.Min(Panel, m - first), a + (nint)first * m + first, m, tau + first, m - first, q + (nint)first * m + first, m, false, memory.Pointer);
    }

    static nint BlockSize(int n, int m) => (nint)Panel * n + 2 * Panel * Panel + 2 * (nint)Panel * m;

    // Column by column: v and τ turn it into (−± its length, 0, …); w = vᵀ A of the columns to its right, which lose τ v w.
    [MethodImpl(Compile.Fully)]
    static void Reflections<T>(int n, int width, T* a, nint row, T* tau, T* w) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var j = 0; j < width && j < n; j++)
        {
            var head = a[j * (row + 1)];
            tau[j] = T.Zero;
            if (Length(n - j, a + j * (row + 1), row) is not { } size)
                continue;
            var length = -T.CopySign(size, head);
            var share = T.One / (head - length);
            tau[j] = (length - head) / length;
            a[j * (row + 1)] = length;
            new ReadOnlySpan<T>(a + j * row, width).CopyTo(new(w, width));
            for (var i = j + 1; i < n; i++)
            {
                var x = a + i * row;
                x[j] *= share;
                PanelRow.Add(width, x[j], x, w);
            }

            new Span<T>(w, j + 1).Clear();
            PanelRow.Add(width, -tau[j], w, a + j * row);
            for (var k = j + 1; k < width; k++)
                w[k] *= tau[j];
            for (var i = j + 1; i < n; i++)
                PanelRow.Add(width, -a[i * row + j], w, a + i * row);
        }
    }

    // The root of the sum of squares of a column; scaled where squares would overflow or vanish. None if all but the first are 0.
    static T? Length<T>(int n, T* x, nint row) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T largest = T.Zero, sum = T.Zero;
        for (var i = 1; i < n; i++)
        {
            largest = T.Max(largest, T.Abs(x[i * row]));
            sum += x[i * row] * x[i * row];
        }

        if (largest == T.Zero)
            return null;
        sum += x[0] * x[0];
        if (sum > T.CreateTruncating(1e-25) && sum < T.CreateTruncating(1e37))
            return T.Sqrt(sum);
        largest = T.Max(largest, T.Abs(x[0]));
        sum = T.Zero;
        for (var i = 0; i < n; i++)
            sum += x[i * row] / largest * (x[i * row] / largest);
        return largest * T.Sqrt(sum);
    }

    // C −= V T Vᵀ C, or with Tᵀ: C (n, columns), V (n, width) below the diagonal of a
    static void Apply<T>(int n, int width, T* a, nint row, T* tau, int columns, T* c, nint cRow, bool transposed, T* memory)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T* v = memory, t = v + (nint)Panel * n, products = t + Panel * Panel, w = products + Panel * Panel, turned = w + (nint)Panel * columns;
        for (var i = 0; i < n; i++)
            for (var j = 0; j < width; j++)
                v[i * width + j] = i > j ? a[i * row + j] : i == j ? T.One : T.Zero;
        Gemm.Run(width, width, n, v, 1, width, v, width, 1, products, width);
        Triangle(width, products, tau, t);
        Gemm.Run(width, columns, n, v, 1, width, c, cRow, 1, w, columns);
        Gemm.Run(width, columns, width, t, transposed ? 1 : width, transposed ? width : 1, w, columns, 1, turned, columns);
        Gemm.Run(n, columns, width, v, width, 1, turned, columns, 1, c, cRow, null, accumulate: true);
    }

    // −T, upper triangular: T[j, j] = τⱼ, and above it T[i, j] = −τⱼ Σ over k of T[i, k] vₖᵀ vⱼ
    static void Triangle<T>(int width, T* products, T* tau, T* t) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        new Span<T>(t, width * width).Clear();
        for (var j = 0; j < width; j++)
        {
            t[j * width + j] = -tau[j];
            for (var i = 0; i < j; i++)
            {
                var sum = T.Zero;
                for (var k = i; k < j; k++)
                    sum += t[i * width + k] * products[k * width + j];
                t[i * width + j] = -tau[j] * sum;
            }
        }
    }
}

/// <summary>Q (n, m) and behind it R (m, m), whose diagonal is not negative; n ≥ m.</summary>
readonly unsafe struct QrKernel(int n, int m) : IMatrixKernel
{
    public (int A, int B, int Y) Sizes => (n * m, 0, n * m + m * m);

    public long Work => 2L * n * m * m;

    public MatrixFault Run<T>(T* a, T* b, T* y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var memory = new Scratch<T>((nint)n * m + m);
        T* x = memory.Pointer, tau = x + (nint)n * m, r = y + (nint)n * m;
        new ReadOnlySpan<T>(a, n * m).CopyTo(new(x, n * m));
        Householder.Factor(n, m, x, tau);
        Householder.Form(n, m, x, tau, y);
        for (var i = 0; i < m; i++)
        {
            var turn = T.IsNegative(x[(nint)i * m + i]);
            for (var j = 0; j < m; j++)
                r[i * m + j] = j < i ? T.Zero : turn ? -x[(nint)i * m + j] : x[(nint)i * m + j];
            for (var j = 0; turn && j < n; j++)
                y[(nint)j * m + i] = -y[(nint)j * m + i];
        }

        return MatrixFault.None;
    }
}

/// <summary>What <see cref="Householder.Factor"/> leaves of A (n, m), n ≥ m, and behind it the τ.</summary>
readonly unsafe struct ReflectionKernel(int n, int m) : IMatrixKernel
{
    public (int A, int B, int Y) Sizes => (n * m, 0, n * m + m);

    public long Work => (long)n * m * m;

    public MatrixFault Run<T>(T* a, T* b, T* y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        new ReadOnlySpan<T>(a, n * m).CopyTo(new(y, n * m));
        Householder.Factor(n, m, y, y + (nint)n * m);
        return MatrixFault.None;
    }
}
