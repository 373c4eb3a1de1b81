using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Nabla.Files;

/// <summary>
/// An open safetensors file: 8 bytes N (little-endian), N bytes of JSON header, then the data. The header is read and checked
/// when the file is opened; each tensor goes from the disk straight to where the caller wants it. Any number of threads may read at
/// once.
/// </summary>
public sealed class SafetensorsFile : IDisposable
{
    const int Chunk = 1 << 16;

    readonly ByteSource source;
    readonly string file;
    readonly long dataStart;
    readonly Dictionary<string, SafetensorsEntry> byName;

    SafetensorsFile(ByteSource source, string file)
    {
        this.source = source;
        this.file = file;
        var json = ReadHeader(source, file);
        dataStart = 8 + json.Length;
        (var entries, var metadata) = SafetensorsHeader.Parse(json, source.Length - dataStart, file);
        (Entries, Metadata) = (entries, metadata);
        byName = entries.ToDictionary(e => e.Name, StringComparer.Ordinal);
    }

    /// <summary>Path or name of the file, for messages.</summary>
    public string Name => file;

    /// <summary>The tensors, in the order of their data.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    /// <summary>The strings under <c>__metadata__</c>; files of PyTorch say format = pt.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="DataFormatException">It is not a safetensors file, or it is damaged.</exception>
    public static SafetensorsFile Open(string path)
    {
        var source = ByteSource.Open(path);
        try
        {
            return new SafetensorsFile(source, path);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Reads from a stream that can seek and starts at the file's first byte; it stays open and is read by nobody else meanwhile.
    /// </summary>
    /// <exception cref="DataFormatException">It is not a safetensors file, or it is damaged.</exception>
    public static SafetensorsFile Read(Stream stream, string name) => new(ByteSource.Of(stream), name);

    /// <summary>The tensor of this name, or null.</summary>
    public SafetensorsEntry? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>All elements of a tensor, in row-major order.</summary>
    /// <exception cref="ArgumentException">
    /// There is no tensor of that name, or its values do not fit in <typeparamref name="T"/>.
    /// </exception>
    /// <exception cref="DataFormatException">The data is cut off, or a BOOL is neither 0 nor 1.</exception>
    public T[] Read<T>(string name) where T : unmanaged
    {
        var entry = Find(name) ?? throw new ArgumentException($"{file} has no tensor '{name}'; it has: {NamesForMessage()}.");
        var values = new T[entry.Count];
        Read<T>(entry, 0, values);
        return values;
    }

    /// <summary>Elements <paramref name="first"/>, first + 1, … of a tensor, as many as <paramref name="to"/> takes.</summary>
    /// <exception cref="ArgumentException">The values do not fit in <typeparamref name="T"/>, or there are fewer.</exception>
    /// <exception cref="DataFormatException">The data is cut off, or a BOOL is neither 0 nor 1.</exception>
    public void Read<T>(SafetensorsEntry entry, long first, Span<T> to) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (!Elements.Fits<T>(entry.Type))
            throw new ArgumentException($"{file}: {entry} cannot be read as {typeof(T).Name} without loss.");
        if (first < 0 || first > entry.Count - to.Length)
            throw new ArgumentException($"{file}: {entry} has {entry.Count} elements, asked for {to.Length} from {first}.");

        var size = entry.Type.Bits() / 8;
        if (entry.Type == Elements.Of<T>() && BitConverter.IsLittleEndian)
            ReadWhole(entry, first * size, to);
        else
            ReadConverted(entry, first * size, to, size);
    }

    /// <summary>A tensor, as <see cref="Safetensors.Load"/> has it.</summary>
    /// <exception cref="DataFormatException">The data is cut off, or no tensor can hold it.</exception>
    public Tensor ReadTensor(SafetensorsEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return TensorData.Read(new Source(this, entry), entry.Type, entry.Shape, file, Where(entry));
    }

    /// <summary>A tensor of any element type with its bytes as they are, up to 2 GB.</summary>
    /// <exception cref="DataFormatException">The data is cut off, or a BOOL is neither 0 nor 1.</exception>
    public ArrayData ReadArray(SafetensorsEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var bytes = new byte[entry.ByteCount];
        Fill(entry, 0, bytes);
        return new ArrayData(entry.Type, entry.Shape, bytes);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => source.Dispose();

    /// <summary>Shape and dtype of what <see cref="ReadTensor"/> gives.</summary>
    internal (Shape Shape, DType DType) FormOf(SafetensorsEntry entry) => TensorData.FormOf(entry.Type, entry.Shape, file, Where(entry));

    void ReadWhole<T>(SafetensorsEntry entry, long offset, Span<T> to) where T : unmanaged
    {
        // In steps, as a span of elements may have more bytes than a span of bytes can count.
        while (to.Length > 0)
        {
            var count = Math.Min(1 << 26, to.Length);
            var bytes = MemoryMarshal.AsBytes(to[..count]);
            Fill(entry, offset, bytes);
            offset += bytes.Length;
            to = to[count..];
        }
    }

    void ReadConverted<T>(SafetensorsEntry entry, long offset, Span<T> to, int size) where T : unmanaged
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            while (to.Length > 0)
            {
                var count = Math.Min(Chunk / size, to.Length);
                var bytes = buffer.AsSpan(0, count * size);
                Fill(entry, offset, bytes);
                Elements.Decode(entry.Type, bytes, to[..count]);
                offset += bytes.Length;
                to = to[count..];
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // The bytes of a tensor from one of them on.
    void Fill(SafetensorsEntry entry, long offset, Span<byte> bytes)
    {
        var got = source.Read(dataStart + entry.Offset + offset, bytes);
        if (got < bytes.Length)
            throw new DataFormatException(file, Where(entry), $"{bytes.Length} more bytes", $"{got}, the file is cut off");
        if (entry.Type == ElementType.BOOL && Elements.FirstBadBool(bytes) is >= 0 and var bad)
            throw new DataFormatException(file, Where(entry), "0 or 1 in each byte of BOOL", $"{bytes[bad]}");
    }

    static string Where(SafetensorsEntry entry) => $"tensor {DataFormatException.Quote(entry.Name)}";

    static byte[] ReadHeader(ByteSource source, string file)
    {
        Span<byte> start = stackalloc byte[8];
        if (source.Read(0, start) < 8)
            throw new DataFormatException(file, "byte 0", "8 bytes that give the header's size", $"a file of {source.Length} bytes");
        var size = BinaryPrimitives.ReadUInt64LittleEndian(start);
        var limit = Math.Min(SafetensorsHeader.MaxBytes, source.Length - 8);
        if (size > (ulong)limit)
            throw new DataFormatException(file, "byte 0", $"a header of at most {limit} bytes", $"{size}");
        var json = new byte[size];
        if (source.Read(8, json) < json.Length)
            throw new DataFormatException(file, "the header", $"{size} bytes", "fewer, the file is cut off");
        return json;
    }

    readonly struct Source(SafetensorsFile from, SafetensorsEntry entry) : TensorData.ISource
    {
        public void Read<T>(long first, Span<T> to) where T : unmanaged => from.Read(entry, first, to);
    }

    string NamesForMessage() =>
        Entries.Count == 0 ? "none" : string.Join(", ", Entries.Take(10).Select(e => e.Name)) + (Entries.Count > 10 ? ", …" : "");
}
