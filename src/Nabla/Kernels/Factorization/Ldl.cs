using System.Numerics;

namespace Nabla.Kernels;

/// <summary>
/// A = P L D Lᵀ Pᵀ of a symmetric matrix, D with blocks of one or two on its diagonal, by partial pivoting (Bunch, Kaufman 1977, algorithm A).
/// </summary>
static unsafe class Ldl
{
    // (1 + √17) / 8 keeps the growth of the elements smallest.
    const double Alpha = 0.6403882032022076;

    /// <summary>
    /// L below the diagonal of the lower triangle of A, D's diagonal on it, in <paramref name="off"/> what stands in D below its diagonal; row and
    /// column i of the product are row and column order[i] of A.
    /// </summary>
    public static void Factor<T>(int n, T* a, T* off, int* order) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var memory = new Scratch<T>(2 * n);
        for (var i = 0; i < n; i++)
            (order[i], off[i]) = (i, T.Zero);
        for (var k = 0; k < n;)
        {
            var (pivot, size) = Pivot(n, a, k);
            var place = k + size - 1;
            if (pivot != place)
            {
                Exchange(n, a, place, pivot);
                (order[place], order[pivot]) = (order[pivot], order[place]);
            }

            if (size == 2)
                Two(n, a, k, off + k, memory.Pointer);
            else if (a[k * (nint)(n + 1)] != T.Zero)
                One(n, a, k, memory.Pointer);
            k += size;
        }
    }

    // The diagonal element if it is large beside its column, else that of the column's largest element if it is large beside its row, else both.
    static (int Pivot, int Size) Pivot<T>(int n, T* a, int k) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var alpha = T.CreateTruncating(Alpha);
        var own = T.Abs(a[k * (nint)(n + 1)]);
        var (row, column) = (k, T.Zero);
        for (var i = k + 1; i < n; i++)
            if (T.Abs(a[(nint)i * n + k]) > column)
                (row, column) = (i, T.Abs(a[(nint)i * n + k]));
        if (column == T.Zero || T.IsNaN(own) || own >= alpha * column)
            return (k, 1);
        var largest = T.Zero;       // of that row, without its diagonal
        for (var j = k; j < row; j++)
            largest = T.Max(largest, T.Abs(a[(nint)row * n + j]));
        for (var i = row + 1; i < n; i++)
            largest = T.Max(largest, T.Abs(a[(nint)i * n + row]));
        if (own >= alpha * column * (column / largest))
            return (k, 1);
        return T.Abs(a[row * (nint)(n + 1)]) >= alpha * largest ? (row, 1) : (row, 2);
    }

    // Rows and columns p < q of the symmetric matrix of which the lower triangle is kept, with what L has of them.
    static void Exchange<T>(int n, T* a, int p, int q) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T* first = a + (nint)p * n, second = a + (nint)q * n;
        for (var j = 0; j < p; j++)
            (first[j], second[j]) = (second[j], first[j]);
        (first[p], second[q]) = (second[q], first[p]);
        for (var j = p + 1; j < q; j++)
            (a[(nint)j * n + p], second[j]) = (second[j], a[(nint)j * n + p]);
        for (var i = q + 1; i < n; i++)
            (a[(nint)i * n + p], a[(nint)i * n + q]) = (a[(nint)i * n + q], a[(nint)i * n + p]);
    }

    // l = w / d for the column w below the pivot d; a[i, j] −= l[i] w[j]
    static void One<T>(int n, T* a, int k, T* w) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var pivot = a[k * (nint)(n + 1)];
        for (var i = k + 1; i < n; i++)
        {
            var row = a + (nint)i * n;
            w[i] = row[k];
            row[k] /= pivot;
            PanelRow.Add(i - k, -row[k], w + k + 1, row + k + 1);
        }
    }

    // (l, m) = (v, w) D⁻¹ for two columns and a block D, divided by its element off the diagonal, which is the largest; a[i, j] −= l[i] v[j] + m[i] w[j]
    static void Two<T>(int n, T* a, int k, T* off, T* memory) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T* v = memory, w = memory + n, upper = a + k * (nint)(n + 1), lower = upper + n;
        var e = *off = lower[0];
        var (d0, d1) = (upper[0] / e, lower[1] / e);
        var share = T.One / (d0 * d1 - T.One) / e;
        lower[0] = T.Zero;
        for (var i = k + 2; i < n; i++)
        {
            var row = a + (nint)i * n;
            (v[i], w[i]) = (row[k], row[k + 1]);
            (row[k], row[k + 1]) = (share * (d1 * v[i] - w[i]), share * (d0 * w[i] - v[i]));
            PanelRow.Add(i - k - 1, -row[k], v + k + 2, row + k + 2);
            PanelRow.Add(i - k - 1, -row[k + 1], w + k + 2, row + k + 2);
        }
    }
}

/// <summary>L, the diagonal of D, what stands below it, and the row of A that each row comes from, of (A + Aᵀ) / 2.</summary>
readonly unsafe struct LdlKernel(int n) : IMatrixKernel
{
    public (int A, int B, int Y) Sizes => (n * n, 0, n * n + 3 * n);

    public long Work => (long)n * n * n / 3;

    public MatrixFault Run<T>(T* a, T* b, T* y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var order = new Scratch<int>(n);
        var half = T.CreateTruncating(0.5);
        T* diagonal = y + (nint)n * n, off = diagonal + n, rows = off + n;
        for (var i = 0; i < n; i++)
            for (var j = 0; j <= i; j++)
                y[(nint)i * n + j] = (a[(nint)i * n + j] + a[(nint)j * n + i]) * half;
        Ldl.Factor(n, y, off, order.Pointer);
        for (var i = 0; i < n; i++)
        {
            var row = y + (nint)i * n;
            (diagonal[i], rows[i]) = (row[i], T.CreateTruncating(order.Pointer[i]));
            row[i] = T.One;
            new Span<T>(row + i + 1, n - i - 1).Clear();
        }

        return MatrixFault.None;
    }
}
