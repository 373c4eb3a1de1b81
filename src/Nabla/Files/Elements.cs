using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Nabla.Files;

/// <summary>
/// Sizes of element types and their exact conversion to .NET numbers. Bytes in files are little-endian here; readers see to it.
/// </summary>
public static class Elements
{
    static readonly Dictionary<string, ElementType> Names = Enum.GetValues<ElementType>().ToDictionary(t => t.ToString(), StringComparer.Ordinal);

    /// <summary>Bits of one element: 4 to 64.</summary>
    public static int Bits(this ElementType type) => type switch
    {
        ElementType.F4 => 4,
        ElementType.F6_E2M3 or ElementType.F6_E3M2 => 6,
        <= ElementType.F8_E5M2FNUZ => 8,
        <= ElementType.BF16 => 16,
        <= ElementType.F32 => 32,
        _ => 64,
    };

    /// <summary>The type with this name in safetensors files, such as F32 or BF16.</summary>
    public static bool TryParse(string name, out ElementType type) => Names.TryGetValue(name, out type);

    /// <summary>
    /// Bytes of an array; false if a size is negative, the product overflows, or packed elements do not end at a whole byte.
    /// </summary>
    public static bool TryByteCount(this ElementType type, ReadOnlySpan<long> shape, out long bytes)
    {
        Int128 bits = type.Bits();
        bytes = 0;
        foreach (var size in shape)
        {
            bits *= size;
            if (size < 0 || bits > (Int128)8 * long.MaxValue)
                return false;
        }

        bytes = (long)(bits / 8);
        return bits % 8 == 0;
    }

    /// <summary>The element type that is <typeparamref name="T"/>, bit for bit.</summary>
    /// <exception cref="ArgumentException">No element type is.</exception>
    public static ElementType Of<T>() where T : unmanaged =>
        default(T) switch
        {
            float => ElementType.F32,
            double => ElementType.F64,
            int => ElementType.I32,
            long => ElementType.I64,
            bool => ElementType.BOOL,
            byte => ElementType.U8,
            sbyte => ElementType.I8,
            short => ElementType.I16,
            ushort => ElementType.U16,
            Half => ElementType.F16,
            uint => ElementType.U32,
            ulong => ElementType.U64,
            _ => throw new ArgumentException($"No array in a file holds {typeof(T).Name}."),
        };

    /// <summary>
    /// Whether <paramref name="type"/> can be read as <typeparamref name="T"/>: it is that type, or <typeparamref name="T"/> is
    /// float, double, int or long and holds every value of it.
    /// </summary>
    public static bool Fits<T>(ElementType type) where T : unmanaged
    {
        var to = Of<T>();
        if (type == to)
            return true;
        if (to is not (ElementType.F32 or ElementType.F64 or ElementType.I32 or ElementType.I64))
            return false;
        var (bits, signed, fraction) = Precision(type);
        var (room, canSign, canFraction) = Precision(to);
        return bits > 0 && bits <= room && (canSign || !signed) && (canFraction || !fraction);
    }

    /// <summary>Reads elements of <paramref name="type"/> from little-endian bytes.</summary>
    /// <param name="type">A type for which <see cref="Fits{T}"/> holds.</param>
    /// <param name="bytes">As many elements as <paramref name="to"/> has.</param>
    /// <param name="to">Where the values go.</param>
    /// <exception cref="ArgumentException">Values would be lost, or the lengths do not match.</exception>
    public static void Decode<T>(ElementType type, ReadOnlySpan<byte> bytes, Span<T> to) where T : unmanaged
    {
        if (!Fits<T>(type))
            throw new ArgumentException($"{type} elements cannot be read as {typeof(T).Name} without loss.");
        if (bytes.Length != (long)to.Length * type.Bits() / 8)
            throw new ArgumentException(
                $"{to.Length} elements of {type} are {(long)to.Length * type.Bits() / 8} bytes, got {bytes.Length}.");

        if (!BitConverter.IsLittleEndian)
        {
            var swapped = bytes.ToArray();
            SwapBytes(swapped, type.Bits() / 8);
            bytes = swapped;
        }

        if (type == Of<T>())
            bytes.CopyTo(MemoryMarshal.AsBytes(to));
        else if (typeof(T) == typeof(float))
            Widen(type, bytes, MemoryMarshal.Cast<T, float>(to));
        else if (typeof(T) == typeof(double))
            Widen(type, bytes, MemoryMarshal.Cast<T, double>(to));
        else if (typeof(T) == typeof(int))
            Widen(type, bytes, MemoryMarshal.Cast<T, int>(to));
        else
            Widen(type, bytes, MemoryMarshal.Cast<T, long>(to));
    }

