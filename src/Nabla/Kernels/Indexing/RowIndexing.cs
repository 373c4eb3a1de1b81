using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Rows of a dense table picked by their numbers, and the opposite: rows added to those of a table.</summary>
static unsafe class RowIndexing
{
    const int Chunk = 16 * 1024, MaxRanges = 16;

    /// <summary>y[o, i, ·] = table[o, index[i], ·] for i &lt; count.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index is not a row of the table; y is then unchanged.</exception>
    public static void Gather<T>(T* table, long tableRows, long* index, T* y, long outer, long count, int columns) where T : unmanaged
    {
        Check(index, count, tableRows);
        if (columns == 1)
            RowWork.Run(new GatherElements<T>(table, tableRows, index, y, count), outer, checked((int)count));
        else
            RowWork.Run(new GatherRow<T>(table, tableRows, index, y, count, columns), outer * count, columns);
    }

    /// <summary>
    /// y[o, ·, ·] = 0, then y[o, index[i], ·] += g[o, i, ·] for all i, in an order that depends on the sizes alone: the same bits every
    /// time.
    /// </summary>
    /// <remarks>
    /// Each chunk owns a range of the table's rows and reads all indices. Many single numbers for few places are added in pieces instead.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">An index is not a row of the table; the table is then unchanged.</exception>
    public static void ScatterAdd<T>(T* g, long* index, T* table, long tableRows, long outer, long count, int columns)
        where T : unmanaged, INumber<T>
    {
        Check(index, count, tableRows);
        if (columns == 1 && outer > 1)
        {
            RowWork.Run(new AddElements<T>(g, index, table, tableRows, count), outer, checked((int)Math.Max(count, tableRows)));
            return;
        }

        if (columns == 1 && Pieces(count, tableRows) is var pieces and > 1)
        {
            using var sums = new Scratch<T>((nint)(pieces * tableRows));
            Workers.Run(new AddPiece<T>(g, index, sums.Pointer, tableRows, count, (count + pieces - 1) / pieces), (int)pieces);
            AxisReduction.Run<T, Summing>(sums.Pointer, table, 1, pieces, tableRows);
            return;
        }

        // Reading the indices once more costs about as much as adding eight numbers: narrow rows are not worth many ranges.
        var ranges = Math.Clamp(Math.Min(count * columns / Chunk, columns / 8), 1, Math.Max(1, Math.Min(MaxRanges, tableRows)));
        for (var o = 0L; o < outer; o++)
            Workers.Run(
                new AddRange<T>(g + o * count * columns, index, table + o * tableRows * columns, tableRows, (tableRows + ranges - 1) / ranges, count, columns),
                (int)ranges);
    }

    /// <summary>table[index[i], ·] = x[i, ·] for i = 0, 1, …: of equal indices the last stays.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index is not a row of the table; the table is then unchanged.</exception>
    public static void Put<T>(T* x, long* index, T* table, long tableRows, long count, int columns) where T : unmanaged
    {
        Check(index, count, tableRows);
        for (long i = 0; i < count; i++)
            Unsafe.CopyBlockUnaligned(table + index[i] * columns, x + i * columns, (uint)(columns * sizeof(T)));
    }

    // Many numbers into few places, a histogram: each piece has places of its own, and these are added in their order.
    static long Pieces(long count, long tableRows) => Math.Min(MaxRanges, Math.Min(count / Chunk, count / 8 / Math.Max(1, tableRows)));

    static void Check(long* index, long count, long tableRows)
    {
        long i = 0;
        var end = Vector.Create(tableRows);
        for (; i <= count - Vector<long>.Count; i += Vector<long>.Count)
            if (Vector.LessThanAny(Vector.Load(index + i), Vector<long>.Zero) || Vector.GreaterThanOrEqualAny(Vector.Load(index + i), end))
                break;
        for (; i < count; i++)
            if ((ulong)index[i] >= (ulong)tableRows)
                throw NoRow(i, index[i], tableRows);
    }

    static ArgumentOutOfRangeException NoRow(long position, long index, long rows) =>
        new(nameof(index), $"Index number {position} must be a row 0 … {rows - 1}, got {index}.");

    readonly struct GatherRow<T>(T* table, long tableRows, long* index, T* y, long count, int columns) : IRowKernel where T : unmanaged
    {
        public void Row(long row)
        {
            var (outer, i) = Math.DivRem(row, count);
            Unsafe.CopyBlockUnaligned(y + row * columns, table + (outer * tableRows + index[i]) * columns, (uint)(columns * sizeof(T)));
        }
    }

    readonly struct GatherElements<T>(T* table, long tableRows, long* index, T* y, long count) : IRowKernel where T : unmanaged
    {
        public void Row(long outer)
        {
            T* from = table + outer * tableRows, to = y + outer * count;
            var at = index;
            var length = count;
            for (long i = 0; i < length; i++)
                to[i] = from[at[i]];
        }
    }

    readonly struct AddElements<T>(T* g, long* index, T* table, long tableRows, long count) : IRowKernel where T : unmanaged, INumber<T>
    {
        public void Row(long outer)
        {
            T* from = g + outer * count, to = table + outer * tableRows;
            var at = index;
            var length = count;
            new Span<T>(to, (int)tableRows).Clear();
            for (long i = 0; i < length; i++)
                to[at[i]] += from[i];
        }
    }

    readonly struct AddPiece<T>(T* g, long* index, T* sums, long tableRows, long count, long piece) : IWork where T : unmanaged, INumber<T>
    {
        public void Run(int number)
        {
            T* from = g, to = sums + number * tableRows;
            var at = index;
            new Span<T>(to, checked((int)tableRows)).Clear();
            var end = Math.Min((number + 1) * piece, count);
            for (var i = number * piece; i < end; i++)
                to[at[i]] += from[i];
        }
    }

    readonly struct AddRange<T>(T* g, long* index, T* table, long tableRows, long rowsPerRange, long count, int columns) : IWork
        where T : unmanaged, INumber<T>
    {
        public void Run(int range)
        {
            var first = range * rowsPerRange;
            var rows = Math.Clamp(tableRows - first, 0, rowsPerRange);
            new Span<T>(table + first * columns, checked((int)(rows * columns))).Clear();
            if (columns == 1)
            {
                Elements(g, index, table, count);
                return;
            }

            for (long i = 0; i < count; i++)
                if ((ulong)(index[i] - first) < (ulong)rows)
                    Add(g + i * columns, table + index[i] * columns, columns);
        }

        // One number a row is one range.
        static void Elements(T* g, long* index, T* table, long count)
        {
            for (long i = 0; i < count; i++)
                table[index[i]] += g[i];
        }

        // y += x
        static void Add(T* x, T* y, int length)
        {
            var i = 0;
            for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
                Vector.Store(Vector.Load(y + i) + Vector.Load(x + i), y + i);
            for (; i < length; i++)
                y[i] += x[i];
        }
    }
}
