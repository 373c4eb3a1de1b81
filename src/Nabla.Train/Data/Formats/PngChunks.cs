using System.Buffers.Binary;
using System.Text;
using Nabla.Files;

namespace Nabla.Train.Data.Formats;

/// <summary>What a PNG file's chunks hold, in the order and with the checksums the format demands.</summary>
sealed class PngChunks
{
    static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    readonly List<ReadOnlyMemory<byte>> parts = [];
    readonly string file;
    string previous = "";

    PngChunks(string file) => this.file = file;

    public PngHeader Header { get; private set; }

    /// <summary>Red, green, blue of each entry.</summary>
    public ReadOnlyMemory<byte> Palette { get; private set; }

    /// <summary>The tRNS chunk: alpha of palette entries, or the one transparent colour as 16-bit samples.</summary>
    public ReadOnlyMemory<byte> Transparency { get; private set; }

    /// <summary>Length of the compressed image.</summary>
    public long PackedBytes => parts.Sum(p => (long)p.Length);

    /// <summary>The compressed image, its parts joined.</summary>
    public byte[] Packed()
    {
        var all = new byte[PackedBytes];
        var at = 0;
        foreach (var part in parts)
        {
            part.CopyTo(all.AsMemory(at));
            at += part.Length;
        }

        return all;
    }

    public static bool HasSignature(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Signature);

    public static PngChunks Parse(ReadOnlyMemory<byte> bytes, string file)
    {
        if (!HasSignature(bytes.Span))
            throw new DataFormatException(file, "byte 0", "the signature of PNG", Beginning(bytes.Span));
        var chunks = new PngChunks(file);
        var at = Signature.Length;
        while (chunks.previous != "IEND")
            at = chunks.Next(bytes, at);
        return chunks;
    }

    // JPEG files under the name of a PNG are common enough to be called what they are.
    static string Beginning(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [] => "an empty file",
        [0xff, 0xd8, 0xff, ..] => "a JPEG file",
        _ => Convert.ToHexStringLower(bytes[..Math.Min(8, bytes.Length)]),
    };

    // length (4), type (4), data, CRC of type and data (4)
    int Next(ReadOnlyMemory<byte> bytes, int at)
    {
        var rest = bytes.Span[at..];
        if (rest.Length < 12)
            throw new DataFormatException(file, $"byte {at}", "another chunk, as IEND has not come", $"{rest.Length} bytes");
        var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        if (length > rest.Length - 12)
            throw new DataFormatException(file, $"byte {at}", $"a chunk of at most {rest.Length - 12} bytes", $"{length}");
        var body = rest.Slice(4, 4 + (int)length);
        var type = Encoding.Latin1.GetString(body[..4]);
        var stored = BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + (int)length)..]);
        var computed = Crc32.Of(body);
        if (stored != computed)
            throw new DataFormatException(
                file, $"chunk {DataFormatException.Quote(type)} at byte {at}", $"CRC {stored:x8}", $"{computed:x8}");
        Take(type, bytes.Slice(at + 8, (int)length));
        previous = type;
        return at + 12 + (int)length;
    }

    void Take(string type, ReadOnlyMemory<byte> data)
    {
        if ((previous.Length == 0) != (type == "IHDR"))
            throw Bad(type, "IHDR first and once", previous.Length == 0 ? "another first" : "a second");
        switch (type)
        {
            case "IHDR":
                Header = PngHeader.Parse(data.Span, file);
                break;
            case "PLTE":
                TakePalette(data);
                break;
            case "tRNS":
                TakeTransparency(data);
                break;
            case "IDAT":
                if (parts.Count > 0 && previous != "IDAT")
                    throw Bad(type, "IDAT chunks in a row", $"{previous} between them");
                parts.Add(data);
                break;
            case "IEND":
                if (parts.Count == 0 || (Header.Color == PngColor.Palette && Palette.IsEmpty))
                    throw Bad(type, parts.Count == 0 ? "an IDAT chunk before it" : "a PLTE chunk before it", "none");
                break;
            default:
                if (char.IsAsciiLetterUpper(type[0]))
                    throw new DataFormatException(
                        file, "the chunks", "known chunks or ones that may be passed over", DataFormatException.Quote(type));
                break;
        }
    }

    void TakePalette(ReadOnlyMemory<byte> data)
    {
        var most = Header.Color == PngColor.Palette ? 1 << Header.Depth : 256;
        if (data.Length % 3 != 0 || data.Length == 0 || data.Length > 3 * most)
            throw Bad("PLTE", $"1 to {most} entries of 3 bytes", $"{data.Length} bytes");
        if (!Palette.IsEmpty || parts.Count > 0 || Header.Color is PngColor.Grey or PngColor.GreyAlpha)
            throw Bad("PLTE", "it once, before IDAT, in a colour image", !Palette.IsEmpty ? "a second" : "it elsewhere");
        Palette = data;
    }

    void TakeTransparency(ReadOnlyMemory<byte> data)
    {
        var (least, most) = Header.Color switch
        {
            PngColor.Grey => (2, 2),
            PngColor.Rgb => (6, 6),
            PngColor.Palette => (1, Palette.Length / 3),
            _ => (0, -1),
        };
        if (!Transparency.IsEmpty || parts.Count > 0 || data.Length < least || data.Length > most)
            throw Bad("tRNS", most < 0 ? "none in an image with alpha" : $"it once, before IDAT, of {least} to {most} bytes", $"{data.Length} bytes");
        Transparency = data;
    }

    DataFormatException Bad(string chunk, string expected, string got) =>
        new(file, $"chunk {DataFormatException.Quote(chunk)}", expected, got);
}
