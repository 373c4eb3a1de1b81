using System.Numerics;

namespace Nabla.Kernels;

/// <summary>
/// A = U diag(s) Vᵀ: U, s descending, Vᵀ, one behind the other; in each row of Vᵀ the largest element is positive. With W = A, or Aᵀ if A
/// is wide, the eigenvectors of Wᵀ W turn the columns of W until they are nearly orthogonal; rotations of pairs of columns, which are exact
/// for small singular values too, do the rest (Drmač, Veselić 2008, on such preparation). If full, U and Vᵀ are square.
/// </summary>
readonly unsafe struct SvdKernel(int n, int m, bool full) : IMatrixKernel
{
    const double Epsilon = 2.220446049250313e-16, SingleTolerance = 1e-9;

    int Few => Math.Min(n, m);

    int Many => Math.Max(n, m);

    int Columns => full ? n : Few;

    int Rows => full ? m : Few;

    public (int A, int B, int Y) Sizes => (n * m, 0, n * Columns + Few + Rows * m);

    public long Work => 16L * Many * Few * Few;

    public MatrixFault Run<T>(T* a, T* b, T* y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (few, many, count) = (Few, Many, full ? Many : Few);
        using var memory = new Scratch<double>((nint)many * (2 * few + count) + 2 * (nint)few * few + 2 * few);
        double* w = memory.Pointer, x = w + (nint)many * few, left = x + (nint)many * few, right = left + (nint)many * count;
        double* products = right + (nint)few * few, values = products + (nint)few * few, s = values + few;
        var scale = DoubleRow.Load(n * m, a, w);
        if (scale == 0)
            return MatrixFault.NotFinite;
        var (down, along) = n < m ? (1, m) : (m, 1);       // steps to the next row and column of W
        Gemm.Run(few, few, many, w, along, down, w, down, along, products, few);
        if (!SymmetricEigen.Decompose(few, products, values, right))
            return MatrixFault.NotConverging;
        Gemm.Run(few, many, few, right, few, 1, w, along, down, x, many);
        var longest = 0.0;
        for (var i = 0; i < few; i++)
            longest = Math.Max(longest, DoubleRow.Dot(many, x + (nint)i * many, x + (nint)i * many));
        var least = longest * (Epsilon * many) * (Epsilon * many);
        var tolerance = typeof(T) == typeof(double) ? 8 * Epsilon * Math.Sqrt(many) : SingleTolerance;
        if (!OrthogonalRows.Make(few, many, x, right, tolerance, least))
            return MatrixFault.NotConverging;
        Sort(x, right, values, left, products, s, Math.Sqrt(least));
        if (n < m)
            Write(products, s, left, scale, y);
        else
            Write(left, s, products, scale, y);
        return MatrixFault.None;
    }

    // The lengths of the rows of X descending; the rows, of length 1, into left, those of right in the same order into sorted.
    void Sort(double* x, double* right, double* lengths, double* left, double* sorted, double* s, double least)
    {
        var (few, many, have) = (Few, Many, 0);
        for (var i = 0; i < few; i++)
            lengths[i] = Math.Sqrt(DoubleRow.Dot(many, x + (nint)i * many, x + (nint)i * many));
        for (var i = 0; i < few; i++)
        {
            var next = 0;
            for (var j = 1; j < few; j++)
                if (lengths[j] > lengths[next])
                    next = j;
            s[i] = lengths[next];
            new ReadOnlySpan<double>(right + (nint)next * few, few).CopyTo(new(sorted + (nint)i * few, few));
            if (s[i] > least)
                for (var (j, share) = (0, 1 / s[i]); j < many; j++)
                    left[(nint)have * many + j] = x[(nint)next * many + j] * share;
            have += s[i] > least ? 1 : 0;
            lengths[next] = -1;
        }

        OrthogonalRows.Complete(have, full ? many : few, many, left);
    }

    // U lies transposed; a row of Vᵀ without a column of U beside it turns alone.
    void Write<T>(double* u, double* s, double* vt, double scale, T* y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T* values = y + (nint)n * Columns, rows = values + Few;
        for (var i = 0; i < Few; i++)
            values[i] = T.CreateTruncating(s[i] / scale);
        for (var i = 0; i < Math.Max(Rows, Columns); i++)
        {
            var sign = i < Rows && DoubleRow.LeadsNegative(m, vt + (nint)i * m) ? -1.0 : 1;
            for (var j = 0; i < Rows && j < m; j++)
                rows[(nint)i * m + j] = T.CreateTruncating(sign * vt[(nint)i * m + j]);
            for (var j = 0; i < Columns && j < n; j++)
                y[(nint)j * Columns + i] = T.CreateTruncating((i < Few ? sign : 1) * u[(nint)i * n + j]);
        }
    }
}
