using FsCheck.Fluent;
using Nabla.Testing;
using Nabla.Train.Data.Formats;

namespace Nabla.Train.Tests.Data;

public class CorruptionTests
{
    // Deflate can expand 1032 times; elements may be turned around in a copy.
    [Fact]
    public void IdxFilesAreReadOrRefused()
    {
        byte[] plain = [0, 0, 0x0B, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
        Corruption.Check(
            bytes => Idx.Read(new MemoryStream(bytes), "x.idx"), memoryPerByte: 2 * 1032, [0, 0, 8, 1], plain, IdxTests.Pack(plain));
    }

    // Of a packed byte come 1032 unpacked ones, of each in a 1-bit palette image with alpha 8 samples, then 32, of 2 bytes.
    [Fact]
    public void PngFilesAreReadOrRefused() =>
        Corruption.Check(
            bytes => Png.Read(bytes, "x.png"), memoryPerByte: 1032 * 80, [0x89, .. "PNG\r\n\x1a\n"u8],
            PngTests.Images);

    // Random headers, palettes and rows in chunks and streams that are themselves whole, so that checksums do not hide what is inside.
    [Fact]
    public void PngFilesWithRightChecksumsAreReadOrRefused()
    {
        var some =
            from width in Gen.Elements(1, 2, 7, 8, 33, 4000, int.MaxValue)
            from height in Gen.Elements(1, 3, 9, 60_000, int.MaxValue)
            from depth in Gen.Elements<byte>(1, 2, 4, 8, 16, 3)
            from color in Gen.Elements<byte>(0, 2, 3, 4, 6, 3, 3, 1)
            from interlace in Gen.Elements<byte>(0, 0, 1, 2)
            from palette in Gen.Choose(0, 9)
            from alpha in Gen.Elements(0, 0, 1, 2, 6)
            from length in Gen.Choose(0, 300)
            from right in Gen.Elements(true, true, false)
            from seed in Gen.Choose(0, 1 << 30)
            let rows = Rows(right ? Needed(width, height, depth, color) : length, seed)
            select PngTests.Make(width, height, depth, color, interlace, rows, new byte[3 * palette], new byte[alpha]);
        Corruption.Check(bytes => Png.Read(bytes, "x.png"), memoryPerByte: 1032 * 80, some);
    }

    // Bytes of all rows with their filter bytes, not interlaced; at most 2000.
    static int Needed(int width, int height, int depth, int color) =>
        (int)Int128.Min(2000, (Int128)height * (1 + ((Int128)width * depth * (color switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 }) + 7) / 8));

    // Bytes below 5 are common, as filters must be.
    static byte[] Rows(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (byte)random.Next(random.Next(2) == 0 ? 5 : 256))];
    }
}
