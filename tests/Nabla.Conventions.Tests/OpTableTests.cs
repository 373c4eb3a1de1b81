using System.Text.RegularExpressions;
using Nabla.Testing;
using Nabla.Tests.Ops;

namespace Nabla.Conventions.Tests;

public partial class OpTableTests
{
    static readonly IReadOnlySet<string> All = OpMethods.All(typeof(Tensor).Assembly);

    [Fact]
    public void EveryPublicOpHasARowInTheTable()
    {
        var missing = All.Except(OpCases.CoveredMethods).Order().ToArray();
        Assert.True(missing.Length == 0, $"These ops have no row in OpCases: {string.Join(", ", missing)}.");
    }

    [Fact]
    public void EveryRowCallsTheOpItIsNamedAfter()
    {
        var wrong = OpCases.Ops.Where(row => !OpMethods.CalledBy(row.Call)
            .Any(method => All.Contains(method) && method.EndsWith($".{row.Method}", StringComparison.Ordinal)));
        Assert.Empty(wrong.Select(row => row.Name));
    }

    [Fact]
    public void NoTwoRowsHaveOneName() => Assert.Empty(
        OpCases.Ops.Select(row => row.Name).Concat(OpCases.Errors.Select(row => row.Name))
            .GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key));

    [Fact]
    public void EveryOpThatGivesTensorsSaysTheirShapes()
    {
        var (silent, ops) = (new List<string>(), 0);
        foreach (var file in Repository.Sources("src/Nabla/Ops"))
            foreach (Match member in PublicMember().Matches(File.ReadAllText(file)))
            {
                var (doc, signature, name) = (member.Groups["doc"].Value, member.Groups["signature"].Value, member.Groups["name"].Value);
                if (signature.StartsWith("bool ", StringComparison.Ordinal) || !All.Any(op => op.EndsWith($"Op.{name}", StringComparison.Ordinal)))
                    continue;
                ops++;
                if (!doc.Contains("<shape>", StringComparison.Ordinal))
                    silent.Add($"{Repository.Relative(file)}: {name}");
            }

        Assert.Empty(silent);
        Assert.True(ops >= 400, $"only {ops} ops were found");
    }

    // In an extension block: the documentation, what stands before the parameters, and the name that ends it.
    [GeneratedRegex(@"(?<doc>(?:^ {8}///.*\n)+)(?:^ {8}\[.*\]\n)*^ {8}public (?<signature>[^\n=(]*?(?<name>\w+))\(", RegexOptions.Multiline)]
    private static partial Regex PublicMember();
}
