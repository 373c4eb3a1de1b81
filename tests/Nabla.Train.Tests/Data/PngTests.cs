using System.Buffers.Binary;
using System.IO.Compression;
using System.Reflection;
using Nabla.Files;
using Nabla.Train.Data;
using Nabla.Train.Data.Formats;

namespace Nabla.Train.Tests.Data;

public class PngTests
{
    // Images of eng/golden/pillow_images.py: its own plain encoder and Pillow.
    static readonly Dictionary<string, byte[]> Golden = ReadGolden();

    public static TheoryData<string> Names => [.. Golden.Keys.Where(IsImage).Order(StringComparer.Ordinal)];

    public static byte[][] Images => [.. Golden.Where(g => IsImage(g.Key)).Select(g => g.Value)];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryKindOfImageIsRead(string name)
    {
        var image = Png.Read(Golden[name], name);
        var raw = Golden[Path.ChangeExtension(name, ".raw")];
        int Number(int i) => BinaryPrimitives.ReadInt32BigEndian(raw.AsSpan(4 * i));
        Assert.Equal((Number(0), Number(1), Number(2), Number(3)), (image.Height, image.Width, image.Channels, image.Depth));
        Assert.Equal(raw.Length - 16, 2 * image.Samples.Length);
        for (var i = 0; i < image.Samples.Length; i++)
            Assert.True(image.Samples[i] == BinaryPrimitives.ReadUInt16BigEndian(raw.AsSpan(16 + 2 * i)), $"sample {i}");
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(28, 28, 1)]
    [InlineData(9, 30, 2)]
    [InlineData(17, 5, 3)]
    [InlineData(40, 33, 4)]
    public void WhatIsWrittenIsReadBack(int height, int width, int channels)
    {
        var random = new Random(7);
        var samples = new byte[height * width * channels];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = (byte)(i % 3 == 0 ? random.Next(256) : i * 5);
        var stream = new MemoryStream();
        Png.Write(stream, samples, height, width, channels);
        var image = Png.Read(stream.ToArray(), "x.png");
        Assert.Equal((height, width, channels, 8), (image.Height, image.Width, image.Channels, image.Depth));
        Assert.Equal(samples, Array.ConvertAll(image.Samples, s => (byte)s));
        Assert.Equal(samples, image.ToImage().ToBytes());
    }

    [Fact]
    public void AnImageDescribesItself()
    {
        Assert.Equal("20×13, 1-bit grey", Png.Read(Golden["pillow-bilevel.png"], "x").Description);
        Assert.Equal("9×5, 4-bit palette", Png.Read(Golden["palette-alpha.png"], "x").Description);
        Assert.Equal("11×9, 16-bit RGBA", Png.Read(Golden["type6-depth16.png"], "x").Description);
    }

