using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>
/// What a reduction reads: the numbers of an (outer, middle, inner) array, of which the middle is reduced, as they lie in memory or as a
/// formula makes them, a tile at a time, while they are read. With inner = 1 they are read along the middle, else along inner.
/// </summary>
unsafe interface ISource<TSelf, T> where TSelf : struct, ISource<TSelf, T> where T : unmanaged, INumber<T>
{
    /// <summary>Whether <see cref="Read"/> writes to the tile.</summary>
    static abstract bool NeedsTile { get; }

    /// <summary>The source from element [outer, middle, inner] on, counted from where this one begins.</summary>
    TSelf At(long outer, long middle, long inner);

    /// <summary>The same numbers, so many positions of the middle as if they were one: for matrices whose rows lie one after the other.</summary>
    TSelf Folded(int rows);

    /// <summary>The first count numbers: in place, or in the tile.</summary>
    T* Read(int count, T* tile);
}

/// <summary>Numbers as they lie in memory.</summary>
readonly unsafe struct Stored<T>(T* x, long outerStride, long middleStride) : ISource<Stored<T>, T> where T : unmanaged, INumber<T>
{
    public static bool NeedsTile => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Stored<T> At(long outer, long middle, long inner) => new(x + outer * outerStride + middle * middleStride + inner, outerStride, middleStride);

    public Stored<T> Folded(int rows) => new(x, outerStride, middleStride * rows);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T* Read(int count, T* tile) => x;
}

/// <summary>
/// map(a, b) of the stored numbers a and of numbers b with strides of their own; <paramref name="step"/> is b's in the direction of reading, 0 or 1.
/// </summary>
readonly unsafe struct Mapped<T, TMap>(
    TMap map, T* a, long outerStride, long middleStride, T* b, long outerStrideB, long middleStrideB, nint step) : ISource<Mapped<T, TMap>, T>
    where T : unmanaged, INumber<T>
    where TMap : struct, IMap
{
    public static bool NeedsTile => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Mapped<T, TMap> At(long outer, long middle, long inner) => new(
        map, a + outer * outerStride + middle * middleStride + inner, outerStride, middleStride,
        b + outer * outerStrideB + middle * middleStrideB + inner * step, outerStrideB, middleStrideB, step);

    public Mapped<T, TMap> Folded(int rows) => new(map, a, outerStride, middleStride * rows, b, outerStrideB, middleStrideB * rows, step);

    public T* Read(int count, T* tile)
    {
        byte** at = stackalloc byte*[3] { (byte*)tile, (byte*)a, (byte*)b };
        var steps = stackalloc nint[3] { 1, 1, step };
        new MapRow<T, TMap>(map).Run(at, steps, count);
        return tile;
    }
}
