using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Nabla.Train.Reports;
using Nabla.Train.RunLogs;

namespace Nabla.Train.Tests.Reports;

public class PngTests
{
    static byte[] FromPage(Picture picture)
    {
        var page = HtmlReport.Page(new RunSummary([new Evaluated("test", new Dictionary<string, double>(), [], [], [new(0, "a", "b", 1, picture)])]));
        return Convert.FromBase64String(WebUtility.HtmlDecode(Regex.Match(page, "base64,([^\"]*)").Groups[1].Value));
    }

    // Reads the chunks as the PNG specification has them; the CRC is computed bit by bit.
    static Dictionary<string, byte[]> Chunks(byte[] png)
    {
        var chunks = new Dictionary<string, byte[]>();
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            var crc = uint.MaxValue;
            foreach (var b in png.AsSpan(at + 4, length + 4))
            {
                crc ^= b;
                for (var bit = 0; bit < 8; bit++)
                    crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320u);
            }

            Assert.Equal(~crc, BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 8 + length)));
            chunks.Add(Encoding.ASCII.GetString(png, at + 4, 4), png[(at + 8)..(at + 8 + length)]);
            at += length + 12;
        }

        return chunks;
    }

    [Theory]
    [InlineData(1, 1, 1, 0)]
    [InlineData(8, 8, 1, 0)]
    [InlineData(5, 3, 3, 2)]
    public void ThePixelsAreInTheFile(int width, int height, int channels, byte colourType)
    {
        var pixels = Enumerable.Range(0, width * height * channels).Select(i => (byte)(i * 37)).ToArray();
        var chunks = Chunks(FromPage(new Picture(width, height, channels, pixels)));
        Assert.Equal(["IHDR", "IDAT", "IEND"], chunks.Keys);
        Assert.Equal([0, 0, 0, (byte)width, 0, 0, 0, (byte)height, 8, colourType, 0, 0, 0], chunks["IHDR"]);

        using var rows = new MemoryStream();
        using (var zlib = new ZLibStream(new MemoryStream(chunks["IDAT"]), CompressionMode.Decompress))
            zlib.CopyTo(rows);
        var expected = pixels.Chunk(width * channels).SelectMany(row => row.Prepend((byte)0));
        Assert.Equal(expected, rows.ToArray());
    }
}
