using System.Text;

namespace Nabla.Files;

/// <summary>
/// Writes whole files or none: the content goes to a temporary file in the same folder, is flushed to the disk and then renamed
/// over the target. A full disk, an exception or a kill leaves the old file as it was.
/// </summary>
/// <remarks>
/// The temporary file is called <c>.name.token.partial</c> and is locked while it is written. One that a killed process left behind is
/// removed by the next write to the same target.
/// </remarks>
public static class AtomicFile
{
    const string Suffix = ".partial";
    static readonly string Process = Guid.NewGuid().ToString("N")[..8];
    static int count;

    /// <summary>Makes <paramref name="path"/> hold what <paramref name="write"/> writes, or leaves it as it was if that fails.</summary>
    /// <exception cref="IOException">The disk is full or the folder is missing; the old file is whole.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var target = Resolve(path);
        Sweep(target);
        var partial = Beside(target, $"{Process}-{Interlocked.Increment(ref count)}");
        var kept = false;
        try
        {
            using (var stream = new FileStream(partial, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16))
            {
                if (!OperatingSystem.IsWindows() && File.Exists(target))
                    File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(target));
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(partial, target, overwrite: true);
            kept = true;
        }
        finally
        {
            if (!kept)
                TryDelete(partial);
        }
    }

    /// <summary>Makes <paramref name="path"/> hold these bytes.</summary>
    public static void WriteAllBytes(string path, ReadOnlyMemory<byte> bytes) => Write(path, s => s.Write(bytes.Span));

    /// <summary>Makes <paramref name="path"/> hold this text in UTF-8 without a byte order mark.</summary>
    public static void WriteAllText(string path, string text) => WriteAllBytes(path, Encoding.UTF8.GetBytes(text));

    // A rename would replace a symbolic link itself; what it points to is what the user wants replaced.
    static string Resolve(string path)
    {
        var full = Path.GetFullPath(path);
        return new FileInfo(full).LinkTarget is null ? full : File.ResolveLinkTarget(full, returnFinalTarget: true)!.FullName;
    }

    static string Beside(string target, string token) =>
        Path.Combine(Path.GetDirectoryName(target) ?? "", $".{Path.GetFileName(target)}.{token}{Suffix}");

    static void Sweep(string target)
    {
        var folder = Path.GetDirectoryName(target);
        if (folder is null || !Directory.Exists(folder))
            return;
        foreach (var left in Directory.EnumerateFiles(folder, $".*{Suffix}"))
            if (IsLeftover(Path.GetFileName(left), Path.GetFileName(target)))
                TryDelete(left);
    }

    // .name.token.partial with a token of another process
    static bool IsLeftover(string file, string name)
    {
        if (!file.StartsWith($".{name}.", StringComparison.Ordinal))
            return false;
        var token = file.AsSpan(name.Length + 2, file.Length - name.Length - 2 - Suffix.Length);
        return !token.Contains('.') && !token.StartsWith(Process, StringComparison.Ordinal);
    }

    // Opening without sharing fails while a living process holds the file, so only litter is deleted.
    static void TryDelete(string path)
    {
        try
        {
            using var locked = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException)
        {
        }
        catch (UnauthorizedAccessException)
        {
        }
    }
}
