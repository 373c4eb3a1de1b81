using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Truth values, a byte each, out of numbers and as masks of registers.</summary>
static unsafe class Truth
{
    /// <summary>How many registers of T hold as many elements as one of bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Parts<T>() where T : unmanaged => sizeof(T);

    /// <summary>y[i] = x[i] ≠ 0 as 0 or 1; NaN is true.</summary>
    /// <typeparam name="T">A number of one, four or eight bytes.</typeparam>
    public static void Of<T>(T* x, byte* y, long count) where T : unmanaged, INumber<T>
    {
        long i = 0;
        for (; i <= count - Vector<byte>.Count; i += Vector<byte>.Count)
            (Vector<byte>.One & ~Zeros(x + i)).Store(y + i);
        for (; i < count; i++)
            y[i] = x[i] != T.Zero ? (byte)1 : (byte)0;
    }

    /// <summary>All bits of an element set where the byte is not 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Widen<T>(byte* x, Vector<T>* masks) where T : unmanaged
    {
        var all = ~Vector.Equals(Vector.Load(x), Vector<byte>.Zero);
        if (sizeof(T) == 1)
        {
            masks[0] = all.As<byte, T>();
            return;
        }

        Vector.Widen(all.As<byte, sbyte>(), out var low, out var high);
        Widen(low, masks);
        Widen(high, masks + sizeof(T) / 2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Widen<T>(Vector<short> x, Vector<T>* masks) where T : unmanaged
    {
        Vector.Widen(x, out var low, out var high);
        if (sizeof(T) == 4)
        {
            (masks[0], masks[1]) = (low.As<int, T>(), high.As<int, T>());
            return;
        }

        Vector.Widen(low, out Vector<long> a, out var b);
        Vector.Widen(high, out Vector<long> c, out var d);
        (masks[0], masks[1], masks[2], masks[3]) = (a.As<long, T>(), b.As<long, T>(), c.As<long, T>(), d.As<long, T>());
    }

    // All bits of a byte set where the number is 0, of as many numbers as a register has bytes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<byte> Zeros<T>(T* x) where T : unmanaged
    {
        if (sizeof(T) == 1)
            return Vector.Equals(Vector.Load((byte*)x), Vector<byte>.Zero);
        return Vector.Narrow(Zeros16(x), Zeros16(x + Vector<byte>.Count / 2)).As<sbyte, byte>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<short> Zeros16<T>(T* x) where T : unmanaged => Vector.Narrow(Zeros32(x), Zeros32(x + Vector<byte>.Count / 4));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<int> Zeros32<T>(T* x) where T : unmanaged
    {
        if (sizeof(T) == 4)
            return Zeros64(x).As<T, int>();
        return Vector.Narrow(Zeros64(x).As<T, long>(), Zeros64(x + Vector<long>.Count).As<T, long>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<T> Zeros64<T>(T* x) where T : unmanaged => Vector.Equals(Vector.Load(x), Vector<T>.Zero);
}
