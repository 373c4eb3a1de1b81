using System.Numerics;

namespace Nabla.Kernels;

/// <summary>
/// Group normalisation (Wu and He 2018) of samples (P, C), channels last: y = (x − mean) · rstd · w + b with mean and rstd over all rows of a sample
/// and C / groups columns next to each other.
/// </summary>
/// <remarks>One sample after the other, so that the second pass over it finds it in the cache.</remarks>
static unsafe class GroupNorm
{
    /// <summary>The sizes of the samples and how many groups their columns form.</summary>
    public readonly record struct Sizes(long Samples, long Positions, int Columns, int Groups)
    {
        public int Width => Columns / Groups;

        public long Sample => Positions * Columns;
    }

    /// <summary>Also gives mean and rstd of each sample's groups, for the gradient; the variance is that of the population. w and b may be null.</summary>
    public static void Run<T>(T* x, T* w, T* b, T eps, T* y, T* mean, T* rstd, Sizes s) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var memory = new Scratch<T>((nint)2 * s.Columns);
        T* means = memory.Pointer, scales = means + s.Columns;
        for (long n = 0; n < s.Samples; n++, x += s.Sample, y += s.Sample, mean += s.Groups, rstd += s.Groups)
        {
            ColumnStatistics.Run(x, means, scales, s.Positions, s.Columns);
            for (var group = 0; group < s.Groups; group++)
                (mean[group], rstd[group]) = Join(means + group * s.Width, scales + group * s.Width, s.Width, eps);
            Spread(mean, means, s);
            Spread(rstd, scales, s);
            ColumnNorm.Run(x, means, scales, w, b, y, s.Positions, s.Columns);
        }
    }

    /// <summary>
    /// dx = rstd · (h − mean(h) − x̂ mean(h x̂)) with h = g ⊙ w and the means over a group; dw = Σ g x̂ and db = Σ g over samples and rows.
    /// w may be null. dx may be g.
    /// </summary>
    public static void Gradient<T>(T* x, T* g, T* w, T* mean, T* rstd, T* dx, T* dw, T* db, Sizes s) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var memory = new Scratch<T>((nint)7 * s.Columns);
        T* m = memory.Pointer, r = m + s.Columns, slopes = r + s.Columns, shifts = slopes + s.Columns;
        var factors = new Factors<T>(shifts + s.Columns, s.Columns);
        new Span<T>(dw, s.Columns).Clear();
        new Span<T>(db, s.Columns).Clear();
        var tiling = new Tiling(s.Positions, s.Columns);
        for (long n = 0; n < s.Samples; n++, x += s.Sample, g += s.Sample, dx += s.Sample, mean += s.Groups, rstd += s.Groups)
        {
            Spread(mean, m, s);
            Spread(rstd, r, s);
            ColumnNorm.ParameterGradients(x, g, m, r, slopes, shifts, s.Positions, s.Columns);
            for (var c = 0; c < s.Columns; c++)
            {
                dw[c] += slopes[c];
                db[c] += shifts[c];
            }

            for (var group = 0; group < s.Groups; group++)
                factors.Set(group * s.Width, s, mean[group], rstd[group], w, slopes, shifts);
            Workers.RunLastFirst(new Back<T>(x, g, factors, dx, tiling), tiling.Chunks);
        }
    }

    // The moments of columns that have equally many numbers each.
    static (T Mean, T Scale) Join<T>(T* means, T* variances, int width, T eps) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (count, mean, variance) = (T.CreateTruncating(width), T.Zero, T.Zero);
        for (var c = 0; c < width; c++)
            mean += means[c] / count;
        for (var c = 0; c < width; c++)
            variance += (variances[c] + (means[c] - mean) * (means[c] - mean)) / count;
        return (mean, T.One / T.Sqrt(variance + eps));
    }

    // column[c] = ofGroup[c / width]
    static void Spread<T>(T* ofGroup, T* column, Sizes s) where T : unmanaged
    {
        for (var group = 0; group < s.Groups; group++)
            new Span<T>(column + group * s.Width, s.Width).Fill(ofGroup[group]);
    }

    /// <summary>dx = a g + b x + c for each column: a = r w, b = −r² mean(h x̂), c = −r mean(h) − b mean.</summary>
    readonly struct Factors<T>(T* memory, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T* OfG => memory;

        public T* OfX => memory + columns;

        public T* Rest => memory + 2 * columns;

        public void Set(int first, Sizes s, T mean, T rstd, T* w, T* slopes, T* shifts)
        {
            var (h, hx, count) = (T.Zero, T.Zero, T.CreateTruncating(s.Positions * s.Width));
            for (var c = first; c < first + s.Width; c++)
            {
                h += w == null ? shifts[c] : w[c] * shifts[c];
                hx += w == null ? slopes[c] : w[c] * slopes[c];
            }

            var ofX = -rstd * rstd * hx / count;
            for (var c = first; c < first + s.Width; c++)
                (OfG[c], OfX[c], Rest[c]) = (w == null ? rstd : rstd * w[c], ofX, -rstd * h / count - ofX * mean);
        }
    }

    readonly struct Back<T>(T* x, T* g, Factors<T> factors, T* dx, Tiling tiling) : IWork where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int chunk)
        {
            var width = tiling.Width;
            using var tiles = new Scratch<T>(3 * width);
            T* a = tiles.Pointer, b = a + width, c = b + width;
            tiling.Widen(factors.OfG, a);
            tiling.Widen(factors.OfX, b);
            tiling.Widen(factors.Rest, c);
            var end = (tiling.FirstRow(chunk) + tiling.RowsOf(chunk)) * tiling.Columns;
            for (var at = tiling.FirstRow(chunk) * tiling.Columns; at < end; at += width)
                Group(x + at, g + at, a, b, c, dx + at, (int)Math.Min(width, end - at));
        }

        // dx = a g + b x + c
        static void Group(T* x, T* g, T* a, T* b, T* c, T* dx, int count)
        {
            var i = 0;
            for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
                VectorMath.MultiplyAdd(
                    Vector.Load(g + i), Vector.Load(a + i), VectorMath.MultiplyAdd(Vector.Load(x + i), Vector.Load(b + i), Vector.Load(c + i))).Store(dx + i);
            for (; i < count; i++)
                dx[i] = g[i] * a[i] + x[i] * b[i] + c[i];
        }
    }
}
