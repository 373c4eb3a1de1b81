using System.Buffers.Binary;
using System.Text;
using Nabla.Files;
using Nabla.Testing;

namespace Nabla.Tests.Files;

public class SafetensorsTests
{
    [Fact]
    public void EveryTypeThatIsReadOutHasItsValues()
    {
        using var file = Open(Golden.Bytes("all.safetensors"));
        Assert.Equal(Golden.Floats(12), file.Read<float>("layer.weight"));
        Assert.Equal([3, 4], file.Find("layer.weight")!.Shape);
        Assert.Equal([-12L], file.Read<long>("steps"));
        Assert.Empty(file.Find("steps")!.Shape);
        Assert.Equal([false, false, true, false, false], file.Read<bool>("mask"));
        Assert.Equal(Golden.Floats(3), file.Read<float>("half"));
        Assert.Equal([(Half)(-12.5), (Half)(-3.25), (Half)6], file.Read<Half>("half"));
        Assert.Equal(Golden.Floats(6), file.Read<float>("brain"));
        Assert.Equal([-12.5, -3.25], file.Read<double>("double"));
        Assert.Equal(new byte[] { 12, 3, 6 }, file.Read<byte>("bytes"));
        Assert.Equal([12f, 3, 6], file.Read<float>("bytes"));
        Assert.Equal(new sbyte[] { -12, -3, 6 }, file.Read<sbyte>("small"));
        Assert.Equal(new short[] { -12, -3, 6 }, file.Read<short>("short"));
        Assert.Equal([-12, -3, 6], file.Read<int>("int"));
        Assert.Equal([-12L, -3, 6], file.Read<long>("int"));
        Assert.Empty(file.Read<float>("none"));
        Assert.Equal([-12.5f], file.Read<float>("ünï \"quoted\" 名"));
        Assert.Equal("pt", file.Metadata["format"]);
    }

    [Fact]
    public void APartOfATensorIsReadAlone()
    {
        using var file = Open(Golden.Bytes("all.safetensors"));
        var part = new double[5];
        file.Read<double>(file.Find("layer.weight")!, 4, part);
        Assert.Equal(Golden.Floats(9)[4..].Select(f => (double)f), part);
    }

    [Theory]
    [InlineData("all.safetensors")]
    [InlineData("empty.safetensors")]
    public void WritesTheReferenceLayoutByteForByte(string name)
    {
        using var file = Open(Golden.Bytes(name));
        var written = new MemoryStream();
        Safetensors.Write(written, file.Entries.Reverse().Select(e => (e.Name, file.ReadArray(e))), file.Metadata);
        Assert.Equal(Golden.Bytes(name), written.ToArray());
    }

