namespace Nabla.Files;

/// <summary>
/// NumPy's .npy files: one array of numbers. Reads versions 1.0 to 3.0, both byte orders, both memory orders; writes little-endian,
/// row-major, with the data at a multiple of 64 bytes. Arrays of up to 2 GB.
/// </summary>
public static class Npy
{
    /// <summary>Reads an array from a file.</summary>
    /// <exception cref="DataFormatException">It is not an .npy file of numbers, or it is damaged.</exception>
    public static ArrayData Load(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Read(stream, stream.Length, path);
    }

    /// <summary>Writes an array to a file, whole or not at all.</summary>
    /// <exception cref="ArgumentException">NumPy has no such element type.</exception>
    public static void Save(string path, ArrayData data) => AtomicFile.Write(path, stream => Write(stream, data));

    /// <summary>Reads the array of which a stream consists.</summary>
    /// <param name="stream">Need not seek.</param>
    /// <param name="length">How many bytes the stream has: checked before memory is taken.</param>
    /// <param name="name">For messages.</param>
    /// <exception cref="DataFormatException">It is not an .npy file of numbers, or it is damaged.</exception>
    public static ArrayData Read(Stream stream, long length, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var header = NpyHeader.Read(stream, name);
        var shown = $"{header.Type} ({string.Join(", ", header.Shape.Take(8))}{(header.Shape.Length > 8 ? ", …" : "")})";
        if (!header.Type.TryByteCount(header.Shape, out var count) || count > Array.MaxLength)
            throw new DataFormatException(name, "the header, shape", "an array of at most 2 GB", shown);
        if (count != length - header.Length)
            throw new DataFormatException(name, $"byte {header.Length}", $"{count} bytes for {shown}", $"{length - header.Length}");

        var bytes = GC.AllocateUninitializedArray<byte>((int)count);
        var got = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (got < count || stream.ReadByte() >= 0)
            throw new DataFormatException(name, $"byte {header.Length}", $"{count} bytes for {shown}", got < count ? $"{got}" : "more");
        if (header.Type == ElementType.BOOL && Elements.FirstBadBool(bytes) is >= 0 and var bad)
            throw new DataFormatException(name, $"byte {header.Length + bad}", "0 or 1 in each byte of bool", $"{bytes[bad]}");
        if (header.BigEndian)
            Elements.SwapBytes(bytes, header.Type == ElementType.C64 ? 4 : header.Type.Bits() / 8);
        if (header.FortranOrder && header.Shape.Length > 1)
            bytes = RowMajor(bytes, header.Shape, header.Type.Bits() / 8);
        return new ArrayData(header.Type, header.Shape, bytes);
    }

    /// <summary>Writes an array to a stream.</summary>
    /// <exception cref="ArgumentException">NumPy has no such element type.</exception>
    public static void Write(Stream stream, ArrayData data)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(data);
        stream.Write(NpyHeader.Format(data));
        stream.Write(data.Bytes);
    }

    // Column-major: element (i0, i1, …) is at i0 + d0 (i1 + d1 (i2 + …)).
    static byte[] RowMajor(byte[] from, long[] shape, int size)
    {
        var to = new byte[from.Length];
        var index = new long[shape.Length];
        for (var at = 0; at < to.Length; at += size)
        {
            long source = 0;
            for (var axis = shape.Length - 1; axis >= 0; axis--)
                source = source * shape[axis] + index[axis];
            from.AsSpan((int)source * size, size).CopyTo(to.AsSpan(at));
            for (var axis = shape.Length - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--)
                index[axis] = 0;
        }

        return to;
    }
}
