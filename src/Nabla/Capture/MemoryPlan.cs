namespace Nabla;

/// <summary>
/// Places tensors of a recorded step in one block: two may share memory if the last call that needs one comes before the first call of
/// the other. Greedy by size: the largest first, each at the lowest offset where nothing alive at the same time lies.
/// </summary>
static class MemoryPlan
{
    const long Alignment = 64;

    /// <summary>Bytes wanted from call <paramref name="First"/> to call <paramref name="Last"/>, both included.</summary>
    public readonly record struct Lifetime(long Bytes, int First, int Last);

    /// <summary>An offset for each lifetime, and the size of the block.</summary>
    public static (long[] Offsets, long Total) Place(IReadOnlyList<Lifetime> lifetimes)
    {
        var offsets = new long[lifetimes.Count];
        var placed = new List<(long Start, long End, int Item)>();
        long total = 0;
        foreach (var item in Enumerable.Range(0, lifetimes.Count).OrderByDescending(i => lifetimes[i].Bytes).ThenBy(i => i))
        {
            var bytes = (Math.Max(1, lifetimes[item].Bytes) + Alignment - 1) / Alignment * Alignment;
            long offset = 0;
            foreach (var (start, end, other) in placed)      // by start
            {
                if (lifetimes[other].Last < lifetimes[item].First || lifetimes[item].Last < lifetimes[other].First)
                    continue;
                if (start >= offset + bytes)
                    break;
                offset = Math.Max(offset, end);
            }

            offsets[item] = offset;
            placed.Insert(placed.FindIndex(p => p.Start > offset) is var at and >= 0 ? at : placed.Count, (offset, offset + bytes, item));
            total = Math.Max(total, offset + bytes);
        }

        return (offsets, total);
    }
}
