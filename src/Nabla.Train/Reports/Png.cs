using System.Buffers.Binary;
using System.IO.Compression;
using Nabla.Train.RunLogs;

namespace Nabla.Train.Reports;

/// <summary>A small picture as a PNG file (8 bits a channel, unfiltered rows), for use inside a page.</summary>
static class Png
{
    static readonly uint[] CrcTable = MakeCrcTable();

    /// <summary>The file's bytes, or null if the picture's fields contradict each other.</summary>
    public static byte[]? Encode(Picture picture)
    {
        var (width, height, channels, pixels) = picture;
        if (width is < 1 or > 4096 || height is < 1 or > 4096 || channels is not (1 or 3) || pixels.Length != width * height * channels)
            return null;

        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Span<byte> header = stackalloc byte[13];
        header.Clear();
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = 8;
        header[9] = (byte)(channels == 1 ? 0 : 2);              // colour type: grey or RGB
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, Compress(pixels, width * channels));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    static byte[] Compress(byte[] pixels, int rowBytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize))
            for (var at = 0; at < pixels.Length; at += rowBytes)
            {
                zlib.WriteByte(0);                              // filter: none
                zlib.Write(pixels, at, rowBytes);
            }

        return packed.ToArray();
    }

    static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(kind);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, kind), data));
        file.Write(number);
    }

    static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (var b in data)
            crc = CrcTable[(byte)(crc ^ b)] ^ (crc >> 8);
        return crc;
    }

    static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (var n = 0u; n < 256; n++)
        {
            var c = n;
            for (var bit = 0; bit < 8; bit++)
                c = (c & 1) == 0 ? c >> 1 : 0xEDB88320 ^ (c >> 1);      // the polynomial of the PNG specification, bits reversed
            table[n] = c;
        }

        return table;
    }
}
