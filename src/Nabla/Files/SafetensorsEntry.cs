namespace Nabla.Files;

/// <summary>One tensor of a safetensors file: what the header says of it.</summary>
/// <param name="Name">Its name, such as <c>layer1.0.conv1.weight</c>.</param>
/// <param name="Type">Type of its elements.</param>
/// <param name="Shape">Its sizes, outermost first; empty for a scalar.</param>
/// <param name="Offset">First byte, counted from the start of the data.</param>
/// <param name="ByteCount">Number of bytes.</param>
public sealed record SafetensorsEntry(string Name, ElementType Type, long[] Shape, long Offset, long ByteCount)
{
    /// <summary>Name in the file format of the element type: F32, BF16, I64, …</summary>
    public string DType => Type.ToString();

    /// <summary>Product of the sizes.</summary>
    public long Count => ByteCount * 8 / Type.Bits();

    /// <summary>Name, type and shape, such as <c>fc.weight F32 (10, 64)</c>.</summary>
    public override string ToString() => $"{Name} {DType} ({string.Join(", ", Shape)})";
}
