using System.IO.Compression;
using Nabla.Files;

namespace Nabla.Train.Data.Formats;

/// <summary>Unpacks the rows of a PNG image: zlib, filters, samples of 1 to 16 bits, Adam7.</summary>
static class PngRows
{
    /// <summary>All samples as stored, row-major: (height, width, samples of a pixel).</summary>
    public static ushort[] Read(PngChunks chunks, string file)
    {
        var header = chunks.Header;
        var samples = new ushort[(long)header.Width * header.Height * header.Samples];
        using var packed = new MemoryStream(chunks.Packed(), writable: false);
        using var data = new ZLibStream(packed, CompressionMode.Decompress);
        try
        {
            foreach (var pass in header.Passes())
                ReadPass(data, header, pass, samples, file);
            if (data.ReadByte() >= 0)
                throw new DataFormatException(file, "the image data", "its end after the last row", "more bytes");
        }
        catch (InvalidDataException e)
        {
            throw new DataFormatException(file, "the image data", "a whole zlib stream", e.Message.TrimEnd('.'), e);
        }

        return samples;
    }

    static void ReadPass(Stream data, PngHeader header, PngPass pass, ushort[] samples, string file)
    {
        var bytes = (int)header.RowBytes(pass.Width);
        var pixelBytes = Math.Max(1, header.Samples * header.Depth / 8);
        var (above, row) = (new byte[1 + bytes], new byte[1 + bytes]);
        for (var y = 0; y < pass.Height; y++)
        {
            var got = data.ReadAtLeast(row, row.Length, throwOnEndOfStream: false);
            if (got < row.Length)
                throw new DataFormatException(
                    file, $"row {pass.Y + y * pass.StepY} of the image data", $"{row.Length} bytes", $"{got}, it is cut off");
            if (!Unfilter(row[0], row.AsSpan(1), above.AsSpan(1), pixelBytes))
                throw new DataFormatException(file, $"row {pass.Y + y * pass.StepY} of the image data", "a filter of 0 to 4", $"{row[0]}");
            Unpack(row.AsSpan(1), header, pass, (pass.Y + (long)y * pass.StepY) * header.Width, samples);
            (above, row) = (row, above);
        }
    }

    // a is the byte one pixel to the left, b above, c above left; x += f(a, b, c) modulo 256.
    static bool Unfilter(byte filter, Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        switch (filter)
        {
            case 0:
                break;
            case 1:
                for (var i = step; i < row.Length; i++)
                    row[i] += row[i - step];
                break;
            case 2:
                for (var i = 0; i < row.Length; i++)
                    row[i] += above[i];
                break;
            case 3:
                for (var i = 0; i < row.Length; i++)
                    row[i] += (byte)(((i < step ? 0 : row[i - step]) + above[i]) / 2);
                break;
            case 4:
                for (var i = 0; i < row.Length; i++)
                    row[i] += i < step ? above[i] : Paeth(row[i - step], above[i], above[i - step]);
                break;
            default:
                return false;
        }

        return true;
    }

    /// <summary>Of a, b and c the one nearest to a + b − c; at a tie a before b before c.</summary>
    public static byte Paeth(byte a, byte b, byte c)
    {
        var (toA, toB, toC) = (Math.Abs(b - c), Math.Abs(a - c), Math.Abs(a + b - 2 * c));
        return toA <= toB && toA <= toC ? a : toB <= toC ? b : c;
    }

    static void Unpack(ReadOnlySpan<byte> row, PngHeader header, PngPass pass, long firstPixel, ushort[] samples)
    {
        var (count, depth) = (header.Samples, header.Depth);
        for (var i = 0; i < pass.Width; i++)
        {
            var to = samples.AsSpan((int)((firstPixel + pass.X + (long)i * pass.StepX) * count), count);
            for (var s = 0; s < count; s++)
            {
                var at = i * count + s;
                to[s] = depth switch
                {
                    16 => (ushort)(row[2 * at] << 8 | row[2 * at + 1]),
                    8 => row[at],
                    _ => (ushort)(row[at * depth / 8] >> (8 - depth - at * depth % 8) & ((1 << depth) - 1)),
                };
            }
        }
    }
}
