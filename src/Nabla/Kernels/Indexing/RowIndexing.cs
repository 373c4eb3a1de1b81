using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Rows of a dense table picked by their numbers, and the opposite: rows added to those of a table.</summary>
static unsafe class RowIndexing
{
    const int Chunk = 16 * 1024, MaxRanges = 16;

    /// <summary>y[i, ·] = table[index[i], ·] for i &lt; count.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index is not a row of the table.</exception>
    public static void Gather<T>(T* table, long tableRows, long* index, T* y, long count, int columns) where T : unmanaged =>
        RowWork.Run(new GatherRow<T>(table, tableRows, index, y, columns), count, columns);

    /// <summary>table[index[i], ·] += g[i, ·] for i = 0, 1, … in this order, so that repeated indices give the same bits every time.</summary>
    /// <remarks>Each chunk owns a range of the table's rows and reads all indices.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">An index is not a row of the table; the table is then unchanged.</exception>
    public static void ScatterAdd<T>(T* g, long* index, T* table, long tableRows, long count, int columns) where T : unmanaged, INumber<T>
    {
        for (long i = 0; i < count; i++)
            if ((ulong)index[i] >= (ulong)tableRows)
                throw NoRow(i, index[i], tableRows);
        if (count * columns == 0)
            return;

        // Reading the indices once more costs about as much as adding eight numbers: narrow rows are not worth many ranges.
        var ranges = Math.Clamp(Math.Min(count * columns / Chunk, columns / 8), 1, Math.Min(MaxRanges, tableRows));
        Workers.Run(new AddRange<T>(g, index, table, (tableRows + ranges - 1) / ranges, count, columns), (int)ranges);
    }

    static ArgumentOutOfRangeException NoRow(long position, long index, long rows) =>
        new(nameof(index), $"Index number {position} must be a row 0 … {rows - 1}, got {index}.");

    readonly struct GatherRow<T>(T* table, long tableRows, long* index, T* y, int columns) : IRowKernel where T : unmanaged
    {
        public void Row(long row)
        {
            var from = index[row];
            if ((ulong)from >= (ulong)tableRows)
                throw NoRow(row, from, tableRows);
            Unsafe.CopyBlockUnaligned(y + row * columns, table + from * columns, (uint)(columns * sizeof(T)));
        }
    }

    readonly struct AddRange<T>(T* g, long* index, T* table, long rowsPerRange, long count, int columns) : IWork where T : unmanaged, INumber<T>
    {
        public void Run(int range)
        {
            var first = range * rowsPerRange;
            for (long i = 0; i < count; i++)
                if ((ulong)(index[i] - first) < (ulong)rowsPerRange)
                    Add(g + i * columns, table + index[i] * columns, columns);
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
