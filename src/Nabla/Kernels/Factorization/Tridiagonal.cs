using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>A = Q T Qᵀ for symmetric A by reflections, from the last row to the first (Martin, Reinsch, Wilkinson 1968).</summary>
static unsafe class Tridiagonal
{
    /// <summary>
    /// Diagonal d and neighbours e of T from the lower triangle of A, which leaves the vectors of the reflections in its place: that of row
    /// i in the first i elements, τ in the order in which they are applied.
    /// </summary>
    public static void Reduce(int n, double* a, double* d, double* e, double* tau)
    {
        using var memory = new Scratch<double>(3 * n);
        double* w = memory.Pointer, p = w + n, v = p + n;
        new Span<double>(w, 3 * n).Clear();
        for (var i = n - 1; ; i--)
        {
            var row = a + (nint)i * n;
            DoubleRow.Add(i + 1, -v[i], w, row);
            DoubleRow.Add(i + 1, -w[i], v, row);
            d[i] = row[i];
            if (i == 0)
                return;
            var share = tau[n - 1 - i] = Reflection(i, row, out e[i - 1]);
            Multiply(i, a, n, v, w, row, p);
            var half = share * share / 2 * DoubleRow.Dot(i, p, row);
            for (var j = 0; j < i; j++)
                w[j] = share * p[j] - half * row[j];
            v = row;
        }
    }

    /// <summary>Q from what <see cref="Reduce"/> left. Its last row and column are those of the identity.</summary>
    public static void Form(int n, double* a, double* tau, double* q)
    {
        new Span<double>(q, n * n).Clear();
        q[(nint)n * n - 1] = 1;
        if (n == 1)
            return;
        // With rows and columns in the opposite order these are the reflections of a QR decomposition of size n − 1.
        var m = n - 1;
        using var memory = new Scratch<double>(2 * (nint)m * m);
        double* vectors = memory.Pointer, turned = vectors + (nint)m * m;
        for (var t = 0; t < m; t++)
            for (var i = t; i < m; i++)
                vectors[(nint)i * m + t] = a[(nint)(m - t) * n + m - 1 - i];
        Householder.Form(m, m, vectors, tau, turned);
        for (var i = 0; i < m; i++)
            for (var j = 0; j < m; j++)
                q[(nint)i * n + j] = turned[(nint)(m - 1 - i) * m + m - 1 - j];
    }

    // x becomes v, whose last element is 1: (I − τ v vᵀ) x = (0, …, 0, e). Returns τ.
    static double Reflection(int n, double* x, out double e)
    {
        var head = x[n - 1];
        var square = DoubleRow.Dot(n - 1, x, x);
        if (square < 1e-290)
        {
            e = head;
            new Span<double>(x, n).Clear();
            return 0;
        }

        e = -Math.CopySign(Math.Sqrt(square + head * head), head);
        var share = 1 / (head - e);
        for (var i = 0; i < n - 1; i++)
            x[i] *= share;
        x[n - 1] = 1;
        return (e - head) / e;
    }

    // A −= v wᵀ + w vᵀ in the lower triangle, and p = A x of what has come of it, in one pass: with a' = a[r, j] − v[r] w[j] − w[r] v[j]
    // both p[r] += a' x[j] and p[j] += a' x[r].
    [MethodImpl(Compile.Fully)]
    static void Multiply(int n, double* a, int stride, double* v, double* w, double* x, double* p)
    {
        new Span<double>(p, n).Clear();
        for (var r = 0; r < n; r++)
        {
            var row = a + (nint)r * stride;
            Vector<double> minusV = Vector.Create(-v[r]), minusW = Vector.Create(-w[r]), turn = Vector.Create(x[r]), total = default;
            var j = 0;
            for (; j <= r - Vector<double>.Count; j += Vector<double>.Count)
            {
                var y = Vector.MultiplyAddEstimate(minusV, Vector.Load(w + j), Vector.Load(row + j));
                y = Vector.MultiplyAddEstimate(minusW, Vector.Load(v + j), y);
                y.Store(row + j);
                total = Vector.MultiplyAddEstimate(y, Vector.Load(x + j), total);
                Vector.MultiplyAddEstimate(y, turn, Vector.Load(p + j)).Store(p + j);
            }

            var sum = Vector.Sum(total);
            for (; j < r; j++)
            {
                row[j] -= v[r] * w[j] + w[r] * v[j];
                sum += row[j] * x[j];
                p[j] += row[j] * x[r];
            }

            row[r] -= 2 * v[r] * w[r];
            p[r] += sum + row[r] * x[r];
        }
    }
}
