using System.Numerics;
using Nabla.Kernels;

namespace Nabla;

/// <summary>
/// Native blocks of memory that are used again. Blocks come in size classes (four a doubling), aligned to a cache line, last returned first
/// reused while it is still in cache. When more than a budget is outstanding the garbage collector is asked to find tensors nobody holds.
/// </summary>
static unsafe class MemoryPool
{
    const long SmallestBudget = 256L << 20;
    const int Classes = 4 * 64;

    static readonly Lock Guard = new();
    static readonly Stack<nint>[] Free = CreateStacks();
    static long budget = SmallestBudget;

    /// <summary>Bytes handed out and not yet returned.</summary>
    public static long Outstanding { get; private set; }

    /// <summary>Bytes taken from the operating system.</summary>
    public static long Reserved { get; private set; }

    /// <summary>A block of at least <paramref name="bytes"/> bytes; its contents are undefined.</summary>
    public static nint Rent(long bytes, out int sizeClass)
    {
        sizeClass = ClassOf(bytes);
        var size = SizeOf(sizeClass);
        if (Outstanding + size > budget)
            Reclaim(size);
        lock (Guard)
        {
            Outstanding += size;
            if (Free[sizeClass].TryPop(out var block))
                return block;
            Reserved += size;
        }

        return (nint)NativeBlock.Allocate((nuint)size);
    }

    /// <summary>Gives a block back; nobody may use it any longer.</summary>
    public static void Return(nint block, int sizeClass)
    {
        lock (Guard)
        {
            Outstanding -= SizeOf(sizeClass);
            Free[sizeClass].Push(block);
        }
    }

    /// <summary>Gives unused blocks back to the operating system.</summary>
    public static void Trim()
    {
        lock (Guard)
        {
            for (var sizeClass = 0; sizeClass < Classes; sizeClass++)
            {
                foreach (var block in Free[sizeClass])
                {
                    NativeBlock.Free((void*)block);
                    Reserved -= SizeOf(sizeClass);
                }

                Free[sizeClass].Clear();
            }
        }
    }

    // A young tensor is found by a cheap gen-0 collection; older ones only when that frees too little. What survives is live, so the
    // budget follows it: a loop whose live data grows does not collect at every step.
    static void Reclaim(long wanted)
    {
        for (var generation = 0; generation <= GC.MaxGeneration; generation++)
        {
            GC.Collect(generation, GCCollectionMode.Forced, blocking: true);
            GC.WaitForPendingFinalizers();
            if (Outstanding + wanted <= budget / 2)
                return;
        }

        budget = Math.Max(SmallestBudget, 2 * (Outstanding + wanted));
    }

    // Sizes 64 · 2^(c/4) rounded to a whole cache line: 64, 80, 96, 112, 128, 160, …
    static int ClassOf(long bytes)
    {
        if (bytes <= 64)
            return 0;
        var power = BitOperations.Log2((ulong)(bytes - 1) >> 6);
        var floor = 64L << power;
        var quarter = floor / 4;
        return 4 * power + (int)((bytes - floor + quarter - 1) / quarter);
    }

    static long SizeOf(int sizeClass)
    {
        var floor = 64L << (sizeClass / 4);
        return (floor + floor / 4 * (sizeClass % 4) + 63) / 64 * 64;
    }

    static Stack<nint>[] CreateStacks()
    {
        var stacks = new Stack<nint>[Classes];
        for (var i = 0; i < Classes; i++)
            stacks[i] = new Stack<nint>();
        return stacks;
    }
}
