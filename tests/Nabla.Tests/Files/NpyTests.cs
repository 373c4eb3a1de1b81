using System.Text;
using Nabla.Files;
using Nabla.Testing;

namespace Nabla.Tests.Files;

public class NpyTests
{
    [Theory]
    [InlineData("f4.npy", ElementType.F32, 3, 4)]
    [InlineData("f8_fortran.npy", ElementType.F64, 2, 3, 4)]
    [InlineData("f4_big_fortran.npy", ElementType.F32, 3, 2)]
    [InlineData("f2.npy", ElementType.F16, 6)]
    [InlineData("empty.npy", ElementType.F32, 0, 3)]
    public void FloatsOfNumPyAreRead(string name, ElementType type, params int[] shape)
    {
        var data = Read(name);
        Assert.Equal(type, data.Type);
        Assert.Equal(shape.Select(s => (long)s), data.Shape);
        Assert.Equal(Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(i => Golden.Value(i)), data.To<double>());
    }

    [Theory]
    [InlineData("i2_big.npy", ElementType.I16, 5)]
    [InlineData("scalar.npy", ElementType.I64)]
    [InlineData("version2.npy", ElementType.I32, 2, 5)]
    [InlineData("version3.npy", ElementType.I32, 2, 5)]
    public void WholeNumbersOfNumPyAreRead(string name, ElementType type, params int[] shape)
    {
        var data = Read(name);
        Assert.Equal(type, data.Type);
        Assert.Equal(shape.Select(s => (long)s), data.Shape);
        Assert.Equal(Golden.Longs(shape.Aggregate(1, (a, b) => a * b)), data.To<long>());
    }

    [Fact]
    public void BoolsAndBytesOfNumPyAreRead()
    {
        Assert.Equal(Enumerable.Range(0, 7).Select(i => Golden.Value(i) > 0), Read("bool.npy").To<bool>());
        Assert.Equal(Enumerable.Range(0, 8).Select(i => (byte)Math.Abs(Golden.Value(i))), Read("u1.npy").To<byte>());
    }

    [Theory]
    [InlineData("f4.npy")]
    [InlineData("f2.npy")]
    [InlineData("bool.npy")]
    [InlineData("scalar.npy")]
    [InlineData("empty.npy")]
    [InlineData("u1.npy")]
    public void WritesWhatNumPyWritesByteForByte(string name)
    {
        var written = new MemoryStream();
        Npy.Write(written, Read(name));
        Assert.Equal(Golden.Bytes(name), written.ToArray());
    }

    [Theory]
    [InlineData("stored.npz", 3)]
    [InlineData("deflated.npz", 30)]
    public void ArchivesOfNumPyAreRead(string name, int rows)
    {
        var arrays = Npz.Read(new MemoryStream(Golden.Bytes(name)), name);
        Assert.Equal(["a", "b"], arrays.Keys.Order());
        Assert.Equal([rows, 4], arrays["a"].Shape);
        Assert.Equal(Golden.Floats(4 * rows), arrays["a"].To<float>());
        Assert.Equal(Golden.Longs(5), arrays["b"].To<long>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ArchivesSurviveARoundTrip(bool compress)
    {
        using var folder = new TemporaryFolder();
        Npz.Save(folder["x.npz"], [("a", ArrayData.Of<float>([1, 2, 3], 3)), ("deep/b", ArrayData.Of<double>([4], 1, 1))], compress);
        var arrays = Npz.Load(folder["x.npz"]);
        Assert.Equal([1f, 2, 3], arrays["a"].To<float>());
        Assert.Equal([4.0], arrays["deep/b"].To<double>());
        Assert.Equal([1, 1], arrays["deep/b"].Shape);
    }

    [Fact]
    public void AFlippedBitInAnArchiveIsSeenByItsChecksum()
    {
        var bytes = Golden.Bytes("stored.npz");
        bytes[bytes.AsSpan().IndexOf("\n"u8) + 3] ^= 1;        // in the data of the first array
        var e = Assert.Throws<DataFormatException>(() => Npz.Read(new MemoryStream(bytes), "x.npz"));
        Assert.Contains("'a.npy', the archive's directory: expected CRC", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (500000000,), }", "byte 128: expected 2000000000 bytes for F32 (500000000), got 4")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4), }", "expected an array of at most 2 GB")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }", "byte 128: expected 48 bytes for F32 (3, 4), got 4")]
    [InlineData("{'descr': '<f4', 'shape': (1,), }", "expected descr, fortran_order and shape")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", "expected a type of numbers such as <f4, <i8 or |b1, got '|O'")]
    [InlineData("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (1,), }", "got a structured type with fields")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", "expected a whole number from 0 to 2^63 - 1, got '-1,), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), } x", "expected nothing more, got 'x")]
    public void BadHeadersAreNamed(string header, string expected)
    {
        byte[] file = [0x93, .. "NUMPY\x01\0v\0"u8, .. Encoding.ASCII.GetBytes(header.PadRight(117) + "\n"), 0, 0, 0, 0];
        var e = Assert.Throws<DataFormatException>(() => Npy.Read(new MemoryStream(file), file.Length, "x.npy"));
        Assert.StartsWith("x.npy, ", e.Message, StringComparison.Ordinal);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ArraysBecomeTensorsAndBack()
    {
        var tensor = Read("f8_fortran.npy").ToTensor();
        Assert.Equal(DType.Float64, tensor.DType);
        Assert.Equal([2, 3, 4], tensor.Shape.ToArray());
        Assert.Equal(Enumerable.Range(0, 24).Select(i => Golden.Value(i)), tensor.ToArray<double>());
        Assert.Equal(Golden.Longs(5), Array.ConvertAll(Read("i2_big.npy").ToTensor().ToArray<int>(), i => (long)i));
        var written = new MemoryStream();
        Npy.Write(written, ArrayData.Of(Read("f4.npy").ToTensor()));
        Assert.Equal(Golden.Bytes("f4.npy"), written.ToArray());
    }

    [Fact]
    public void ValuesThatWouldBeLostAreNotConverted()
    {
        var e = Assert.Throws<ArgumentException>(() => ArrayData.Of<double>([1.5], 1).To<float>());
        Assert.Equal("F64 elements cannot be read as Single without loss.", e.Message);
    }

    static ArrayData Read(string name)
    {
        var bytes = Golden.Bytes(name);
        return Npy.Read(new MemoryStream(bytes), bytes.Length, name);
    }
}