    [Theory]
    [InlineData("signature", "byte 0: expected the signature of PNG, got 00504e470d0a1a0a.")]
    [InlineData("empty", "byte 0: expected the signature of PNG, got an empty file.")]
    [InlineData("jpeg", "byte 0: expected the signature of PNG, got a JPEG file.")]
    [InlineData("crc", "chunk 'IDAT' at byte 33: expected CRC ")]
    [InlineData("cut", "expected a chunk of at most ")]
    [InlineData("no end", "expected another chunk, as IEND has not come, got 0 bytes.")]
    [InlineData("few rows", "row 8 of the image data: expected 12 bytes, got ")]
    [InlineData("many rows", "the image data: expected its end after the last row, got more bytes.")]
    [InlineData("bad zlib", "the image data: expected a whole zlib stream")]
    [InlineData("filter 5", "row 0 of the image data: expected a filter of 0 to 4, got 5.")]
    [InlineData("bomb", "chunk IHDR, width and height: expected an image of at most 1073741824 bytes, got 1000000 x 1000000.")]
    [InlineData("huge for its data", "the image data: expected enough for 20000 x 20000 pixels, 400020000 bytes unpacked, got ")]
    [InlineData("depth 3", "chunk IHDR, bit depth and colour type: expected a legal pair such as 8 and 2, got 3 and 0.")]
    [InlineData("no width", "chunk IHDR, width and height: expected 1 to 2^31 - 1, got 0 x 9.")]
    [InlineData("critical", "the chunks: expected known chunks or ones that may be passed over, got 'ABCD'.")]
    [InlineData("palette index", "the image data: expected palette entries below 1, got 1.")]
    [InlineData("no palette", "chunk 'IEND': expected a PLTE chunk before it, got none.")]
    public void DamageIsNamed(string damage, string message)
    {
        var e = Assert.Throws<DataFormatException>(() => Png.Read(Damaged(damage), "x.png"));
        Assert.StartsWith("x.png, ", e.Message, StringComparison.Ordinal);
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    static byte[] Damaged(string damage)
    {
        byte[] rows = [.. Enumerable.Range(0, 9).SelectMany(y => new byte[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 })];
        byte[] With(int width = 11, int height = 9, byte depth = 8, byte color = 0, byte[]? data = null, byte[]? palette = null) =>
            Make(width, height, depth, color, 0, data ?? rows, palette ?? [], []);
        var good = With();
        switch (damage)
        {
            case "signature": good[0] = 0; return good;
            case "empty": return [];
            case "jpeg": return [0xff, 0xd8, 0xff, 0xe0, .. good];
            case "crc": good[^13] ^= 1; return good;
            case "cut": return good[..60];
            case "no end": return good[..^12];
            case "few rows": return With(data: rows[..^5]);
            case "many rows": return With(data: [.. rows, 1]);
            case "bad zlib": return Rebuilt(good, idat => idat[^1] ^= 1);       // the Adler-32 checksum at the end
            case "filter 5": return With(data: [5, .. rows[1..]]);
            case "bomb": return With(1_000_000, 1_000_000);
            case "huge for its data": return With(20_000, 20_000);
            case "depth 3": return With(depth: 3);
            case "no width": return With(width: 0);
            case "critical": return [.. good[..33], .. Piece("ABCD", []), .. good[33..]];
            case "palette index": return With(color: 3, palette: [1, 2, 3]);
            case "no palette": return With(color: 3);
            default: throw new ArgumentException(damage);
        }
    }

    // The file with its IDAT chunk (behind the 33 bytes of signature and IHDR, before the 12 of IEND) changed and a right checksum put to it.
    static byte[] Rebuilt(byte[] file, Action<byte[]> change)
    {
        var idat = file[41..^16];
        change(idat);
        return [.. file[..33], .. Piece("IDAT", idat), .. file[^12..]];
    }

    static byte[] Piece(string type, byte[] data)
    {
        var piece = new MemoryStream();
        Chunk(piece, type, data);
        return piece.ToArray();
    }

    /// <summary>A PNG file of whole chunks with these fields, whether they make sense or not.</summary>
    public static byte[] Make(int width, int height, byte depth, byte color, byte interlace, byte[] rows, byte[] palette, byte[] transparency)
    {
        var file = new MemoryStream();
        file.Write([0x89, .. "PNG\r\n\x1a\n"u8]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = (depth, color, interlace);
        Chunk(file, "IHDR", header);
        if (palette.Length > 0)
            Chunk(file, "PLTE", palette);
        if (transparency.Length > 0)
            Chunk(file, "tRNS", transparency);
        Chunk(file, "IDAT", Pack(rows));
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    static byte[] Pack(byte[] rows)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(rows);
        return packed.ToArray();
    }

    // The checksum bit by bit, as the specification defines it.
    static void Chunk(MemoryStream file, string type, byte[] data)
    {
        byte[] body = [.. System.Text.Encoding.ASCII.GetBytes(type), .. data];
        var crc = uint.MaxValue;
        foreach (var b in body)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }

        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~crc);
        file.Write(number);
    }

    static bool IsImage(string name) => name.EndsWith(".png", StringComparison.Ordinal);

    static Dictionary<string, byte[]> ReadGolden()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("golden/png-matrix.zip")!;
        using var zip = new ZipArchive(stream);
        return zip.Entries.ToDictionary(e => e.FullName, e =>
        {
            using var content = e.Open();
            var bytes = new byte[e.Length];
            content.ReadExactly(bytes);
            return bytes;
        });
    }
}
