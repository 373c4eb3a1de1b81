using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Positions of the elements of each row in sorted order.</summary>
static unsafe class RowOrder
{
    // So few elements are kept sorted while the row is read once; the whole row is sorted otherwise.
    const int FewPart = 8, Few = 64;

    // Of rows at least this long, of which more are kept, only the elements are sorted that the first bits of their keys leave in question.
    const int Long = 4096, FirstBits = 11;

    // A single row is cut into pieces of about so many elements, if each has so many times more than are kept.
    const int Piece = 64 * 1024, Many = 64;

    /// <summary>
    /// order[r, j] = position in row r of x of its j-th smallest (or largest) element, for j &lt; kept. Equal elements keep their order,
    /// NaN is the largest.
    /// </summary>
    public static void Run<T>(T* x, long* order, long rows, int columns, int kept, bool descending) where T : unmanaged
    {
        if (rows * kept == 0)
            return;
        if (rows == 1 && columns >= 2 * Piece && kept <= Piece / Many)
        {
            if (sizeof(T) <= 4)
                RunPieces<T, NarrowEntry>(x, order, columns, kept, descending);
            else
                RunPieces<T, WideEntry>(x, order, columns, kept, descending);
            return;
        }

        if (sizeof(T) <= 4)
            RowWork.Run(new Kernel<T, NarrowEntry>(x, order, columns, kept, descending), rows, columns);
        else
            RowWork.Run(new Kernel<T, WideEntry>(x, order, columns, kept, descending), rows, columns);
    }

    // A single long row is cut: each piece gives its first few, and those are sorted together; of equal ones the first piece's stay in
    // front.
    static void RunPieces<T, TEntry>(T* x, long* order, int columns, int kept, bool descending)
        where T : unmanaged where TEntry : unmanaged, ISortEntry<TEntry>
    {
        var pieces = columns / Piece;
        var size = (columns + pieces - 1) / pieces;
        using var firsts = new Scratch<TEntry>((nint)2 * pieces * kept);
        var entries = firsts.Pointer;
        Workers.Run(new Pieces<T, TEntry>(x, entries, columns, size, kept, descending), pieces);
        RadixSort.Run(entries, entries + pieces * kept, pieces * kept);
        for (var i = 0; i < kept; i++)
            order[i] = entries[i].Position;
    }

    readonly struct Pieces<T, TEntry>(T* x, TEntry* firsts, int columns, int size, int kept, bool descending) : IWork
        where T : unmanaged where TEntry : unmanaged, ISortEntry<TEntry>
    {
        public void Run(int piece)
        {
            var (first, length) = (piece * size, Math.Min(size, columns - piece * size));
            using var entries = new Scratch<TEntry>(2 * length);
            new Kernel<T, TEntry>(x + first, null, length, kept, descending).First(x + first, entries.Pointer);
            for (var i = 0; i < kept; i++)
                firsts[piece * kept + i] = TEntry.Of(entries.Pointer[i].Key, first + entries.Pointer[i].Position);
        }
    }

    readonly struct Kernel<T, TEntry>(T* x, long* order, int columns, int kept, bool descending) : IRowKernel
        where T : unmanaged where TEntry : unmanaged, ISortEntry<TEntry>
    {
        // Turning all bits of a key turns the order round but leaves equal keys equal.
        readonly ulong turn = !descending ? 0 : TEntry.KeyBytes == 4 ? uint.MaxValue : ulong.MaxValue;

        public void Row(long row)
        {
            using var entries = new Scratch<TEntry>(2 * columns);
            First(x + row * columns, entries.Pointer);
            for (var i = 0; i < kept; i++)
                order[row * kept + i] = entries.Pointer[i].Position;
        }

        /// <summary>The first entries in order, as many as are kept; there is room for twice the row.</summary>
        public void First(T* from, TEntry* entries)
        {
            if (kept <= Few && kept <= columns / FewPart)
                Best(from, entries);
            else if (kept <= columns / FewPart && columns >= Long)
                Candidates(from, entries);
            else
                All(from, entries);
        }

        void All(T* from, TEntry* entries)
        {
            for (var i = 0; i < columns; i++)
                entries[i] = TEntry.Of(SortKey.Of(from[i]) ^ turn, i);
            RadixSort.Run(entries, entries + columns, columns);
        }

        [SkipLocalsInit]
        void Candidates(T* from, TEntry* entries)
        {
            var shift = 8 * TEntry.KeyBytes - FirstBits;
            var counts = stackalloc int[1 << FirstBits];
            new Span<int>(counts, 1 << FirstBits).Clear();
            for (var i = 0; i < columns; i++)
                counts[(SortKey.Of(from[i]) ^ turn) >> shift]++;
            ulong first = 0;
            for (var before = counts[0]; before < kept; before += counts[first])
                first++;
            var end = (first << shift) | ((1UL << shift) - 1);
            var found = 0;
            for (var i = 0; i < columns; i++)
            {
                var key = SortKey.Of(from[i]) ^ turn;
                entries[found] = TEntry.Of(key, i);
                found += Unsafe.BitCast<bool, byte>(key <= end);
            }

            RadixSort.Run(entries, entries + columns, found);
        }

        void Best(T* from, TEntry* best)
        {
            for (var i = 0; i < kept; i++)
                RadixSort.Insert(best, i, TEntry.Of(SortKey.Of(from[i]) ^ turn, i));
            var worst = best[kept - 1].Key;
            for (var i = kept; i < columns; i++)
            {
                var key = SortKey.Of(from[i]) ^ turn;
                if (key >= worst)
                    continue;
                RadixSort.Insert(best, kept - 1, TEntry.Of(key, i));
                worst = best[kept - 1].Key;
            }
        }
    }
}
