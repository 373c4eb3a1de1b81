using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Stable sort by the bytes of the keys, the lowest first: a few passes over the entries, whatever their order.</summary>
static unsafe class RadixSort
{
    // Below this many entries inserting each into the sorted ones before it is faster than counting.
    const int Short = 40;

    /// <summary>Sorts by rising key; equal keys keep their order. <paramref name="spare"/> has room for as many entries.</summary>
    public static void Run<TEntry>(TEntry* entries, TEntry* spare, int count) where TEntry : unmanaged, ISortEntry<TEntry>
    {
        if (count <= Short)
        {
            for (var i = 1; i < count; i++)
                Insert(entries, i, entries[i]);
            return;
        }

        Passes(entries, spare, count);
    }

    /// <summary>Puts an entry into the first <paramref name="count"/>, which are sorted, behind those with an equal key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Insert<TEntry>(TEntry* sorted, int count, TEntry entry) where TEntry : unmanaged, ISortEntry<TEntry>
    {
        var at = count;
        for (; at > 0 && sorted[at - 1].Key > entry.Key; at--)
            sorted[at] = sorted[at - 1];
        sorted[at] = entry;
    }

    [SkipLocalsInit]
    static void Passes<TEntry>(TEntry* entries, TEntry* spare, int count) where TEntry : unmanaged, ISortEntry<TEntry>
    {
        var counts = stackalloc int[256 * 8];
        new Span<int>(counts, 256 * TEntry.KeyBytes).Clear();
        for (var i = 0; i < count; i++)
        {
            var key = entries[i].Key;
            for (var digit = 0; digit < TEntry.KeyBytes; digit++, key >>= 8)
                counts[256 * digit + (byte)key]++;
        }

        var (from, to) = ((nint)entries, (nint)spare);
        for (var digit = 0; digit < TEntry.KeyBytes; digit++)
        {
            var starts = counts + 256 * digit;
            if (starts[(byte)(entries[0].Key >> 8 * digit)] == count)
                continue;                                           // all keys have this byte in common
            var sum = 0;
            for (var value = 0; value < 256; value++)
                (starts[value], sum) = (sum, sum + starts[value]);
            Deal((TEntry*)from, (TEntry*)to, count, starts, 8 * digit);
            (from, to) = (to, from);
        }

        if (from != (nint)entries)
            Unsafe.CopyBlockUnaligned(entries, spare, (uint)(count * sizeof(TEntry)));
    }

    static void Deal<TEntry>(TEntry* from, TEntry* to, int count, int* starts, int shift) where TEntry : unmanaged, ISortEntry<TEntry>
    {
        for (var i = 0; i < count; i++)
        {
            var entry = from[i];
            to[starts[(byte)(entry.Key >> shift)]++] = entry;
        }
    }
}
