using System.Buffers.Binary;

namespace Nabla.Files;

/// <summary>
/// Tensors in and out of safetensors files. Files are written as the reference writer does: byte for byte the same order, header and
/// padding. For single tensors, parts of them and other element types see <see cref="SafetensorsFile"/>.
/// </summary>
public static class Safetensors
{
    /// <summary>
    /// All tensors of a file. Float16 and bfloat16 become float32, integers of up to 16 bits int32, unsigned ones of 32 bits int64.
    /// </summary>
    /// <exception cref="DataFormatException">It is not a safetensors file, it is damaged, or holds elements that no tensor can.</exception>
    public static Dictionary<string, Tensor> Load(string path)
    {
        using var file = SafetensorsFile.Open(path);
        return file.Entries.ToDictionary(entry => entry.Name, file.ReadTensor, StringComparer.Ordinal);
    }

    /// <summary>Writes tensors to a file, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">Names and contents.</param>
    /// <param name="metadata">Strings for <c>__metadata__</c>.</param>
    /// <exception cref="ArgumentException">A name is used twice or reserved.</exception>
    public static void Save(
        string path, IEnumerable<(string Name, Tensor Tensor)> tensors, IReadOnlyDictionary<string, string>? metadata = null) =>
        AtomicFile.Write(path, stream => Write(stream, tensors, metadata));

    /// <summary>Writes tensors to a stream.</summary>
    /// <exception cref="ArgumentException">A name is used twice or reserved.</exception>
    public static void Write(
        Stream stream, IEnumerable<(string Name, Tensor Tensor)> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        Write(stream, tensors.Select(t => new Content(
            t.Name, TensorData.TypeOf(t.Tensor), TensorData.ShapeOf(t.Tensor), to => TensorData.Write(t.Tensor, to))), metadata);
    }

    /// <summary>Writes arrays to a file, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="arrays">Names and contents.</param>
    /// <param name="metadata">Strings for <c>__metadata__</c>.</param>
    /// <exception cref="ArgumentException">A name is used twice or reserved.</exception>
    public static void Save(
        string path, IEnumerable<(string Name, ArrayData Data)> arrays, IReadOnlyDictionary<string, string>? metadata = null) =>
        AtomicFile.Write(path, stream => Write(stream, arrays, metadata));

    /// <summary>Writes arrays to a stream.</summary>
    /// <exception cref="ArgumentException">A name is used twice or reserved.</exception>
    public static void Write(
        Stream stream, IEnumerable<(string Name, ArrayData Data)> arrays, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        Write(stream, arrays.Select(a => new Content(a.Name, a.Data.Type, a.Data.Shape, s => s.Write(a.Data.Bytes))), metadata);
    }

    static void Write(Stream stream, IEnumerable<Content> contents, IReadOnlyDictionary<string, string>? metadata)
    {
        // Falling alignment keeps every tensor aligned; within a type, by name.
        Content[] sorted = [.. contents.OrderByDescending(c => c.Type).ThenBy(c => c.Name, StringComparer.Ordinal)];
        var entries = Place(sorted);
        var header = SafetensorsHeader.Format(entries, metadata);
        if (header.Length > SafetensorsHeader.MaxBytes)
            throw new ArgumentException($"The header is {header.Length} bytes; the format allows {SafetensorsHeader.MaxBytes}.");

        Span<byte> size = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(size, (ulong)header.Length);
        stream.Write(size);
        stream.Write(header);
        foreach (var content in sorted)
            content.WriteBytes(stream);
    }

    static List<SafetensorsEntry> Place(Content[] contents)
    {
        var entries = new List<SafetensorsEntry>(contents.Length);
        var names = new HashSet<string>(StringComparer.Ordinal);
        long offset = 0;
        foreach (var content in contents)
        {
            if (content.Name == SafetensorsHeader.MetadataKey || !names.Add(content.Name))
                throw new ArgumentException(
                    $"The tensor name '{content.Name}' is {(names.Contains(content.Name) ? "used twice" : "reserved")}.");
            if (!content.Type.TryByteCount(content.Shape, out var bytes))
                throw new ArgumentException(
                    $"The tensor '{content.Name}' has a shape of no whole number of bytes: {string.Join(", ", content.Shape)}.");
            entries.Add(new SafetensorsEntry(content.Name, content.Type, content.Shape, offset, bytes));
            offset += bytes;
        }

        return entries;
    }

    /// <summary>
    /// A tensor to be written: what the header says, and what puts its bytes, row-major and little-endian, on the stream.
    /// </summary>
    sealed record Content(string Name, ElementType Type, long[] Shape, Action<Stream> WriteBytes);
}
