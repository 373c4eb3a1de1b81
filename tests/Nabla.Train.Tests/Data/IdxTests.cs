using System.IO.Compression;
using Nabla.Files;
using Nabla.Testing;
using Nabla.Train.Data.Formats;

namespace Nabla.Train.Tests.Data;

public class IdxTests
{
    // Written out by hand: two rows of three bytes, and two 16-bit numbers.
    static readonly byte[] Bytes = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 10, 20, 30, 40, 50, 60];
    static readonly byte[] Shorts = [0, 0, 0x0B, 1, 0, 0, 0, 2, 0x01, 0x02, 0xff, 0xfe];

    [Fact]
    public void BytesAndBigEndianNumbersAreRead()
    {
        var data = Idx.Read(new MemoryStream(Bytes), "x");
        Assert.Equal([2, 3], data.Shape);
        Assert.Equal(new byte[] { 10, 20, 30, 40, 50, 60 }, data.To<byte>());
        Assert.Equal([0x0102, -2], Idx.Read(new MemoryStream(Shorts), "x").To<int>());
    }

    [Fact]
    public void PackedFilesAreRead() => Assert.Equal([0x0102, -2], Idx.Read(new MemoryStream(Pack(Shorts)), "x").To<int>());

    // gzip's format lets streams follow each other, as pigz and cat write them: RFC 1952, 2.2.
    [Fact]
    public void PackedFilesOfSeveralMembersAreRead()
    {
        byte[] packed = [.. Pack(Shorts[..5]), .. Pack(Shorts[5..9]), .. Pack(Shorts[9..])];
        Assert.Equal([0x0102, -2], Idx.Read(new MemoryStream(packed), "x").To<int>());
        Assert.Contains("the last 4 bytes: expected the unpacked size 12, got ", Refused(packed[..^3]), StringComparison.Ordinal);
        packed[^5] ^= 1;        // in the last CRC
        Assert.Contains("packed data: expected a whole gzip stream", Refused(packed), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x.idx")]
    [InlineData("x.idx.gz")]
    public void EveryTypeSurvivesARoundTrip(string name)
    {
        using var folder = new TemporaryFolder();
        foreach (var data in new[]
        {
            ArrayData.Of<byte>([1, 2, 255], 3), ArrayData.Of<sbyte>([-1, 5], 2, 1), ArrayData.Of<short>([-300], 1),
            ArrayData.Of<int>([-70000, 1], 1, 2), ArrayData.Of<float>([1.5f, -2], 2), ArrayData.Of<double>([Math.PI], 1, 1, 1),
        })
        {
            Idx.Save(folder[name], data);
            var back = Idx.Load(folder[name]);
            Assert.Equal((data.Type, data.Shape, data.Bytes), (back.Type, back.Shape, back.Bytes), new Same());
        }
    }

    [Fact]
    public void WritesBigEndian()
    {
        var stream = new MemoryStream();
        Idx.Write(stream, ArrayData.Of<short>([0x0102, -2], 2));
        Assert.Equal(Shorts, stream.ToArray());
        Assert.Throws<ArgumentException>(() => Idx.Write(stream, ArrayData.Of<long>([1], 1)));
    }

    [Theory]
    [InlineData("00000803", "byte 4: expected 12 more bytes, got the end of the file.")]
    [InlineData("0000", "byte 2: expected 2 more bytes, got the end of the file.")]
    [InlineData("89504e47", "byte 0: expected the magic of IDX, such as 00000801 or 00000803, got 89504e47.")]
    [InlineData("00000a01", "byte 0: expected the magic of IDX")]
    [InlineData("00000801000000050102", "byte 8: expected 5 bytes for U8 (5), got 2.")]
    [InlineData("000008010000000101ff", "byte 8: expected 1 bytes for U8 (1), got 2.")]
    [InlineData("00000e0110000000", "byte 4: expected an array of at most 2 GB, got F64 (268435456).")]
    [InlineData("00000803ffffffffffffffffffffffff", "byte 4: expected an array of at most 2 GB")]
    public void DamageIsNamed(string hex, string message)
    {
        var e = Assert.Throws<DataFormatException>(() => Idx.Read(new MemoryStream(Convert.FromHexString(hex)), "x.idx"));
        Assert.StartsWith("x.idx, " + message, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DamageInPackedFilesIsNamed()
    {
        var packed = Pack([0, 0, 8, 1, 0, 0, 100, 0, .. Enumerable.Range(0, 25600).Select(i => (byte)(i * i * i >> 5))]);
        Assert.Contains("more bytes, got the end of the file", Refused(packed[..(packed.Length / 2)]), StringComparison.Ordinal);
        Assert.Contains("the last 4 bytes: expected the unpacked size 25608, got ", Refused(packed[..^3]), StringComparison.Ordinal);
        Assert.Contains("the last 4 bytes: expected the unpacked size 25608, got ", Refused([.. packed, 1, 2, 3]), StringComparison.Ordinal);
        packed[^6] ^= 1;        // in the CRC
        Assert.Contains("packed data: expected a whole gzip stream", Refused(packed), StringComparison.Ordinal);
        Assert.Contains("byte 10: expected the end after U8 (2), got more bytes", Refused(Pack([0, 0, 8, 1, 0, 0, 0, 2, 1, 2, 3])), StringComparison.Ordinal);
        Assert.Contains("byte 8: expected 1073741824 bytes for U8 (1073741824), got at most ", Refused(Pack([0, 0, 8, 1, 0x40, 0, 0, 0, 1])), StringComparison.Ordinal);
    }

    static string Refused(byte[] bytes) => Assert.Throws<DataFormatException>(() => Idx.Read(new MemoryStream(bytes), "x.gz")).Message;

    public static byte[] Pack(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    sealed class Same : IEqualityComparer<(ElementType Type, long[] Shape, byte[] Bytes)>
    {
        public bool Equals((ElementType Type, long[] Shape, byte[] Bytes) x, (ElementType Type, long[] Shape, byte[] Bytes) y) =>
            x.Type == y.Type && x.Shape.SequenceEqual(y.Shape) && x.Bytes.SequenceEqual(y.Bytes);

        public int GetHashCode((ElementType Type, long[] Shape, byte[] Bytes) obj) => 0;
    }
}
