using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Conversion of one element among float, double, int, long and bool; the type tests are gone after compilation.</summary>
static class Element
{
    /// <summary>
    /// <paramref name="x"/> as <typeparamref name="TTo"/>: floats to integers toward 0 and saturating (NaN is 0), long to int keeps the low
    /// bits, anything but 0 is true (NaN as well).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TTo Convert<TFrom, TTo>(TFrom x) where TFrom : unmanaged where TTo : unmanaged
    {
        if (typeof(TFrom) == typeof(TTo)) return (TTo)(object)x;
        if (typeof(TFrom) == typeof(float)) return OfDouble<TTo>((float)(object)x);
        if (typeof(TFrom) == typeof(double)) return OfDouble<TTo>((double)(object)x);
        if (typeof(TFrom) == typeof(int)) return OfLong<TTo>((int)(object)x);
        if (typeof(TFrom) == typeof(long)) return OfLong<TTo>((long)(object)x);
        if (typeof(TFrom) == typeof(bool)) return OfLong<TTo>((bool)(object)x ? 1 : 0);
        throw new NotSupportedException(typeof(TFrom).Name);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TTo OfDouble<TTo>(double x) where TTo : unmanaged
    {
        if (typeof(TTo) == typeof(float)) return (TTo)(object)(float)x;
        if (typeof(TTo) == typeof(double)) return (TTo)(object)x;
        if (typeof(TTo) == typeof(int)) return (TTo)(object)(int)x;
        if (typeof(TTo) == typeof(long)) return (TTo)(object)(long)x;
        if (typeof(TTo) == typeof(bool)) return (TTo)(object)(x != 0);
        throw new NotSupportedException(typeof(TTo).Name);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TTo OfLong<TTo>(long x) where TTo : unmanaged
    {
        if (typeof(TTo) == typeof(float)) return (TTo)(object)(float)x;
        if (typeof(TTo) == typeof(double)) return (TTo)(object)(double)x;
        if (typeof(TTo) == typeof(int)) return (TTo)(object)(int)x;
        if (typeof(TTo) == typeof(long)) return (TTo)(object)x;
        if (typeof(TTo) == typeof(bool)) return (TTo)(object)(x != 0);
        throw new NotSupportedException(typeof(TTo).Name);
    }
}
