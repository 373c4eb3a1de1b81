using System.Numerics;

namespace Nabla.Kernels;

/// <summary>Normalisation of the columns of a dense matrix (batch normalisation, Ioffe and Szegedy 2015): y = (x − mean) · rstd · w + b.</summary>
/// <remarks>The pass that follows another over the same numbers goes from the last chunk to the first: the last are still in the cache.</remarks>
static unsafe class ColumnNorm
{
    /// <summary>mean, rstd, w and b hold one number a column; w and b may be null. y may be x.</summary>
    public static void Run<T>(T* x, T* mean, T* rstd, T* w, T* b, T* y, long rows, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (columns == 0)
            return;
        var tiling = new Tiling(rows, columns);
        using var scale = new Scratch<T>(columns);
        for (var c = 0; c < columns; c++)
            scale.Pointer[c] = w == null ? rstd[c] : rstd[c] * w[c];
        if (Streamed.Suits(y, rows, columns))
            Workers.RunLastFirst(new Forward<T, Streamed>(x, mean, scale.Pointer, b, y, tiling), tiling.Chunks);
        else
            Workers.RunLastFirst(new Forward<T, Cached>(x, mean, scale.Pointer, b, y, tiling), tiling.Chunks);
    }

    /// <summary>
    /// The gradient when mean and rstd are those of x itself: db = Σ g, dw = Σ g x̂, dx = rstd · w · (g − db / rows − x̂ dw / rows)
    /// with x̂ = (x − mean) · rstd. w may be null, dw and db may not. dx may be g.
    /// </summary>
    public static void Gradient<T>(T* x, T* g, T* mean, T* rstd, T* w, T* dx, T* dw, T* db, long rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (columns == 0)
            return;
        ParameterGradients(x, g, mean, rstd, dw, db, rows, columns);
        var tiling = new Tiling(rows, columns);
        using var factors = new Scratch<T>((nint)3 * columns);
        T* scale = factors.Pointer, shift = scale + columns, slope = shift + columns;
        var count = T.CreateTruncating(rows);
        for (var c = 0; c < columns; c++)
        {
            scale[c] = w == null ? rstd[c] : rstd[c] * w[c];
            shift[c] = db[c] / count;
            slope[c] = dw[c] / count * rstd[c];
        }

        if (Streamed.Suits(dx, rows, columns))
            Workers.RunLastFirst(new Back<T, Streamed>(x, g, mean, scale, shift, slope, dx, tiling), tiling.Chunks);
        else
            Workers.RunLastFirst(new Back<T, Cached>(x, g, mean, scale, shift, slope, dx, tiling), tiling.Chunks);
    }

    /// <summary>db = Σ g and dw = Σ g (x − mean) · rstd, for any mean and rstd.</summary>
    public static void ParameterGradients<T>(T* x, T* g, T* mean, T* rstd, T* dw, T* db, long rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var tiling = new Tiling(rows, columns);
        using var memory = new Scratch<T>((nint)2 * tiling.Chunks * columns);
        var shifts = memory.Pointer + (long)tiling.Chunks * columns;
        Workers.Run(new Sums<T>(x, g, mean, memory.Pointer, shifts, tiling), tiling.Chunks);
        AxisReduction.Run<T, Summing>(memory.Pointer, dw, 1, tiling.Chunks, columns);
        AxisReduction.Run<T, Summing>(shifts, db, 1, tiling.Chunks, columns);
        for (var c = 0; c < columns; c++)
            dw[c] *= rstd[c];
    }

