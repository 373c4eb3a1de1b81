using System.Numerics;

namespace Nabla.Kernels;

/// <summary>How a pass writes its result.</summary>
unsafe interface IStore
{
    static abstract void Store<T>(Vector<T> v, T* y) where T : unmanaged;
}

/// <summary>Into the cache: somebody reads it soon.</summary>
readonly unsafe struct Cached : IStore
{
    public static void Store<T>(Vector<T> v, T* y) where T : unmanaged => Vector.Store(v, y);
}

/// <summary>Past the cache, which then need not read the line first: for results that would not fit. Whole registers, aligned.</summary>
readonly unsafe struct Streamed : IStore
{
    // Beyond what a core's share of the last cache usually is. Measured with batch norm of 26 and 103 MB on Zen 4, 32 MB of L3: forward 17
    // and 23 % faster, forward and gradient together 11 and 16 %; at 4 MB and below 1.6 to 2 times as slow.
    const long Enough = 16L << 20;

    public static void Store<T>(Vector<T> v, T* y) where T : unmanaged => Vector.StoreAlignedNonTemporal(v, y);

    /// <summary>Whether rows of so many columns, from y on, are better written so.</summary>
    public static bool Suits<T>(T* y, long rows, int columns) where T : unmanaged =>
        rows * columns * sizeof(T) >= Enough && columns % Vector<T>.Count == 0 && (nuint)y % (nuint)sizeof(Vector<T>) == 0;

    /// <summary>Such stores are not ordered with others: to be called before another thread may read.</summary>
    public static void Finish() => Thread.MemoryBarrier();
}
