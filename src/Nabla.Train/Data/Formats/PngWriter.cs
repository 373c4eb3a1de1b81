using System.Buffers.Binary;
using System.IO.Compression;
using Nabla.Files;

namespace Nabla.Train.Data.Formats;

/// <summary>Writes 8-bit PNG images; each row gets the filter whose bytes, read as signed, have the smallest sum of magnitudes.</summary>
static class PngWriter
{
    const int Filters = 5;

    public static void Write(Stream stream, ReadOnlySpan<byte> samples, int height, int width, int channels)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (height < 1 || width < 1 || channels is < 1 or > 4 || samples.Length != (long)height * width * channels)
            throw new ArgumentException($"A PNG image of ({height}, {width}, {channels}) does not have {samples.Length} samples.");

        stream.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[PngHeader.Length];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = (byte)(channels switch { 1 => PngColor.Grey, 2 => PngColor.GreyAlpha, 3 => PngColor.Rgb, _ => PngColor.RgbAlpha });
        WriteChunk(stream, "IHDR"u8, header);
        WriteChunk(stream, "IDAT"u8, Pack(samples, width * channels, channels));
        WriteChunk(stream, "IEND"u8, []);
    }

    static byte[] Pack(ReadOnlySpan<byte> samples, int rowBytes, int step)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            ReadOnlySpan<byte> above = new byte[rowBytes];
            var best = new byte[1 + rowBytes];
            var tried = new byte[1 + rowBytes];
            for (; samples.Length > 0; samples = samples[rowBytes..])
            {
                var row = samples[..rowBytes];
                var least = long.MaxValue;
                for (byte filter = 0; filter < Filters; filter++)
                {
                    var sum = Filter(filter, row, above, step, tried);
                    if (sum >= least)
                        continue;
                    least = sum;
                    (best, tried) = (tried, best);
                }

                zlib.Write(best);
                above = row;
            }
        }

        return packed.ToArray();
    }

    static long Filter(byte filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int step, byte[] to)
    {
        long sum = 0;
        to[0] = filter;
        for (var i = 0; i < row.Length; i++)
        {
            var (a, c) = i < step ? ((byte)0, (byte)0) : (row[i - step], above[i - step]);
            var b = above[i];
            var guess = filter switch { 0 => 0, 1 => a, 2 => b, 3 => (a + b) / 2, _ => PngRows.Paeth(a, b, c) };
            var rest = (byte)(row[i] - guess);
            to[1 + i] = rest;
            sum += Math.Abs((int)(sbyte)rest);
        }

        return sum;
    }

    static void WriteChunk(Stream stream, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        stream.Write(number);
        stream.Write(type);
        stream.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Of(data, Crc32.Of(type)));
        stream.Write(number);
    }
}
