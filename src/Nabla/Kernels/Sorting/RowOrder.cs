namespace Nabla.Kernels;

/// <summary>Positions of the elements of each row in sorted order.</summary>
static unsafe class RowOrder
{
    // So few elements are kept sorted while the row is read once; the whole row is sorted otherwise.
    const int FewPart = 8, Few = 64;

    /// <summary>
    /// order[r, j] = position in row r of x of its j-th smallest (or largest) element, for j &lt; kept. Equal elements keep their order, NaN is the largest.
    /// </summary>
    public static void Run<T>(T* x, long* order, long rows, int columns, int kept, bool descending) where T : unmanaged
    {
        if (rows * kept == 0)
            return;
        if (sizeof(T) <= 4)
            RowWork.Run(new Kernel<T, NarrowEntry>(x, order, columns, kept, descending), rows, columns);
        else
            RowWork.Run(new Kernel<T, WideEntry>(x, order, columns, kept, descending), rows, columns);
    }

    readonly struct Kernel<T, TEntry>(T* x, long* order, int columns, int kept, bool descending) : IRowKernel
        where T : unmanaged where TEntry : unmanaged, ISortEntry<TEntry>
    {
        // Turning all bits of a key turns the order round but leaves equal keys equal.
        readonly ulong turn = !descending ? 0 : TEntry.KeyBytes == 4 ? uint.MaxValue : ulong.MaxValue;

        public void Row(long row)
        {
            using var entries = new Scratch<TEntry>(2 * columns);
            if (kept <= Few && kept <= columns / FewPart)
                Best(x + row * columns, entries.Pointer);
            else
                All(x + row * columns, entries.Pointer);
            for (var i = 0; i < kept; i++)
                order[row * kept + i] = entries.Pointer[i].Position;
        }

        void All(T* from, TEntry* entries)
        {
            for (var i = 0; i < columns; i++)
                entries[i] = TEntry.Of(SortKey.Of(from[i]) ^ turn, i);
            RadixSort.Run(entries, entries + columns, columns);
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
