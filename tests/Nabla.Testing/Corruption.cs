using FsCheck;
using FsCheck.Fluent;
using Nabla.Files;
using Xunit;

namespace Nabla.Testing;

/// <summary>
/// Random bytes and damaged valid files for a reader. It must read them or throw <see cref="DataFormatException"/>: no other
/// exception, and no more memory than the bytes given can account for.
/// </summary>
public static class Corruption
{
    const int Rounds = 3000;
    const long FixedMemory = 4 << 20;       // buffers that do not depend on the input, first calls, exception texts

    // What the headers of text and binary formats may stumble over: sizes out of bounds, signs, brackets.
    static readonly byte[][] Words =
    [
        "0"u8.ToArray(), "-1"u8.ToArray(), "7"u8.ToArray(), "30000000"u8.ToArray(), "99999999"u8.ToArray(),
        "4294967297"u8.ToArray(), "9223372036854775807"u8.ToArray(),
        "1e3"u8.ToArray(), "\""u8.ToArray(), "'"u8.ToArray(), "{"u8.ToArray(), "]"u8.ToArray(), [0, 0, 0, 0], [0xff, 0xff, 0xff, 0xff],
        [0x7f, 0xff, 0xff, 0xff], [0, 0x40, 0, 0], [0xff, 0xff, 0xff, 0x7f],
    ];

    /// <summary>One change of a file. Values that matter to headers (0, 1, 0x7f, 0x80, 0xff) come up often.</summary>
    readonly record struct Edit(int Kind, int Position, byte Value)
    {
        public byte[] Apply(byte[] bytes)
        {
            var at = bytes.Length == 0 ? 0 : Position % bytes.Length;
            return Kind switch
            {
                0 when bytes.Length > 0 => [.. bytes[..at], Value, .. bytes[(at + 1)..]],
                1 => bytes[..at],
                2 => [.. bytes[..at], Value, .. bytes[at..]],
                3 when bytes.Length > 0 => [.. bytes[..at], .. bytes[(at + 1)..]],
                4 => [.. bytes[..at], .. bytes[(at / 2)..]],
                5 when bytes.Length > 0 => [.. bytes[..at], (byte)(bytes[at] ^ (1 << (Value & 7))), .. bytes[(at + 1)..]],
                6 => Overwrite(bytes, at, at + 4),
                7 => OverwriteNumber(bytes, at),
                _ => [.. bytes, Value],
            };
        }

        byte[] Overwrite(byte[] bytes, int start, int end) => [.. bytes[..start], .. Words[Value % Words.Length], .. bytes[Math.Min(end, bytes.Length)..]];

        // the first number written in digits from there on
        byte[] OverwriteNumber(byte[] bytes, int at)
        {
            var start = bytes.AsSpan(at).IndexOfAnyInRange((byte)'0', (byte)'9');
            if (start < 0)
                return bytes;
            var length = bytes.AsSpan(at + start).IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            return Overwrite(bytes, at + start, length < 0 ? bytes.Length : at + start + length);
        }
    }

    static readonly Gen<byte> SomeByte = Gen.OneOf(Gen.Elements<byte>(0, 1, 0x7f, 0x80, 0xff), Gen.Choose(0, 255).Select(b => (byte)b));

    static readonly Gen<Edit> SomeEdit =
        from kind in Gen.Elements(0, 1, 2, 3, 4, 5, 6, 7, 7, 7, 8)
        from near in Gen.Elements(16, 200, 1 << 20)     // headers are short: most edits go there
        from position in Gen.Choose(0, near)
        from value in SomeByte
        select new Edit(kind, position, value);

    /// <summary>Random bytes, with and without the magic number, and the valid files with up to four edits.</summary>
    public static void Check(Action<byte[]> read, long memoryPerByte, byte[] magic, params byte[][] valid)
    {
        foreach (var file in valid)
            read(file);

        var random = SomeByte.ArrayOf();
        var damaged =
            from file in Gen.Elements(valid)
            from count in Gen.Elements(1, 1, 1, 2, 4)       // most single: a second one tends to hide the first
            from edits in SomeEdit.ListOf(count)
            select edits.Aggregate(file, (bytes, edit) => edit.Apply(bytes));
        Check(read, memoryPerByte, Gen.Frequency((1, random), (1, random.Select(b => (byte[])[.. magic, .. b])), (6, damaged)));
    }

    /// <summary>As above, for files made in some other way.</summary>
    public static void Check(Action<byte[]> read, long memoryPerByte, Gen<byte[]> any)
    {
        var property = Prop.ForAll(any.ToArbitrary(), bytes => ReadsOrRefuses(read, bytes, memoryPerByte));
        property.Check(Config.QuickThrowOnFailure.WithMaxTest(Rounds).WithReplay(20260, 1121));
    }

    static void ReadsOrRefuses(Action<byte[]> read, byte[] bytes, long memoryPerByte)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            read(bytes);
        }
        catch (DataFormatException e)
        {
            Assert.InRange(e.Message.Length, 10, 600);
            Assert.DoesNotContain('\n', e.Message);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, FixedMemory + memoryPerByte * bytes.Length);
    }
}
