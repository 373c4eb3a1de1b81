using System.Buffers.Binary;
using System.IO.Compression;
using Nabla.Files;

namespace Nabla.Train.Data.Formats;

/// <summary>
/// IDX files, the format of MNIST: two zero bytes, element type, number of axes, sizes as big-endian 32-bit numbers, then the
/// elements, big-endian and row-major. Plain or gzip-packed; which of the two is seen from the first bytes.
/// </summary>
public static class Idx
{
    const int MostAxes = 8;

    static readonly Dictionary<byte, ElementType> Types = new()
    {
        [0x08] = ElementType.U8, [0x09] = ElementType.I8, [0x0B] = ElementType.I16, [0x0C] = ElementType.I32, [0x0D] = ElementType.F32,
        [0x0E] = ElementType.F64,
    };

    /// <summary>Reads an array from a file.</summary>
    /// <exception cref="DataFormatException">It is not an IDX file, or it is damaged, cut off or too long.</exception>
    public static ArrayData Load(string path) => Load(path, static _ => { });

    /// <summary>Writes an array to a file, whole or not at all; gzip-packed if the name ends in .gz.</summary>
    /// <exception cref="ArgumentException">IDX has no such element type, or a size above 2³² − 1.</exception>
    public static void Save(string path, ArrayData data) =>
        AtomicFile.Write(path, stream =>
        {
            if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            {
                Write(stream, data);
                return;
            }

            using var packed = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true);
            Write(packed, data);
        });

    /// <summary>Reads the array of which a stream, plain or gzip-packed, consists.</summary>
    /// <param name="stream">Must be able to seek.</param>
    /// <param name="name">For messages.</param>
    /// <exception cref="DataFormatException">It is not an IDX file, or it is damaged, cut off or too long.</exception>
    public static ArrayData Read(Stream stream, string name) => Read(stream, name, static _ => { });

    /// <summary>Writes an array to a stream, not packed.</summary>
    /// <exception cref="ArgumentException">IDX has no such element type, or a size above 2³² − 1.</exception>
    public static void Write(Stream stream, ArrayData data)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(data);
        var type = Types.FirstOrDefault(t => t.Value == data.Type).Key;
        if (type == 0 || data.Shape.Length is 0 or > MostAxes || data.Shape.Any(s => s > uint.MaxValue))
            throw new ArgumentException($"IDX cannot hold {data.Type} ({string.Join(", ", data.Shape)}).");
        var header = new byte[4 + 4 * data.Shape.Length];
        (header[2], header[3]) = (type, (byte)data.Shape.Length);
        for (var axis = 0; axis < data.Shape.Length; axis++)
            BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4 + 4 * axis), (uint)data.Shape[axis]);
        stream.Write(header);
        stream.Write(Turned(data.Bytes, data.Type));
    }

    /// <summary>Reads a file and shows its unpacked bytes on the way, for a checksum.</summary>
    internal static ArrayData Load(string path, Action<ReadOnlySpan<byte>> seen)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        return Read(stream, path, seen);
    }

    static ArrayData Read(Stream stream, string name, Action<ReadOnlySpan<byte>> seen)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var packed = stream.ReadByte() == 0x1f && stream.ReadByte() == 0x8b;        // gzip's magic; IDX starts with two zeros
        stream.Position = 0;
        if (!packed)
            return ReadUnpacked(new WatchedStream(stream, seen), stream.Length, exact: true, name);
        try
        {
            return ReadPacked(stream, name, seen);
        }
        catch (InvalidDataException e)
        {
            throw new DataFormatException(name, "the packed data", "a whole gzip stream", e.Message.TrimEnd('.'), e);
        }
    }

    static ArrayData ReadPacked(Stream stream, string name, Action<ReadOnlySpan<byte>> seen)
    {
        long size = 0;
        using var unpacked = new WatchedStream(
            new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true),
            bytes =>
            {
                size += bytes.Length;
                seen(bytes);
            });
        var data = ReadUnpacked(unpacked, Deflate.MostUnpacked(stream.Length), exact: false, name);

        // GZipStream takes a file without its last bytes, the checksum and the size modulo 2³², for whole.
        Span<byte> stored = stackalloc byte[8];
        stream.Position = stream.Length - stored.Length;
        stream.ReadExactly(stored);
        var (checksum, end) = (BinaryPrimitives.ReadUInt32LittleEndian(stored), BinaryPrimitives.ReadUInt32LittleEndian(stored[4..]));
        if (end != (uint)size && !(end < size && ChecksumFrom(stream, size - end) == checksum))
            throw new DataFormatException(
                name, "the last 4 bytes", $"the unpacked size {size}", $"{end}, the file is cut off or goes on after the data");
        return data;
    }

    // Of the content behind so many bytes: that of the last member, if a file is several packed streams one after the other.
    static uint ChecksumFrom(Stream stream, long start)
    {
        stream.Position = 0;
        using var unpacked = new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
        var buffer = new byte[1 << 16];
        uint checksum = 0;
        for (int got; (got = unpacked.Read(buffer)) > 0; start -= got)
            checksum = Crc32.Of(buffer.AsSpan((int)Math.Clamp(start, 0, got)..got), checksum);
        return checksum;
    }

    // length: of the content if exact, else an upper bound of it
    static ArrayData ReadUnpacked(Stream stream, long length, bool exact, string name)
    {
        Span<byte> magic = stackalloc byte[4];
        Fill(stream, magic, name, 0);
        if (magic[0] != 0 || magic[1] != 0 || !Types.TryGetValue(magic[2], out var type) || magic[3] is 0 or > MostAxes)
            throw new DataFormatException(
                name, "byte 0", "the magic of IDX, such as 00000801 or 00000803", Convert.ToHexStringLower(magic));
        var sizes = new byte[4 * magic[3]];
        Fill(stream, sizes, name, 4);
        var shape = new long[magic[3]];
        for (var axis = 0; axis < shape.Length; axis++)
            shape[axis] = BinaryPrimitives.ReadUInt32BigEndian(sizes.AsSpan(4 * axis));

        var start = 4 + sizes.Length;
        var shown = $"{type} ({string.Join(", ", shape)})";
        if (!type.TryByteCount(shape, out var count) || count > Array.MaxLength)
            throw new DataFormatException(name, "byte 4", "an array of at most 2 GB", shown);
        if (exact ? count != length - start : count > length - start)
            throw new DataFormatException(
                name, $"byte {start}", $"{count} bytes for {shown}", $"{(exact ? "" : "at most ")}{length - start}");
        var bytes = GC.AllocateUninitializedArray<byte>((int)count);
        Fill(stream, bytes, name, start);
        if (stream.ReadByte() >= 0)
            throw new DataFormatException(name, $"byte {start + count}", $"the end after {shown}", "more bytes");
        return new ArrayData(type, shape, Turned(bytes, type));
    }

    static void Fill(Stream stream, Span<byte> to, string name, int at)
    {
        var got = stream.ReadAtLeast(to, to.Length, throwOnEndOfStream: false);
        if (got < to.Length)
            throw new DataFormatException(name, $"byte {at + got}", $"{to.Length - got} more bytes", "the end of the file");
    }

    // Big-endian elements to little-endian ones, or back.
    static byte[] Turned(byte[] bytes, ElementType type)
    {
        var size = type.Bits() / 8;
        if (size == 1)
            return bytes;
        var turned = new byte[bytes.Length];
        for (var i = 0; i < bytes.Length; i++)
            turned[i] = bytes[i - i % size + size - 1 - i % size];
        return turned;
    }
}
