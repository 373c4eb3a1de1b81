using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Nabla.Files;

/// <summary>
/// The header of an .npy array: magic, version, length, and a Python dict literal
/// <c>{'descr': '&lt;f4', 'fortran_order': False, 'shape': (3, 4), }</c>, padded so that the data starts at a multiple of 64 bytes.
/// </summary>
sealed record NpyHeader(ElementType Type, bool BigEndian, bool FortranOrder, long[] Shape, int Length)
{
    const int MaxText = 1 << 20;        // plain arrays need a hundred bytes; the format would allow 4 GB
    const int Alignment = 64;

    static readonly byte[] Magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    static readonly Dictionary<string, ElementType> Kinds = new(StringComparer.Ordinal)
    {
        ["b1"] = ElementType.BOOL, ["u1"] = ElementType.U8, ["i1"] = ElementType.I8, ["u2"] = ElementType.U16, ["i2"] = ElementType.I16,
        ["u4"] = ElementType.U32, ["i4"] = ElementType.I32, ["u8"] = ElementType.U64, ["i8"] = ElementType.I64,
        ["f2"] = ElementType.F16, ["f4"] = ElementType.F32, ["f8"] = ElementType.F64, ["c8"] = ElementType.C64,
    };

    /// <summary>Reads magic, version and header; the stream then stands at the data.</summary>
    public static NpyHeader Read(Stream stream, string file)
    {
        Span<byte> start = stackalloc byte[12];
        Fill(stream, start[..8], file, "byte 0", "the magic \\x93NUMPY and a version");
        if (!start[..6].SequenceEqual(Magic))
            throw new DataFormatException(file, "byte 0", "the magic \\x93NUMPY", Convert.ToHexStringLower(start[..6]));
        var (major, minor) = (start[6], start[7]);
        if (major is not (1 or 2 or 3) || minor != 0)
            throw new DataFormatException(file, "byte 6", "version 1.0, 2.0 or 3.0", $"{major}.{minor}");

        var sizeBytes = major == 1 ? 2 : 4;
        Fill(stream, start[8..(8 + sizeBytes)], file, "byte 8", "the header's size");
        var size = major == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(start[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
        if (size > MaxText)
            throw new DataFormatException(file, "byte 8", $"a header of at most {MaxText} bytes", $"{size}");
        var text = new byte[size];
        Fill(stream, text, file, $"byte {8 + sizeBytes}", $"a header of {size} bytes");
        if (major == 3 && !Utf8.IsValid(text))
            throw new DataFormatException(file, "the header", "UTF-8 text", "invalid bytes");
        return Parse((major == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(text), 8 + sizeBytes + (int)size, file);
    }

    /// <summary>Magic, version and header for an array.</summary>
    public static byte[] Format(ArrayData data)
    {
        var kind = Kinds.FirstOrDefault(k => k.Value == data.Type).Key
            ?? throw new ArgumentException($"The npy format has no type for {data.Type}; convert to F32 first.");
        var descr = (data.Type.Bits() == 8 ? "|" : "<") + kind;
        var shape = string.Join(", ", data.Shape) + (data.Shape.Length == 1 ? "," : "");
        var text = $"{{'descr': '{descr}', 'fortran_order': False, 'shape': ({shape}), }}";
        var version = text.Length + Alignment > ushort.MaxValue ? 2 : 1;
        var prefix = version == 1 ? 10 : 12;
        var total = (prefix + text.Length + 1 + Alignment - 1) / Alignment * Alignment;

        var bytes = new byte[total];
        bytes.AsSpan().Fill((byte)' ');
        Magic.CopyTo(bytes, 0);
        (bytes[6], bytes[7], bytes[^1]) = ((byte)version, 0, (byte)'\n');
        if (version == 1)
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)(total - prefix));
        else
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), total - prefix);
        Encoding.ASCII.GetBytes(text, bytes.AsSpan(prefix));
        return bytes;
    }

    static NpyHeader Parse(string text, int length, string file)
    {
        var literal = new PythonLiteral(text, file);
        string? descr = null;
        bool? fortran = null;
        long[]? shape = null;
        literal.Expect('{');
        while (!literal.TryTake('}'))
        {
            var key = literal.String();
            literal.Expect(':');
            if (key == "descr" && descr is null)
                descr = literal.String();
            else if (key == "fortran_order" && fortran is null)
                fortran = literal.Bool();
            else if (key == "shape" && shape is null)
                shape = literal.Tuple();
            else
                throw new DataFormatException(
                    file, "the header", "descr, fortran_order and shape, once each", DataFormatException.Quote(key));
            if (!literal.TryTake(','))
            {
                literal.Expect('}');
                break;
            }
        }

        literal.End();
        if (descr is null || fortran is null || shape is null)
            throw new DataFormatException(file, "the header", "descr, fortran_order and shape", DataFormatException.Quote(text.TrimEnd()));
        var (type, big) = ParseType(descr, file);
        return new NpyHeader(type, big, fortran.Value, shape, length);
    }

    static (ElementType Type, bool BigEndian) ParseType(string descr, string file)
    {
        if (descr.Length == 3 && "<>|=".Contains(descr[0], StringComparison.Ordinal) && Kinds.TryGetValue(descr[1..], out var type)
            && (descr[0] != '|' || type.Bits() == 8))
            return (type, descr[0] == '>');
        throw new DataFormatException(
            file, "the header, descr", "a type of numbers such as <f4, <i8 or |b1", DataFormatException.Quote(descr));
    }

    static void Fill(Stream stream, Span<byte> to, string file, string where, string what)
    {
        var got = stream.ReadAtLeast(to, to.Length, throwOnEndOfStream: false);
        if (got < to.Length)
            throw new DataFormatException(
                file, where, what, $"only {got.ToString(CultureInfo.InvariantCulture)} bytes, the file is cut off");
    }
}
