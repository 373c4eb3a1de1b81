using System.IO.Compression;
using System.Security.Cryptography;

namespace Nabla.Train.Data;

/// <summary>SHA-256 of files, as lower-case hexadecimal digits.</summary>
public static class Checksum
{
    /// <summary>Of the file's bytes.</summary>
    public static string OfFile(string path)
    {
        using var stream = Open(path);
        return Hex(stream);
    }

    /// <summary>Of what a gzip file unpacks to; a file that is not packed counts as it is.</summary>
    /// <exception cref="InvalidDataException">The gzip stream is damaged.</exception>
    public static string OfUnpacked(string path)
    {
        using var stream = Open(path);
        var packed = stream.ReadByte() == 0x1f && stream.ReadByte() == 0x8b;
        stream.Position = 0;
        if (!packed)
            return Hex(stream);
        using var unpacked = new GZipStream(stream, CompressionMode.Decompress);
        return Hex(unpacked);
    }

    static string Hex(Stream stream) => Convert.ToHexStringLower(SHA256.HashData(stream));

    static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
}
