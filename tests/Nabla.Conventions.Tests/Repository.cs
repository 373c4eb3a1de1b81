namespace Nabla.Conventions.Tests;

/// <summary>The files of the repository that these tests are run from.</summary>
static class Repository
{
    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> Sources(params string[] folders) =>
        folders.Select(f => Path.Combine(Root, f)).Where(Directory.Exists)
            .SelectMany(f => Directory.EnumerateFiles(f, "*.cs", SearchOption.AllDirectories)).Order(StringComparer.Ordinal);

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Nabla.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Nabla.slnx is in no folder above the tests.");
        return folder;
    }
}
