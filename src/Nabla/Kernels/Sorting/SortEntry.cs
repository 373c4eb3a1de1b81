using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>A number to be sorted, as an unsigned key, with the position it came from.</summary>
interface ISortEntry<TSelf> where TSelf : unmanaged, ISortEntry<TSelf>
{
    /// <summary>Bytes of the key.</summary>
    static abstract int KeyBytes { get; }

    static abstract TSelf Of(ulong key, int position);

    ulong Key { get; }

    int Position { get; }
}

/// <summary>A key of 32 bits above its position.</summary>
readonly struct NarrowEntry(ulong bits) : ISortEntry<NarrowEntry>
{
    public static int KeyBytes => 4;

    public ulong Key => bits >> 32;

    public int Position => (int)bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NarrowEntry Of(ulong key, int position) => new(key << 32 | (uint)position);
}

/// <summary>A key of 64 bits beside its position.</summary>
readonly struct WideEntry(ulong key, int position) : ISortEntry<WideEntry>
{
    public static int KeyBytes => 8;

    public ulong Key => key;

    public int Position => position;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideEntry Of(ulong key, int position) => new(key, position);
}

/// <summary>
/// Numbers as unsigned keys of the same order: −0 equals 0, and NaN is the largest, so that it sorts as in PyTorch and NumPy.
/// </summary>
static class SortKey
{
    /// <summary>The key of float, double, int, long or byte; the first two bytes of four and eight bytes decide last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of<T>(T x) where T : unmanaged
    {
        if (typeof(T) == typeof(float)) return Of((float)(object)x);
        if (typeof(T) == typeof(double)) return Of((double)(object)x);
        if (typeof(T) == typeof(int)) return (uint)(int)(object)x ^ 0x8000_0000u;
        if (typeof(T) == typeof(long)) return (ulong)(long)(object)x ^ 0x8000_0000_0000_0000;
        return (byte)(object)x;
    }

    // Negative numbers are ordered by falling magnitude: all their bits are turned; of the others only the sign is.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Of(float x)
    {
        if (float.IsNaN(x))
            return uint.MaxValue;
        var bits = BitConverter.SingleToInt32Bits(x + 0f);
        return (uint)(bits ^ (bits >> 31 | int.MinValue));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Of(double x)
    {
        if (double.IsNaN(x))
            return ulong.MaxValue;
        var bits = BitConverter.DoubleToInt64Bits(x + 0.0);
        return (ulong)(bits ^ (bits >> 63 | long.MinValue));
    }
}
