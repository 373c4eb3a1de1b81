using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Registers at the end of a row, where fewer than a register's elements are left.</summary>
static unsafe class Part
{
    /// <summary>The next register of a row of which <paramref name="left"/> elements remain; lanes beyond them are <paramref name="filler"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Load<T>(T* x, long left, T filler = default) where T : unmanaged =>
        left >= Vector<T>.Count ? Vector.Load(x) : LoadFew(x, (int)left, filler);

    /// <summary>Stores the lanes that belong to the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Vector<T> v, T* y, long left) where T : unmanaged
    {
        if (left >= Vector<T>.Count)
            Vector.Store(v, y);
        else
            StoreFew(v, y, (int)left);
    }

    /// <summary><paramref name="v"/> with 0 in the lanes beyond the row's end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Keep<T>(Vector<T> v, long left) where T : unmanaged =>
        left >= Vector<T>.Count ? v : KeepFew(v, (int)left);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Vector<T> LoadFew<T>(T* x, int left, T filler) where T : unmanaged
    {
        var v = new Vector<T>(filler);
        for (var i = 0; i < left; i++)
            ((T*)&v)[i] = x[i];
        return v;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void StoreFew<T>(Vector<T> v, T* y, int left) where T : unmanaged
    {
        for (var i = 0; i < left; i++)
            y[i] = ((T*)&v)[i];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Vector<T> KeepFew<T>(Vector<T> v, int left) where T : unmanaged
    {
        for (var i = left; i < Vector<T>.Count; i++)
            ((T*)&v)[i] = default;
        return v;
    }
}