    /// <summary>The values as little-endian bytes.</summary>
    public static byte[] Encode<T>(ReadOnlySpan<T> values) where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values).ToArray();
        if (!BitConverter.IsLittleEndian)
            SwapBytes(bytes, Of<T>().Bits() / 8);
        return bytes;
    }

    /// <summary>Turns each word of 1, 2, 4 or 8 bytes around.</summary>
    internal static void SwapBytes(Span<byte> bytes, int size)
    {
        if (size == 2)
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, ushort>(bytes), MemoryMarshal.Cast<byte, ushort>(bytes));
        else if (size == 4)
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, uint>(bytes), MemoryMarshal.Cast<byte, uint>(bytes));
        else if (size == 8)
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, ulong>(bytes), MemoryMarshal.Cast<byte, ulong>(bytes));
    }

    /// <summary>A byte that is neither 0 nor 1 is no truth value: its index, or −1.</summary>
    internal static int FirstBadBool(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyExceptInRange((byte)0, (byte)1);

    // Significant bits without the sign. Types that are not read out have none.
    static (int Bits, bool Signed, bool Fraction) Precision(ElementType type) => type switch
    {
        ElementType.U8 => (8, false, false),
        ElementType.I8 => (7, true, false),
        ElementType.U16 => (16, false, false),
        ElementType.I16 => (15, true, false),
        ElementType.U32 => (32, false, false),
        ElementType.I32 => (31, true, false),
        ElementType.U64 => (64, false, false),
        ElementType.I64 => (63, true, false),
        ElementType.BF16 => (8, true, true),
        ElementType.F16 => (11, true, true),
        ElementType.F32 => (24, true, true),
        ElementType.F64 => (53, true, true),
        _ => (0, false, false),
    };

    static void Widen<T>(ElementType type, ReadOnlySpan<byte> bytes, Span<T> to) where T : unmanaged, INumberBase<T>
    {
        switch (type)
        {
            case ElementType.U8: Each<byte, T>(bytes, to); break;
            case ElementType.I8: Each<sbyte, T>(bytes, to); break;
            case ElementType.U16: Each<ushort, T>(bytes, to); break;
            case ElementType.I16: Each<short, T>(bytes, to); break;
            case ElementType.U32: Each<uint, T>(bytes, to); break;
            case ElementType.I32: Each<int, T>(bytes, to); break;
            case ElementType.F16: Each<Half, T>(bytes, to); break;
            case ElementType.F32: Each<float, T>(bytes, to); break;
            default: EachBrain(bytes, to); break;
        }
    }

    static void Each<TFrom, T>(ReadOnlySpan<byte> bytes, Span<T> to)
        where TFrom : unmanaged, INumberBase<TFrom> where T : unmanaged, INumberBase<T>
    {
        var from = MemoryMarshal.Cast<byte, TFrom>(bytes);
        for (var i = 0; i < to.Length; i++)
            to[i] = T.CreateTruncating(from[i]);
    }

    // bfloat16 is the upper half of the bits of a float32.
    static void EachBrain<T>(ReadOnlySpan<byte> bytes, Span<T> to) where T : unmanaged, INumberBase<T>
    {
        var from = MemoryMarshal.Cast<byte, ushort>(bytes);
        for (var i = 0; i < to.Length; i++)
            to[i] = T.CreateTruncating(BitConverter.UInt32BitsToSingle((uint)from[i] << 16));
    }
}
