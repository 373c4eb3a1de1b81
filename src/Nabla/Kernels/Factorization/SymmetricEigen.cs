using System.Numerics;

namespace Nabla.Kernels;

/// <summary>
/// A = V diag(w) Vᵀ: T = Qᵀ A Q tridiagonal, then QL steps with Wilkinson's shift (Dubrulle, Martin, Wilkinson 1968), whose rotations also
/// turn the columns of Q.
/// </summary>
static unsafe class SymmetricEigen
{
    const int LargestCount = 60;        // steps for one value; two are usual
    const double Epsilon = 2.220446049250313e-16;

    /// <summary>
    /// Values ascending, and the vectors as rows, from the lower triangle of A, which is lost; elements of A must not be much larger than
    /// 1. False if the iteration does not converge.
    /// </summary>
    public static bool Decompose(int n, double* a, double* values, double* vectors)
    {
        var room = TurnedColumns.Room(n);
        using var memory = new Scratch<double>(4 * n + TurnedColumns.PanelSize(n) + 2 * room);
        using var chains = new Scratch<int>(2 * room);
        double* d = memory.Pointer, e = d + n, tau = e + n, panels = tau + n, turns = panels + TurnedColumns.PanelSize(n);
        Tridiagonal.Reduce(n, a, d, e, tau);
        Tridiagonal.Form(n, a, tau, vectors);
        var v = new TurnedColumns(n, panels, turns, chains.Pointer);
        v.Load(vectors);
        if (!Iterate(n, d, e, ref v))
            return false;
        v.Finish();
        for (var i = 0; i < n; i++)
        {
            var least = new ReadOnlySpan<double>(d, n).IndexOfMin();
            values[i] = d[least];
            d[least] = double.PositiveInfinity;
            v.Column(least, vectors + (nint)i * n);
        }

        return true;
    }

    static bool Iterate(int n, double* d, double* e, ref TurnedColumns v)
    {
        e[n - 1] = 0;
        for (var first = 0; first < n; first++)
            for (var step = 0; ; step++)
            {
                var last = first;
                while (last < n - 1 && Math.Abs(e[last]) > Epsilon * (Math.Abs(d[last]) + Math.Abs(d[last + 1])) + 1e-290)
                    last++;
                if (last == first)
                    break;
                if (step == LargestCount)
                    return false;
                Step(first, last, d, e, ref v);
            }

        return true;
    }

    // One QL step of rows first … last, from the end to the beginning.
    static void Step(int first, int last, double* d, double* e, ref TurnedColumns v)
    {
        var g = (d[first + 1] - d[first]) / (2 * e[first]);
        g = d[last] - d[first] + e[first] / (g + Math.CopySign(Math.Sqrt(g * g + 1), g));
        double s = 1, c = 1, p = 0;
        v.Begin(last - 1);
        for (var i = last - 1; i >= first; i--)
        {
            double f = s * e[i], b = c * e[i], r = Math.Sqrt(f * f + g * g);
            e[i + 1] = r;
            if (r == 0)
            {
                d[i + 1] -= p;
                e[last] = 0;
                return;
            }

            (s, c) = (f / r, g / r);
            g = d[i + 1] - p;
            r = (d[i] - g) * s + 2 * c * b;
            p = s * r;
            d[i + 1] = g + p;
            g = c * r - b;
            v.Add(c, s);
        }

        d[first] -= p;
        e[first] = g;
        e[last] = 0;
    }

    static int IndexOfMin(this ReadOnlySpan<double> values)
    {
        var least = 0;
        for (var i = 1; i < values.Length; i++)
            if (values[i] < values[least])
                least = i;
        return least;
    }
}

/// <summary>
/// The eigenvalues of a symmetric matrix, ascending, and behind them V (n, n) with the vectors as columns, the largest element of each
/// positive.
/// </summary>
readonly unsafe struct SymmetricEigenKernel(int n) : IMatrixKernel
{
    public (int A, int B, int Y) Sizes => (n * n, 0, n + n * n);

    public long Work => 9L * n * n * n;

    public MatrixFault Run<T>(T* a, T* b, T* y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var memory = new Scratch<double>(2 * (nint)n * n + n);
        double* x = memory.Pointer, vectors = x + (nint)n * n, values = vectors + (nint)n * n;
        var scale = DoubleRow.Load(n * n, a, x);
        if (scale == 0)
            return MatrixFault.NotFinite;
        if (!SymmetricEigen.Decompose(n, x, values, vectors))
            return MatrixFault.NotConverging;
        for (var i = 0; i < n; i++)
        {
            y[i] = T.CreateTruncating(values[i] / scale);
            var vector = vectors + (nint)i * n;
            var sign = DoubleRow.LeadsNegative(n, vector) ? -1.0 : 1;
            for (var j = 0; j < n; j++)
                y[n + (nint)j * n + i] = T.CreateTruncating(sign * vector[j]);
        }

        return MatrixFault.None;
    }
}
