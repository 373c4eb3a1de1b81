using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Loads and stores of up to a register of channels, and positions kept in lanes as wide as the numbers beside them.</summary>
static unsafe class PoolLanes<T> where T : unmanaged, INumberBase<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Load(T* from, int count) => count >= Vector<T>.Count ? Vector.Load(from) : LoadPart(from, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector<T> value, T* to, int count)
    {
        if (count >= Vector<T>.Count)
            value.Store(to);
        else
            StorePart(value, to, count);
    }

    /// <summary>The bits of a position in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Position(int position) =>
        sizeof(T) == sizeof(int) ? Vector.Create(position).As<int, T>() : Vector.Create((long)position).As<long, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> LoadPositions(int* from, int count) =>
        sizeof(T) == sizeof(int) && count >= Vector<T>.Count ? Vector.Load(from).As<int, T>() : LoadPartPositions(from, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePositions(Vector<T> value, int* to, int count)
    {
        if (sizeof(T) == sizeof(int) && count >= Vector<T>.Count)
            value.As<T, int>().Store(to);
        else
            StorePartPositions(value, to, count);
    }

    /// <summary>All bits set in the lanes where two positions are equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Same(Vector<T> a, Vector<T> b) => sizeof(T) == sizeof(int)
        ? Vector.Equals(a.As<T, int>(), b.As<T, int>()).As<int, T>()
        : Vector.Equals(a.As<T, long>(), b.As<T, long>()).As<long, T>();

    static Vector<T> LoadPart(T* from, int count)
    {
        var buffer = Vector<T>.Zero;
        for (var i = 0; i < count; i++)
            ((T*)&buffer)[i] = from[i];
        return buffer;
    }

    static void StorePart(Vector<T> value, T* to, int count)
    {
        for (var i = 0; i < count; i++)
            to[i] = ((T*)&value)[i];
    }

    static Vector<T> LoadPartPositions(int* from, int count)
    {
        var buffer = Vector<T>.Zero;
        for (var i = 0; i < Math.Min(count, Vector<T>.Count); i++)
            if (sizeof(T) == sizeof(int))
                ((int*)&buffer)[i] = from[i];
            else
                ((long*)&buffer)[i] = from[i];
        return buffer;
    }

    static void StorePartPositions(Vector<T> value, int* to, int count)
    {
        for (var i = 0; i < Math.Min(count, Vector<T>.Count); i++)
            to[i] = sizeof(T) == sizeof(int) ? ((int*)&value)[i] : (int)((long*)&value)[i];
    }
}
