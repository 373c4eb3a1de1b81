using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>
/// What a reduction reads: the numbers of an (outer, middle, inner) array, of which the middle is reduced, as they lie in memory or as a
/// formula makes them while they are read. With inner = 1 they are read along the middle, else along inner.
/// </summary>
unsafe interface ISource<TSelf, T> where TSelf : struct, ISource<TSelf, T> where T : unmanaged, INumber<T>
{
    /// <summary>The source from element [outer, middle, inner] on, counted from where this one begins.</summary>
    TSelf At(long outer, long middle, long inner);

    /// <summary>The same numbers, so many positions of the middle as if they were one: for matrices whose rows lie one after the other.</summary>
    TSelf Folded(int rows);

    /// <summary>Spreads an operand that is one number over the given register, which must live as long as the result.</summary>
    TSelf Spread(Vector<T>* room);

    /// <summary>A register of numbers from number i on.</summary>
    Vector<T> Load(nint i);

    /// <summary>The numbers i … i + count − 1, fewer than a register holds; what follows them is undefined.</summary>
    Vector<T> Load(nint i, int count);
}

/// <summary>Numbers as they lie in memory.</summary>
readonly unsafe struct Stored<T>(T* x, long outerStride, long middleStride) : ISource<Stored<T>, T> where T : unmanaged, INumber<T>
{
    public T* Pointer => x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Stored<T> At(long outer, long middle, long inner) => new(x + outer * outerStride + middle * middleStride + inner, outerStride, middleStride);

    public Stored<T> Folded(int rows) => new(x, outerStride, middleStride * rows);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Stored<T> Spread(Vector<T>* room) => this;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Load(nint i) => Vector.Load(x + i);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Load(nint i, int count)
    {
        Vector<T> part = default;
        for (var k = 0; k < count; k++)
            ((T*)&part)[k] = x[i + k];
        return part;
    }
}

/// <summary>
/// map(a, b) of the stored numbers a and of numbers b with strides of their own; <paramref name="step"/> is b's along the axis that is read,
/// 0 or 1.
/// </summary>
readonly unsafe struct Mapped<T, TMap>(
    TMap map, T* a, long outerStride, long middleStride, T* b, long outerStrideB, long middleStrideB, nint step) : ISource<Mapped<T, TMap>, T>
    where T : unmanaged, INumber<T>
    where TMap : struct, IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Mapped<T, TMap> At(long outer, long middle, long inner) => new(
        map, a + outer * outerStride + middle * middleStride + inner, outerStride, middleStride,
        b + outer * outerStrideB + middle * middleStrideB + inner * step, outerStrideB, middleStrideB, step);

    public Mapped<T, TMap> Folded(int rows) => new(map, a, outerStride, middleStride * rows, b, outerStrideB, middleStrideB * rows, step);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Mapped<T, TMap> Spread(Vector<T>* room)
    {
        if (TMap.Inputs < 2 || step != 0)
            return this;
        *room = new Vector<T>(*b);
        return new(map, a, outerStride, middleStride, (T*)room, 0, 0, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Load(nint i) => Of(Vector.Load(a + i), TMap.Inputs > 1 ? Vector.Load(b + i * step) : default);

    public Vector<T> Load(nint i, int count)
    {
        Vector<T> partA = new(a[i]), partB = TMap.Inputs > 1 ? new(b[i * step]) : default;
        for (var k = 1; k < count; k++)
        {
            ((T*)&partA)[k] = a[i + k];
            if (TMap.Inputs > 1)
                ((T*)&partB)[k] = b[(i + k) * step];
        }

        return Of(partA, partB);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Vector<T> Of(Vector<T> first, Vector<T> second) => map.Value(new Lane<T>(first), new Lane<T>(second), default, default).Value;
}
