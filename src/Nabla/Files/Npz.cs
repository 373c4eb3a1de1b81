using System.IO.Compression;

namespace Nabla.Files;

/// <summary>
/// NumPy's .npz files: a zip archive with one .npy file for each array, stored (np.savez) or deflated (np.savez_compressed).
/// </summary>
public static class Npz
{
    const string Extension = ".npy";
    static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);     // zip's first day: same content, same bytes

    /// <summary>Reads all arrays of an archive, by name without .npy. Entries of other kinds are passed over.</summary>
    /// <exception cref="DataFormatException">It is not an archive of arrays of numbers, or it is damaged.</exception>
    public static Dictionary<string, ArrayData> Load(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Read(stream, path);
    }

    /// <summary>Writes arrays to an archive, whole or not at all.</summary>
    /// <exception cref="ArgumentException">A name is used twice, or NumPy has no such element type.</exception>
    public static void Save(string path, IEnumerable<(string Name, ArrayData Data)> arrays, bool compress = false) =>
        AtomicFile.Write(path, stream => Write(stream, arrays, compress));

    /// <summary>Reads all arrays of an archive from a stream that can seek.</summary>
    /// <exception cref="DataFormatException">It is not an archive of arrays of numbers, or it is damaged.</exception>
    public static Dictionary<string, ArrayData> Read(Stream stream, string name)
    {
        var arrays = new Dictionary<string, ArrayData>(StringComparer.Ordinal);
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            foreach (var entry in zip.Entries)
                if (entry.FullName.EndsWith(Extension, StringComparison.Ordinal)
                    && !arrays.TryAdd(entry.FullName[..^Extension.Length], ReadEntry(entry, $"{name}, {DataFormatException.Quote(entry.FullName)}")))
                    throw new DataFormatException(
                        name, "the archive", "every name once", $"{DataFormatException.Quote(entry.FullName)} twice");
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException or IOException)
        {
            throw new DataFormatException(name, "the archive", "a whole zip file", e.Message.TrimEnd('.'), e);
        }

        return arrays;
    }

    /// <summary>Writes arrays to a stream as an archive.</summary>
    /// <exception cref="ArgumentException">A name is used twice, or NumPy has no such element type.</exception>
    public static void Write(Stream stream, IEnumerable<(string Name, ArrayData Data)> arrays, bool compress = false)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        var names = new HashSet<string>(StringComparer.Ordinal);
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, data) in arrays)
        {
            if (!names.Add(name))
                throw new ArgumentException($"The array name '{name}' is used twice.");
            var entry = zip.CreateEntry(name + Extension, compress ? CompressionLevel.Optimal : CompressionLevel.NoCompression);
            entry.LastWriteTime = Epoch;
            using var content = entry.Open();
            Npy.Write(content, data);
        }
    }

    static ArrayData ReadEntry(ZipArchiveEntry entry, string name)
    {
        if (entry.Length > Deflate.MostUnpacked(entry.CompressedLength))
            throw new DataFormatException(
                name, "the archive's directory", $"at most {Deflate.MostUnpacked(entry.CompressedLength)} bytes", $"{entry.Length}");
        uint crc = 0;       // ZipArchive does not look at checksums
        using var content = new WatchedStream(entry.Open(), bytes => crc = Crc32.Of(bytes, crc));
        var data = Npy.Read(content, entry.Length, name);
        if (crc != entry.Crc32)
            throw new DataFormatException(name, "the archive's directory", $"CRC {entry.Crc32:x8}", $"{crc:x8}");
        return data;
    }
}