    [Theory]
    [InlineData("", "byte 8: expected a JSON header that starts with '{', got an empty header")]
    [InlineData(" {}", "byte 8: expected a JSON header that starts with '{', got byte 0x20")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", null, 4)]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4],\"later\":{\"x\":[1]}}}  ", null, 4)]
    [InlineData("{\"a\":{\"dtype\":\"F4\",\"shape\":[2],\"data_offsets\":[0,1]}}", null, 1)]
    [InlineData("{\"a\":{\"dtype\":\"F4\",\"shape\":[3],\"data_offsets\":[0,1]}}", "'a', shape: expected a whole number of bytes below 2^63", 1)]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "the data: expected 4 bytes as the header says, got 3, the file is cut off", 3)]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "the data: expected 4 bytes as the header says, got 5, the file is too long", 5)]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", "tensor 'a': expected 8 bytes for F32 (2), got data_offsets of 4 bytes", 4)]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}", "'a', shape: expected a whole number of bytes below 2^63")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}", "'a', shape: expected a whole number from 0 to 2^63 - 1, got '-1'", 4)]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1.0],\"data_offsets\":[0,4]}}", "'a', shape: expected a whole number from 0 to 2^63 - 1, got '1.0'", 4)]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[4,0]}}", "'a', data_offsets: expected [begin, end] with begin <= end, got [4, 0]", 4)]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", "'a': expected data from offset 0, without hole or overlap, got offset 4", 8)]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[2,6]}}", "'b': expected data from offset 4", 6)]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]},\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}", "the header: expected every name once, got 'a' twice")]
    [InlineData("{\"a\":{\"dtype\":\"f32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "'a', dtype: expected a type such as F32 or I64, got 'f32'", 4)]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "tensor 'a': expected 'dtype' once, got it twice", 4)]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", "tensor 'a': expected dtype, shape and data_offsets, got no data_offsets")]
    [InlineData("{\"__metadata__\":{\"a\":1}}", "__metadata__ 'a': expected a string, got '1'")]
    [InlineData("{\"a\":", "the header: expected valid JSON")]
    [InlineData("{} x", "the header: expected valid JSON")]
    [InlineData("{\"\\ud800\":1}", "the header: expected valid JSON")]
    public void EveryRuleOfTheFormatIsChecked(string header, string? error, int dataBytes = 0)
    {
        var bytes = File(Encoding.UTF8.GetBytes(header), dataBytes);
        if (error is null)
            Assert.Single(Open(bytes).Entries);
        else
            Assert.Contains(error, Assert.Throws<DataFormatException>(() => Open(bytes)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "byte 0: expected 8 bytes that give the header's size, got a file of 0 bytes.")]
    [InlineData(7, "byte 0: expected 8 bytes that give the header's size, got a file of 7 bytes.")]
    [InlineData(20, "byte 0: expected a header of at most 12 bytes, got 1152921504606846976.")]
    public void AHeaderBeyondTheFileIsRefusedBeforeMemoryIsTaken(int length, string error)
    {
        var bytes = new byte[length];
        if (length >= 8)
            BinaryPrimitives.WriteInt64LittleEndian(bytes, 1L << 60);
        Assert.Equal("x.safetensors, " + error, Assert.Throws<DataFormatException>(() => Open(bytes)).Message);
    }

    [Fact]
    public void InvalidUtf8IsRefused() =>
        Assert.Contains("expected UTF-8 text", Assert.Throws<DataFormatException>(() => Open(File([(byte)'{', 0xff, (byte)'}'], 0))).Message, StringComparison.Ordinal);

    [Fact]
    public void ABoolThatIsNeitherZeroNorOneIsRefused()
    {
        var bytes = File(Encoding.UTF8.GetBytes("{\"a\":{\"dtype\":\"BOOL\",\"shape\":[2],\"data_offsets\":[0,2]}}"), 2);
        bytes[^1] = 2;
        using var file = Open(bytes);
        var e = Assert.Throws<DataFormatException>(() => file.Read<bool>("a"));
        Assert.Equal("x.safetensors, tensor 'a': expected 0 or 1 in each byte of BOOL, got 2.", e.Message);
    }

    [Fact]
    public void WrongUseIsNamed()
    {
        using var file = Open(Golden.Bytes("all.safetensors"));
        Assert.Contains("x.safetensors: double F64 (2) cannot be read as Single without loss.", Message(() => file.Read<float>("double")), StringComparison.Ordinal);
        Assert.Contains("x.safetensors has no tensor 'wieght'; it has: steps, double", Message(() => file.Read<float>("wieght")), StringComparison.Ordinal);
        Assert.Contains("has 12 elements, asked for 4 from 9", Message(() => file.Read<float>(file.Find("layer.weight")!, 9, new float[4])), StringComparison.Ordinal);
        var twice = ArrayData.Of<float>([1], 1);
        Assert.Contains("'a' is used twice", Message(() => Safetensors.Write(Stream.Null, [("a", twice), ("a", twice)])), StringComparison.Ordinal);
        Assert.Contains("'__metadata__' is reserved", Message(() => Safetensors.Write(Stream.Null, [("__metadata__", twice)])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("layer.weight", DType.Float32, 3, 4)]
    [InlineData("half", DType.Float32, 3)]
    [InlineData("brain", DType.Float32, 2, 3)]
    [InlineData("double", DType.Float64, 2)]
    [InlineData("none", DType.Float32, 0, 2)]
    [InlineData("steps", DType.Int64)]
    [InlineData("small", DType.Int32, 3)]
    [InlineData("short", DType.Int32, 3)]
    [InlineData("int", DType.Int32, 3)]
    [InlineData("mask", DType.Bool, 5)]
    public void TensorsAreLoaded(string name, DType dtype, params int[] shape)
    {
        using var folder = new TemporaryFolder();
        System.IO.File.WriteAllBytes(folder["m.safetensors"], Golden.Bytes("all.safetensors"));
        var tensor = Safetensors.Load(folder["m.safetensors"])[name];
        Assert.Equal(dtype, tensor.DType);
        Assert.Equal(shape, tensor.Shape.ToArray());
        var expected = Enumerable.Range(0, (int)tensor.Length).Select(i => Golden.Value(i));
        Assert.Equal(
            dtype is DType.Bool ? expected.Select(v => v > 0 ? 1.0 : 0) : dtype.IsFloating() ? expected : expected.Select(Math.Truncate), tensor.ToDoubles());
    }

    [Fact]
    public void TensorsAndViewsSurviveARoundTrip()
    {
        using var folder = new TemporaryFolder();
        var matrix = Tensor.Of([[1f, 2, 3], [4, 5, 6]]);
        var turned = matrix.View(new Layout([3, 2], [1, 3], 0));
        Safetensors.Save(
            folder["m.safetensors"],
            [("w", matrix), ("wt", turned), ("n", Tensor.Scalar(7, DType.Int64)), ("m", Tensor.Of(true, false)), ("d", Tensor.Of(1e300))],
            new Dictionary<string, string> { ["format"] = "pt" });
        var back = Safetensors.Load(folder["m.safetensors"]);
        Assert.Equal([1f, 2, 3, 4, 5, 6], back["w"].ToArray<float>());
        Assert.Equal([1f, 4, 2, 5, 3, 6], back["wt"].ToArray<float>());
        Assert.Equal([3, 2], back["wt"].Shape.ToArray());
        Assert.Equal([7L], back["n"].ToArray<long>());
        Assert.Equal([true, false], back["m"].ToArray<bool>());
        Assert.Equal([1e300], back["d"].ToArray<double>());
        using var file = SafetensorsFile.Open(folder["m.safetensors"]);
        Assert.Equal("pt", file.Metadata["format"]);
        Assert.Equal(["n", "d", "w", "wt", "m"], file.Entries.Select(e => e.Name));
    }

    [Theory]
    [InlineData("U64", 1, "[1]", "expected elements that a tensor can hold, got U64.")]
    [InlineData("U8", 0, "[0,4294967296]", "expected at most 8 axes below 2^31, got (0, 4294967296).")]
    [InlineData("U8", 1, "[1,1,1,1,1,1,1,1,1]", "expected at most 8 axes below 2^31, got (1, 1, 1, 1, 1, 1, 1, 1, 1).")]
    public void WhatNoTensorHoldsIsNamed(string dtype, int count, string shape, string error)
    {
        var bytes = count * (dtype == "U64" ? 8 : 1);
        using var file = Open(File(Encoding.UTF8.GetBytes($"{{\"a\":{{\"dtype\":\"{dtype}\",\"shape\":{shape},\"data_offsets\":[0,{bytes}]}}}}"), bytes));
        Assert.Equal("x.safetensors, tensor 'a': " + error, Assert.Throws<DataFormatException>(() => file.ReadTensor(file.Entries[0])).Message);
    }

    [Fact]
    public void AFileOnDiskSurvivesARoundTrip()
    {
        using var folder = new TemporaryFolder();
        var values = Golden.Floats(100_000);
        Safetensors.Save(folder["m.safetensors"], [("w", ArrayData.Of<float>(values, 250, 400))]);
        using var file = SafetensorsFile.Open(folder["m.safetensors"]);
        Assert.Equal(values, file.Read<float>("w"));
        Assert.Equal(Array.ConvertAll(values, v => (double)v), file.Read<double>("w"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ManyThreadsReadOneFile(bool onDisk)
    {
        using var folder = new TemporaryFolder();
        var names = Enumerable.Range(0, 8).Select(i => $"t{i}").ToArray();
        Safetensors.Save(folder["m.safetensors"], names.Select((name, i) => (name, Tensor.Full([20_000], i))));
        using var stream = new MemoryStream(System.IO.File.ReadAllBytes(folder["m.safetensors"]));
        using var file = onDisk ? SafetensorsFile.Open(folder["m.safetensors"]) : SafetensorsFile.Read(stream, "m.safetensors");
        Parallel.For(0, 200, turn => Assert.All(file.Read<double>(names[turn % 8]), value => Assert.Equal(turn % 8, value)));
    }

    static string Message(Action use) => Assert.Throws<ArgumentException>(use).Message;

    static SafetensorsFile Open(byte[] bytes) => SafetensorsFile.Read(new MemoryStream(bytes), "x.safetensors");

    static byte[] File(byte[] header, int dataBytes)
    {
        var bytes = new byte[8 + header.Length + dataBytes];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, header.Length);
        header.CopyTo(bytes, 8);
        return bytes;
    }
}
