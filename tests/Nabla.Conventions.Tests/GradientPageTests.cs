using System.Text.RegularExpressions;
using Nabla.LinearAlgebra;
using Nabla.Testing;

namespace Nabla.Conventions.Tests;

/// <summary>docs/gradients.md names every op, and says of those that are not checked to second order why.</summary>
public partial class GradientPageTests
{
    const string Reasons = "## Not to second order";

    static readonly Dictionary<string, string> Symbols = new()
    {
        ["op_Addition"] = "+", ["op_Subtraction"] = "-", ["op_Multiply"] = "*", ["op_Division"] = "/", ["op_UnaryNegation"] = "-x", ["get_T"] = "T",
    };

    static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "gradients.md"));

    [Fact]
    public void EveryOpIsThere()
    {
        List<string> missing = [.. OpMethods.All(typeof(Tensor).Assembly).Concat(OpMethods.All(typeof(SolveOp).Assembly)).Select(Shown)], gone = [];
        foreach (var name in Lines(Page).SelectMany(cells => cells[0].Split(' ')))
            if (!missing.Remove(name))
                gone.Add(name);
        Assert.True(
            missing.Count + gone.Count == 0, $"docs/gradients.md lacks {string.Join(", ", missing)}; no longer ops are {string.Join(", ", gone)}. Run eng/tables.py.");
    }

    [Fact]
    public void WhatIsNotCheckedToSecondOrderSaysWhy()
    {
        var rows = Lines(Page[Page.IndexOf(Reasons, StringComparison.Ordinal)..]);
        Assert.NotEmpty(rows);
        Assert.All(rows, cells => Assert.True(cells is [_, "0" or "1", { Length: > 5 }], $"{cells[0]}: docs/gradients.md must say why it is not checked to second order."));
    }

    static string Shown(string op) => op[(op.IndexOf('.', StringComparison.Ordinal) + 1)..] is var method && Symbols.TryGetValue(method, out var symbol) ? $"`{symbol}`" : $"`{method}`";

    static IEnumerable<string[]> Lines(string page) =>
        Row().Matches(page).Select(match => match.Groups[1].Value.Split(" | ", StringSplitOptions.TrimEntries));

    [GeneratedRegex(@"^\| (`.*) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
