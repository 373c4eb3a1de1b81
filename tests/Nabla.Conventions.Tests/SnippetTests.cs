using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Nabla.Conventions.Tests;

/// <summary>Every sample and every C# block in README and docs compiles against the library, warnings about unused code aside.</summary>
public partial class SnippetTests
{
    // What the SDK's ImplicitUsings give a user.
    const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Threading; global using System.Threading.Tasks;
        """;

    public static TheoryData<string, string> Blocks
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var page in Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md").Append(Path.Combine(Repository.Root, "README.md")))
            {
                var text = File.ReadAllText(page);
                foreach (Match block in Block().Matches(text))
                    data.Add($"{Repository.Relative(page)}:{text[..block.Index].Count(c => c == '\n') + 1}", block.Groups[1].Value);
            }

            foreach (var sample in Repository.Sources("samples"))
                data.Add(Repository.Relative(sample), File.ReadAllText(sample));
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void EveryCodeBlockCompiles(string place, string code)
    {
        // `#:` directives are for `dotnet run file.cs`; the compiler proper does not know them.
        var lines = code.Split('\n').Select(l => l.StartsWith("#:", StringComparison.Ordinal) ? "" : l);
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        var program = CSharpSyntaxTree.ParseText(string.Join('\n', lines), options, place);
        var isProgram = program.GetRoot().ChildNodes().Any(n => n is Microsoft.CodeAnalysis.CSharp.Syntax.GlobalStatementSyntax);
        var compilation = CSharpCompilation.Create(
            "Snippet", [program, CSharpSyntaxTree.ParseText(Usings, options)], References(),
            new CSharpCompilationOptions(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable));
        var errors = compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString());
        Assert.Empty(errors);
    }

    static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path));

    [GeneratedRegex(@"```csharp\s*\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
