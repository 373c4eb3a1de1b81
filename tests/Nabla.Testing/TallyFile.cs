namespace Nabla.Testing;

/// <summary>Figures that a test project leaves behind when it ends, if the environment names a folder for them.</summary>
static class TallyFile
{
    public static void OnExit(string variable, Func<IEnumerable<string>> lines)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } folder)
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Write(folder, lines());
    }

    static void Write(string folder, IEnumerable<string> lines)
    {
        Directory.CreateDirectory(folder);
        var project = Path.GetFileNameWithoutExtension(
            AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetName().Name!).First(name => name.EndsWith(".Tests", StringComparison.Ordinal)));
        File.WriteAllLines(Path.Combine(folder, $"{project}.txt"), lines);
    }
}
