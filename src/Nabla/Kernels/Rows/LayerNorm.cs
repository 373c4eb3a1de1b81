using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Layer normalisation of the rows of a dense matrix (Ba et al. 2016): y = x̂ ⊙ w + b, x̂ = (x − mean) · rstd, rstd = 1 / √(variance + eps).</summary>
static unsafe class LayerNorm
{
    const int SumBlock = 1024;

    /// <summary>Also gives mean and rstd of each row, for the gradient; the variance is that of the population. w and b may be null. y may be x.</summary>
    public static void Run<T>(T* x, T* w, T* b, T eps, T* y, T* mean, T* rstd, long rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var ones = new Scratch<T>(w == null ? columns : 0);
        using var zeros = new Scratch<T>(b == null ? columns : 0);
        w = Part.OrFilled(w, T.One, ones, columns);
        b = Part.OrFilled(b, T.Zero, zeros, columns);
        RowWork.Run(new Forward<T>(x, w, b, eps, y, mean, rstd, columns), rows, columns);
    }

    /// <summary>
    /// dx = rstd · (h − mean(h) − x̂ mean(h x̂)) with h = g ⊙ w; dw = Σ g x̂ and db = Σ g over the rows. dx may be g; dw and db may be null, w too.
    /// </summary>
    public static void Gradient<T>(T* x, T* g, T* w, T* mean, T* rstd, T* dx, T* dw, T* db, long rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var ones = new Scratch<T>(w == null ? columns : 0);
        w = Part.OrFilled(w, T.One, ones, columns);
        using var sums = new ParameterSums<T>(rows, columns);
        Workers.Run(new Back<T>(x, g, w, mean, rstd, dx, sums.Work, columns), sums.Chunks);
        sums.Finish(dw, db);
    }

    readonly struct Forward<T>(T* xs, T* w, T* b, T eps, T* ys, T* means, T* rstds, int columns) : IRowKernel
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Row(long row)
        {
            var x = xs + row * columns;
            var count = T.CreateTruncating(columns);
            var mean = RowReduction.Run<T, Summing>(x, columns) / count;
            var rstd = T.One / T.Sqrt(SquaredDistance(x, mean, columns) / count + eps);
            (means[row], rstds[row]) = (mean, rstd);
            Normalise(x, mean, rstd, w, b, ys + row * columns, columns);
        }

        // y = (x − mean) · rstd · w + b
        static void Normalise(T* x, T mean, T rstd, T* w, T* b, T* y, int count)
        {
            Vector<T> m = new(mean), r = new(rstd);
            var i = 0;
            for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
                Vector.Store(VectorMath.MultiplyAdd((Vector.Load(x + i) - m) * r, Vector.Load(w + i), Vector.Load(b + i)), y + i);
            for (; i < count; i++)
                y[i] = (x[i] - mean) * rstd * w[i] + b[i];
        }
    }

    /// <summary>Σ (x − centre)², block by block: adding many squares to one number would lose digits.</summary>
    public static T SquaredDistance<T>(T* x, T centre, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = Vector<T>.Zero;
        for (var i = 0; i < columns; i += SumBlock)
            sum += SquaredDistances(x + i, centre, Math.Min(SumBlock, columns - i));
        return RowReduction.Across<T, Summing>(sum);
    }

    static Vector<T> SquaredDistances<T>(T* x, T centre, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var lanes = Vector<T>.Count;
        Vector<T> m = new(centre), a = Vector<T>.Zero, b = a, c = a, d = a;
        var i = 0;
        for (; i <= count - 4 * lanes; i += 4 * lanes)
        {
            a = AddSquare(a, Vector.Load(x + i) - m);
            b = AddSquare(b, Vector.Load(x + i + lanes) - m);
            c = AddSquare(c, Vector.Load(x + i + 2 * lanes) - m);
            d = AddSquare(d, Vector.Load(x + i + 3 * lanes) - m);
        }

        for (; i <= count - lanes; i += lanes)
            a = AddSquare(a, Vector.Load(x + i) - m);
        if (i < count)
            b = AddSquare(b, Part.Load(x + i, count - i, centre) - m);
        return a + b + (c + d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<T> AddSquare<T>(Vector<T> sum, Vector<T> p) where T : unmanaged => VectorMath.MultiplyAdd(p, p, sum);

    readonly struct Back<T>(T* xs, T* gs, T* w, T* means, T* rstds, T* dxs, ParameterSums<T>.Sheets sheets, int columns) : IWork
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int chunk)
        {
            sheets.Start(chunk, out var first, out var end, out var dw, out var db);
            for (var row = first; row < end; row++)
            {
                T* x = xs + row * columns, g = gs + row * columns;
                var (m, r) = (means[row], rstds[row]);
                Sum(x, g, w, m, r, dw, db, columns, out var meanH, out var meanHN);
                Slope(x, g, w, m, r, meanH, meanHN, dxs + row * columns, columns);
            }
        }

        // With n = (x − mean) · rstd and h = g w: dw += g n, db += g, and the means of h and h n.
        static void Sum(T* x, T* g, T* w, T mean, T rstd, T* dw, T* db, int count, out T meanH, out T meanHN)
        {
            Vector<T> m = new(mean), r = new(rstd), sumH = Vector<T>.Zero, sumHN = sumH;
            var i = 0;
            for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
            {
                var v = Vector.Load(g + i);
                var vn = v * ((Vector.Load(x + i) - m) * r);
                Vector.Store(Vector.Load(dw + i) + vn, dw + i);
                Vector.Store(Vector.Load(db + i) + v, db + i);
                sumH = VectorMath.MultiplyAdd(v, Vector.Load(w + i), sumH);
                sumHN = VectorMath.MultiplyAdd(vn, Vector.Load(w + i), sumHN);
            }

            meanH = RowReduction.Across<T, Summing>(sumH);
            meanHN = RowReduction.Across<T, Summing>(sumHN);
            for (; i < count; i++)
            {
                var gn = g[i] * ((x[i] - mean) * rstd);
                dw[i] += gn;
                db[i] += g[i];
                meanH += g[i] * w[i];
                meanHN += gn * w[i];
            }

            meanH /= T.CreateTruncating(count);
            meanHN /= T.CreateTruncating(count);
        }

        // dx = (g w − mean(h) − n mean(h n)) · rstd
        static void Slope(T* x, T* g, T* w, T mean, T rstd, T meanH, T meanHN, T* dx, int count)
        {
            Vector<T> m = new(mean), r = new(rstd), h = new(meanH), k = new(rstd * meanHN);
            var i = 0;
            for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
                Vector.Store((Vector.Load(g + i) * Vector.Load(w + i) - h - (Vector.Load(x + i) - m) * k) * r, dx + i);
            for (; i < count; i++)
                dx[i] = (g[i] * w[i] - meanH - (x[i] - mean) * (rstd * meanHN)) * rstd;
        }
    }
}
