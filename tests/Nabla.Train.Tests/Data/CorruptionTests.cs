using Nabla.Tests.Files;
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

    // Damage that the checksums hide: chunks are given right ones, so that it reaches what lies behind them.
    [Fact]
    public void PngFilesWithRightChecksumsAreReadOrRefused() =>
        Corruption.Check(
            bytes => Png.Read(Repaired(bytes), "x.png"), memoryPerByte: 1032 * 80, [0x89, .. "PNG\r\n\x1a\n"u8],
            PngTests.Images);

    static byte[] Repaired(byte[] bytes)
    {
        var repaired = (byte[])bytes.Clone();
        for (long at = 8; at + 12 <= bytes.Length;)
        {
            long length = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan((int)at));
            if (at + 12 + length > bytes.Length)
                break;
            var crc = Nabla.Files.Crc32.Of(repaired.AsSpan((int)at + 4, (int)length + 4));
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(repaired.AsSpan((int)(at + 8 + length)), crc);
            at += 12 + length;
        }

        return repaired;
    }
}
