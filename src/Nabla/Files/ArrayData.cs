namespace Nabla.Files;

/// <summary>An array as it stands in a file: element type, shape, and the elements as row-major little-endian bytes.</summary>
/// <shape>Shape (d₀, …, dₙ₋₁), Bytes.Length = ∏ dₖ · Type.Bits() / 8</shape>
public sealed class ArrayData
{
    /// <summary>Joins type, shape and bytes.</summary>
    /// <exception cref="ArgumentException">The bytes are not as many as type and shape say.</exception>
    public ArrayData(ElementType type, long[] shape, byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        if (!type.TryByteCount(shape, out var count) || count != bytes.Length)
            throw new ArgumentException($"An array of {type} ({string.Join(", ", shape)}) does not have {bytes.Length} bytes.");
        (Type, Shape, Bytes) = (type, shape, bytes);
    }

    /// <summary>Type of the elements.</summary>
    public ElementType Type { get; }

    /// <summary>Sizes, outermost first; empty for a scalar.</summary>
    public long[] Shape { get; }

    /// <summary>The elements, row-major, little-endian.</summary>
    public byte[] Bytes { get; }

    /// <summary>Puts values of type <typeparamref name="T"/> in a given shape.</summary>
    /// <exception cref="ArgumentException">
    /// The shape does not have that many elements, or no file holds <typeparamref name="T"/>.
    /// </exception>
    public static ArrayData Of<T>(ReadOnlySpan<T> values, params long[] shape) where T : unmanaged =>
        new(Elements.Of<T>(), shape, Elements.Encode(values));

    /// <summary>A copy of a tensor.</summary>
    public static ArrayData Of(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        using var bytes = new MemoryStream();
        TensorData.Write(tensor, bytes);
        return new ArrayData(TensorData.TypeOf(tensor), TensorData.ShapeOf(tensor), bytes.ToArray());
    }

    /// <summary>
    /// A copy as a tensor. Float16 and bfloat16 become float32, integers of up to 16 bits int32, unsigned ones of 32 bits int64.
    /// </summary>
    /// <exception cref="DataFormatException">No tensor holds such elements or so many axes.</exception>
    public Tensor ToTensor() => TensorData.Read(new Source(this), Type, Shape, "the array", "its elements");

    /// <summary>The elements as <typeparamref name="T"/>.</summary>
    /// <exception cref="ArgumentException">Some values of the type would be lost.</exception>
    public T[] To<T>() where T : unmanaged
    {
        var values = new T[Bytes.LongLength * 8 / Type.Bits()];
        Elements.Decode<T>(Type, Bytes, values);
        return values;
    }

    readonly struct Source(ArrayData from) : TensorData.ISource
    {
        public void Read<T>(long first, Span<T> to) where T : unmanaged
        {
            var bits = from.Type.Bits();
            Elements.Decode(from.Type, from.Bytes.AsSpan((int)(first * bits / 8), (int)((long)to.Length * bits / 8)), to);
        }
    }
}