    readonly struct Forward<T, TStore>(T* x, T* mean, T* scale, T* b, T* y, Tiling tiling) : IWork
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TStore : struct, IStore
    {
        public void Run(int chunk)
        {
            var width = tiling.Width;
            using var tiles = new Scratch<T>(3 * width);
            T* m = tiles.Pointer, s = m + width, t = s + width;
            tiling.Widen(mean, m);
            tiling.Widen(scale, s);
            if (b != null)
                tiling.Widen(b, t);
            else
                new Span<T>(t, width).Clear();
            var end = (tiling.FirstRow(chunk) + tiling.RowsOf(chunk)) * tiling.Columns;
            for (var at = tiling.FirstRow(chunk) * tiling.Columns; at < end; at += width)
                Group(x + at, m, s, t, y + at, (int)Math.Min(width, end - at));
            if (typeof(TStore) == typeof(Streamed))
                Streamed.Finish();
        }

        static void Group(T* x, T* m, T* s, T* t, T* y, int count)
        {
            var i = 0;
            for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
                TStore.Store(VectorMath.MultiplyAdd(Vector.Load(x + i) - Vector.Load(m + i), Vector.Load(s + i), Vector.Load(t + i)), y + i);
            for (; i < count; i++)
                y[i] = (x[i] - m[i]) * s[i] + t[i];
        }
    }

    // shifts = Σ g and slopes = Σ g (x − mean), a row of each for every chunk
    readonly struct Sums<T>(T* x, T* g, T* mean, T* slopes, T* shifts, Tiling tiling) : IWork where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int chunk)
        {
            var width = tiling.Width;
            using var tiles = new Scratch<T>(3 * width);
            T* m = tiles.Pointer, slope = m + width, shift = slope + width;
            tiling.Widen(mean, m);
            new Span<T>(slope, 2 * width).Clear();
            var end = (tiling.FirstRow(chunk) + tiling.RowsOf(chunk)) * tiling.Columns;
            for (var at = tiling.FirstRow(chunk) * tiling.Columns; at < end; at += width)
                Group(x + at, g + at, m, slope, shift, (int)Math.Min(width, end - at));
            tiling.AddUp(slope, slopes + (long)chunk * tiling.Columns);
            tiling.AddUp(shift, shifts + (long)chunk * tiling.Columns);
        }

        static void Group(T* x, T* g, T* m, T* slope, T* shift, int count)
        {
            var i = 0;
            for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
            {
                var v = Vector.Load(g + i);
                Vector.Store(VectorMath.MultiplyAdd(v, Vector.Load(x + i) - Vector.Load(m + i), Vector.Load(slope + i)), slope + i);
                Vector.Store(Vector.Load(shift + i) + v, shift + i);
            }

            for (; i < count; i++)
            {
                slope[i] += g[i] * (x[i] - m[i]);
                shift[i] += g[i];
            }
        }
    }

    // dx = scale (g − shift − (x − mean) slope)
    readonly struct Back<T, TStore>(T* x, T* g, T* mean, T* scale, T* shift, T* slope, T* dx, Tiling tiling) : IWork
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TStore : struct, IStore
    {
        public void Run(int chunk)
        {
            var width = tiling.Width;
            using var tiles = new Scratch<T>(4 * width);
            T* m = tiles.Pointer, s = m + width, t = s + width, k = t + width;
            tiling.Widen(mean, m);
            tiling.Widen(scale, s);
            tiling.Widen(shift, t);
            tiling.Widen(slope, k);
            var end = (tiling.FirstRow(chunk) + tiling.RowsOf(chunk)) * tiling.Columns;
            for (var at = tiling.FirstRow(chunk) * tiling.Columns; at < end; at += width)
                Group(x + at, g + at, m, s, t, k, dx + at, (int)Math.Min(width, end - at));
            if (typeof(TStore) == typeof(Streamed))
                Streamed.Finish();
        }

        static void Group(T* x, T* g, T* m, T* s, T* t, T* k, T* dx, int count)
        {
            var i = 0;
            for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
            {
                var v = (Vector.Load(x + i) - Vector.Load(m + i)) * Vector.Load(k + i);
                TStore.Store((Vector.Load(g + i) - Vector.Load(t + i) - v) * Vector.Load(s + i), dx + i);
            }

            for (; i < count; i++)
                dx[i] = (g[i] - t[i] - (x[i] - m[i]) * k[i]) * s[i];
        }
    }
}
