using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Nabla.Conventions.Tests;

/// <summary>Who may use whom: projects as docs/architecture.md draws them, and the folders of the engine from left to right.</summary>
public partial class DirectionTests
{
    static readonly string[] EngineLayers = ["Kernels", "Tensors", "Autograd", "Ops"];

    // A project may use those on its row, and what they use.
    static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Nabla"] = [],
        ["Nabla.LinearAlgebra"] = ["Nabla"],
        ["Nabla.Distributions"] = ["Nabla", "Nabla.LinearAlgebra"],
        ["Nabla.Nn"] = ["Nabla"],
        ["Nabla.Train"] = ["Nabla.Nn"],
        ["Nabla.Vision"] = ["Nabla.Train"],
        ["Nabla.Text"] = ["Nabla.Train"],
        ["Nabla.Generative"] = ["Nabla.Train"],
        ["Nabla.Reinforcement"] = ["Nabla.Train"],
        ["Nabla.Explain"] = ["Nabla.Train"],
        ["Nabla.Labs"] = ["Nabla.Vision", "Nabla.Text", "Nabla.Generative", "Nabla.Reinforcement", "Nabla.Explain", "Nabla.LinearAlgebra", "Nabla.Distributions"],
        ["Nabla.Cli"] = ["Nabla.Labs"],
    };

    [Fact]
    public void ProjectsUseOnlyWhatLiesBelowThem()
    {
        foreach (var project in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories))
        {
            var name = Path.GetFileNameWithoutExtension(project);
            Assert.True(Allowed.ContainsKey(name), $"{name}: say in this table what the new project may use.");
            var used = XDocument.Load(project).Descendants("ProjectReference")
                .Select(r => Path.GetFileNameWithoutExtension(((string)r.Attribute("Include")!).Replace('\\', '/')));
            Assert.Empty(used.Except(Below(name)).Select(u => $"{name} → {u}"));
        }
    }

    [Fact]
    public void EngineFoldersUseOnlyWhatLiesLeftOfThem()
    {
        var declared = EngineLayers.Select(layer => Repository.Sources($"src/Nabla/{layer}")
            .SelectMany(file => Declaration().Matches(Code(file)).Select(m => m.Groups[1].Value)).ToHashSet()).ToArray();
        var found = new List<string>();
        for (var layer = 0; layer < EngineLayers.Length; layer++)
        {
            var right = declared.Skip(layer + 1).SelectMany(d => d).Except(declared.Take(layer + 1).SelectMany(d => d)).ToHashSet();
            foreach (var file in Repository.Sources($"src/Nabla/{EngineLayers[layer]}"))
                found.AddRange(Word().Matches(Code(file)).Select(m => m.Value).Where(right.Contains).Distinct()
                    .Select(word => $"{Repository.Relative(file)} uses {word}"));
        }

        Assert.Empty(found);
    }

    [Fact]
    public void TheEngineAndTheLayersStandOnThePlatformAlone()
    {
        foreach (var name in (string[])["Nabla", "Nabla.Nn"])
        {
            var packages = XDocument.Load(Path.Combine(Repository.Root, "src", name, $"{name}.csproj")).Descendants("PackageReference")
                .Select(p => (string)p.Attribute("Include")!);
            Assert.Empty(packages.Except(["System.Numerics.Tensors"]));
        }
    }

    static IEnumerable<string> Below(string name) => Allowed[name].SelectMany(n => Below(n).Append(n));

    // Comments and strings may speak of anything.
    static string Code(string file) => CommentOrString().Replace(File.ReadAllText(file), " ");

    // The structs of formulas are left out: they are named like members (Offset, Multiply), and nothing but their op can use them.
    [GeneratedRegex(@"(?<!readonly )\b(?:class|struct|record|interface|enum)\s+([A-Z]\w{4,})")]
    private static partial Regex Declaration();

    // A name used as a type: not after a dot, not before an argument list.
    [GeneratedRegex(@"(?<![\w.])[A-Z]\w{4,}(?=\.|<|\s+\w|\?|\[|>|,|\))")]
    private static partial Regex Word();

    [GeneratedRegex("""//[^\n]*|"(?:[^"\\\n]|\\.)*"|/\*.*?\*/""", RegexOptions.Singleline)]
    private static partial Regex CommentOrString();
}
