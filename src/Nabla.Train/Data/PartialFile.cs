namespace Nabla.Train.Data;

/// <summary>
/// The part of a file that has come so far, <c>name.part</c>, and in <c>name.part.tag</c> the server's mark of the edition
/// (ETag or Last-Modified) it belongs to.
/// </summary>
sealed class PartialFile(string target)
{
    public string Path { get; } = target + ".part";

    string TagPath => Path + ".tag";

    public long Length => File.Exists(Path) ? new FileInfo(Path).Length : 0;

    public string? Tag
    {
        get => File.Exists(TagPath) ? File.ReadAllText(TagPath) : null;
        set
        {
            if (value is null)
                File.Delete(TagPath);
            else
                File.WriteAllText(TagPath, value);
        }
    }

    /// <summary>Opens it for writing after what is there, or from its start; no other process can meanwhile.</summary>
    /// <exception cref="IOException">Another process has it open.</exception>
    public FileStream Open(bool append)
    {
        try
        {
            var stream = new FileStream(Path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 0);
            if (append)
                stream.Position = stream.Length;
            else
                stream.SetLength(0);
            return stream;
        }
        catch (IOException e) when (File.Exists(Path))
        {
            throw new IOException($"{Path} is in use; another process seems to download the same file.", e);
        }
    }

    public void Finish(string path)
    {
        File.Move(Path, path, overwrite: true);
        Tag = null;
    }

    public void Delete()
    {
        File.Delete(Path);
        Tag = null;
    }
}
