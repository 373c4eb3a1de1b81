using System.Reflection;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace Nabla.Conventions.Tests;

public class StyleTests(ITestOutputHelper output)
{
    const int LongestFile = 500;

    [Fact]
    public void FilesAreShort()
    {
        var lengths = Repository.Sources("src", "tests", "benchmarks", "samples")
            .Where(f => !Repository.Relative(f).Contains("/obj/", StringComparison.Ordinal))
            .Select(f => (File: Repository.Relative(f), Lines: File.ReadLines(f).Count())).OrderByDescending(f => f.Lines).ToList();
        foreach (var (file, lines) in lengths.Take(20))
            output.WriteLine($"{lines,5} {file}");
        Assert.DoesNotContain(lengths, f => f.Lines > LongestFile);
    }

    [Fact]
    public void ClassesAreSealedStaticOrAbstract()
    {
        var open = Assemblies().SelectMany(a => a.GetTypes())
            .Where(t => t.IsClass && !t.IsSealed && !t.IsAbstract && t.Namespace?.StartsWith("Nabla", StringComparison.Ordinal) == true)
            .Where(t => t.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>() is null)
            .Select(t => t.FullName);
        Assert.Empty(open);
    }

    [Fact]
    public void NoProjectSwitchesOffPublicDocumentation()
    {
        var projects = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Append(Path.Combine(Repository.Root, "Directory.Build.props"));
        Assert.DoesNotContain(projects, f => Regex.IsMatch(File.ReadAllText(f), "CS1591|CS1573|GenerateDocumentationFile>false"));
    }

    [Fact]
    public void FoldersAreNounsOfTheField() => Assert.Empty(
        Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src"), "*", SearchOption.AllDirectories)
            .Select(d => Path.GetFileName(d)).Intersect(["Utils", "Helpers", "Common", "Manager", "Service", "Misc"]));

    static IEnumerable<Assembly> Assemblies() =>
        Directory.EnumerateFiles(AppContext.BaseDirectory, "Nabla*.dll")
            .Where(f => !Path.GetFileName(f).Contains("Test", StringComparison.Ordinal)).Select(Assembly.LoadFrom);
}
