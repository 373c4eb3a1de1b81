using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Elements picked along the middle axis of (outer, middle, inner) by an index for each, and the opposite.</summary>
static unsafe class AxisIndexing
{
    const int Chunk = 16 * 1024;

    // Columns of one strip when a scatter is cut along the inner axis.
    const int Strip = 512;

    /// <summary>
    /// y[o, m, i] = x[o, index[o, m, i], i]; x has <paramref name="size"/> elements along its middle axis, y <paramref name="count"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">An index is not in 0 … size − 1.</exception>
    public static void Gather<T>(T* x, int size, long* index, T* y, long outer, long count, long inner) where T : unmanaged
    {
        var rows = outer * count;
        if (rows * inner == 0)
            return;
        var perChunk = Math.Max(1, Chunk / inner);
        Workers.Run(new GatherRows<T>(x, size, index, y, rows, count, inner, perChunk), checked((int)((rows + perChunk - 1) / perChunk)));
    }

    /// <summary>
    /// y[o, index[o, m, i], i] = that ∘ x[o, m, i] in the order of m, so that repeated indices give the same bits every time.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">An index is not in 0 … size − 1.</exception>
    public static void Scatter<T, TOp>(T* x, long* index, T* y, int size, long outer, long count, long inner)
        where T : unmanaged, INumber<T> where TOp : struct, IReduction
    {
        if (outer * count * inner == 0)
            return;
        var strips = (inner + Strip - 1) / Strip;
        var perChunk = Math.Max(1, Chunk / (count * Math.Min(inner, Strip)));
        var units = outer * strips;
        Workers.Run(new ScatterStrips<T, TOp>(x, index, y, size, units, strips, count, inner, perChunk), checked((int)((units + perChunk - 1) / perChunk)));
    }

    static void Refuse(string who, long index, int size) =>
        throw new ArgumentOutOfRangeException(nameof(index), $"{who}: an index must be in 0 … {size - 1}, got {index}.");

    readonly struct GatherRows<T>(T* x, int size, long* index, T* y, long rows, long count, long inner, long perChunk) : IWork where T : unmanaged
    {
        public void Run(int chunk)
        {
            var end = Math.Min((chunk + 1) * perChunk, rows);
            for (var row = chunk * perChunk; row < end;)
            {
                var outer = row / count;
                var last = Math.Min(end, (outer + 1) * count);
                Rows(x + outer * size * inner, row, last);
                row = last;
            }
        }

        void Rows(T* from, long row, long last)
        {
            if (inner == 1)
            {
                Elements(from, size, index + row, y + row, last - row);
                return;
            }

            // What a loop reads stands in locals: it writes through pointers, which might point at the fields.
            var (bound, width) = ((ulong)size, inner);
            var places = index + row * width;
            var to = y + row * width;
            var end = places + (last - row) * width;
            while (places < end)
                for (long i = 0; i < width; i++)
                {
                    var at = *places++;
                    if ((ulong)at >= bound)
                        Refuse("Gather", at, size);
                    *to++ = from[at * width + i];
                }
        }
    }

    // to[i] = from[places[i]], four at a time
    static void Elements<T>(T* from, int size, long* places, T* to, long length) where T : unmanaged
    {
        var bound = (ulong)size;
        long i = 0;
        for (; i <= length - 4; i += 4)
        {
            ulong a = (ulong)places[i], b = (ulong)places[i + 1], c = (ulong)places[i + 2], d = (ulong)places[i + 3];
            if (a >= bound || b >= bound || c >= bound || d >= bound)
                break;
            T first = from[a], second = from[b], third = from[c], fourth = from[d];
            to[i] = first;
            to[i + 1] = second;
            to[i + 2] = third;
            to[i + 3] = fourth;
        }

        for (; i < length; i++)
        {
            if ((ulong)places[i] >= bound)
                Refuse("Gather", places[i], size);
            to[i] = from[places[i]];
        }
    }

    // A strip of columns of one outer index is written by one chunk alone.
    readonly struct ScatterStrips<T, TOp>(T* x, long* index, T* y, int size, long units, long strips, long count, long inner, long perChunk) : IWork
        where T : unmanaged, INumber<T> where TOp : struct, IReduction
    {
        public void Run(int chunk)
        {
            var end = Math.Min((chunk + 1) * perChunk, units);
            for (var unit = chunk * perChunk; unit < end; unit++)
            {
                if (inner == 1)
                {
                    Row(unit);
                    continue;
                }

                var column = unit % strips * Strip;
                Columns(unit / strips, column, Math.Min(column + Strip, inner));
            }
        }

        void Row(long outer)
        {
            var (bound, rows) = ((ulong)size, count);
            var to = y + outer * size;
            var places = index + outer * rows;
            var from = x + outer * rows;
            for (long m = 0; m < rows; m++)
            {
                var at = places[m];
                if ((ulong)at >= bound)
                    Refuse("Scatter", at, size);
                to[at] = TOp.Combine(to[at], from[m]);
            }
        }

        void Columns(long outer, long column, long last)
        {
            var (bound, width, rows) = ((ulong)size, inner, count);
            var to = y + outer * size * width;
            var places = index + outer * rows * width;
            var from = x + outer * rows * width;
            for (long m = 0; m < rows; m++, places += width, from += width)
                for (var i = column; i < last; i++)
                {
                    var at = places[i];
                    if ((ulong)at >= bound)
                        Refuse("Scatter", at, size);
                    to[at * width + i] = TOp.Combine(to[at * width + i], from[i]);
                }
        }
    }
}

/// <summary>The second of two: what is written last stays.</summary>
readonly struct Replacing : IReduction
{
    public static T Identity<T>() where T : unmanaged, INumber<T> => T.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Combine<T>(T a, T b) where T : unmanaged, INumber<T> => b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Combine<T>(Vector<T> a, Vector<T> b) where T : unmanaged, INumber<T> => b;
}
