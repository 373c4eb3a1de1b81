namespace Nabla.Train.Data;

/// <summary>
/// Where data sets lie on this machine: a folder of the user's own (given, or named by NABLA_DATA), then the cache that downloads
/// go to (NABLA_CACHE, else <c>$XDG_CACHE_HOME/nabla</c> or <c>~/.cache/nabla</c>, on Windows <c>%LOCALAPPDATA%\nabla</c>).
/// </summary>
/// <param name="own">The user's folder, or null for that of NABLA_DATA.</param>
/// <param name="cache">The cache, or null for the usual one.</param>
public sealed class DataFolder(string? own = null, string? cache = null)
{
    /// <summary>The user's folder, if there is one.</summary>
    public string? Own { get; } = own ?? Variable("NABLA_DATA");

    /// <summary>The cache folder; it need not exist yet.</summary>
    public string Cache { get; } = cache ?? DefaultCache();

    /// <summary>
    /// A file of a data set that is already here: in OWN/set, OWN, or CACHE/set, under its name or, where that ends in .gz, unpacked.
    /// </summary>
    /// <returns>Its path, or null.</returns>
    public string? Find(string set, string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        string[] names = file.EndsWith(".gz", StringComparison.Ordinal) ? [file, file[..^3]] : [file];
        string[] folders = Own is null ? [Path.Combine(Cache, set)] : [Path.Combine(Own, set), Own, Path.Combine(Cache, set)];
        return folders.SelectMany(folder => names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }

    /// <summary>The path of a file of a data set, downloaded into the cache if it is not here.</summary>
    /// <exception cref="DownloadException">It is not here and no address gave it.</exception>
    /// <exception cref="DirectoryNotFoundException">The user's folder does not exist.</exception>
    public string Get(string set, RemoteFile file, IProgress<DownloadProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (Own is not null && !Directory.Exists(Own))
            throw new DirectoryNotFoundException($"The data folder {Own} does not exist.");
        if (Find(set, file.Name) is { } found)
            return found;
        var path = Path.Combine(Cache, set, file.Name);
        try
        {
            Download.To(file, path, progress, cancel);
        }
        catch (DownloadException e)
        {
            throw new DownloadException($"{e.Message} A copy of it in a folder that NABLA_DATA names will be found.", e);
        }

        return path;
    }

    static string DefaultCache()
    {
        if (Variable("NABLA_CACHE") is { } given)
            return given;
        var root = OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Variable("XDG_CACHE_HOME") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(root, "nabla");
    }

    static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
