using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Nabla.Nn;

namespace Nabla.Conventions.Tests;

/// <summary>docs/pytorch.md: what it names exists, what exists it does not deny, its counts are right, and what has no counterpart has a reason.</summary>
public partial class CounterpartTests
{
    const string NotNeeded = "not needed";

    static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "pytorch.md"));

    static readonly IReadOnlyList<Row> Rows = [.. Read()];

    static readonly Type[] Types =
    [
        .. Directory.EnumerateFiles(AppContext.BaseDirectory, "Nabla*.dll")
            .Where(f => !Path.GetFileName(f).Contains("Test", StringComparison.Ordinal)).SelectMany(f => Assembly.LoadFrom(f).GetExportedTypes()),
    ];

    static readonly ILookup<string, MethodInfo> Extensions = Types.Where(t => t.IsAbstract && t.IsSealed)
        .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static)).ToLookup(m => m.Name.Replace("get_", "", StringComparison.Ordinal));

    static readonly Dictionary<string, string> Operators = new()
    {
        ["+"] = "op_Addition", ["-"] = "op_Subtraction", ["*"] = "op_Multiply", ["/"] = "op_Division",
    };

    // Init.Orthogonal draws what the parametrisation keeps orthogonal.
    static readonly string[] FalseFriends = ["parametrizations.orthogonal"];

    sealed record Row(string Part, string[] Names, string[] Counterparts);

    [Fact]
    public void EveryCounterpartExists()
    {
        Assert.True(Rows.Count > 300, $"Only {Rows.Count} rows were found.");
        var unknown = Rows.SelectMany(row => row.Counterparts).Where(name => !Exists(name)).Distinct();
        Assert.True(!unknown.Any(), $"docs/pytorch.md names what is not public in any assembly: {string.Join(", ", unknown)}.");
    }

    [Fact]
    public void NothingThatExistsIsCalledNotNeeded()
    {
        var there = Rows.Where(row => row.Counterparts.Length == 0).SelectMany(row => row.Names.Select(name => (row.Part, Name: name, Found: Namesake(row.Part, name))))
            .Where(row => row.Found is not null).Select(row => $"{row.Part}.{row.Name} is {row.Found}");
        Assert.True(!there.Any(), $"docs/pytorch.md calls \"not needed\" what exists: {string.Join("; ", there)}. Name it there, and run eng/tables.py.");
    }

    [Fact]
    public void CountsAreThoseOfTheRows()
    {
        foreach (var part in Rows.GroupBy(row => row.Part))
            Assert.Contains($"| {part.Key} | {Done(part)} | {part.Sum(row => row.Names.Length)} |\n", Page, StringComparison.Ordinal);
        Assert.Contains($"**{Done(Rows)} of {Rows.Sum(row => row.Names.Length)}**", Page, StringComparison.Ordinal);
    }

    static int Done(IEnumerable<Row> rows) => rows.Where(row => row.Counterparts.Length > 0).Sum(row => row.Names.Length);

    // A type; a member of a type, its own or an extension; an operator.
    static bool Exists(string name) => name.Split('.') switch
    {
        [var symbol] when Operators.TryGetValue(symbol, out var method) => Extensions.Contains(method),
        [var type] => Types.Any(t => t.Name == type),
        [var type, var member] => Types.Any(t => t.Name == type && t.GetMember(member).Length > 0) || Extensions[member].Any(m => Extends(m, type)),
        _ => false,
    };

    // Static extensions have no first parameter that tells what they extend; those of ops extend tensors.
    static bool Extends(MethodInfo method, string type) =>
        method.GetParameters().FirstOrDefault()?.ParameterType.Name == type
        || (type == nameof(Tensor) && method.DeclaringType!.Name.EndsWith("Op", StringComparison.Ordinal));

    // PyTorch's modules and classes are types here, its functions are members of tensors, initialisers or random numbers.
    static string? Namesake(string part, string name)
    {
        var plain = name[(name.LastIndexOf('.') + 1)..].Replace("_", "", StringComparison.Ordinal);
        bool Same(string other) => other.Equals(plain, StringComparison.OrdinalIgnoreCase);
        if (FalseFriends.Contains(name))
            return null;
        if (char.IsUpper(plain[0]))
            return Types.FirstOrDefault(t => Same(t.Name) && Belongs(t, part))?.FullName;
        var members = Extensions.SelectMany(m => m).Where(m => Extends(m, nameof(Tensor)) && Belongs(m.DeclaringType!, part))
            .Concat(Types.Where(t => t.Name is nameof(Init) or nameof(Rng)).SelectMany(t => t.GetMethods()));
        return members.FirstOrDefault(m => Same(m.Name)) is { } method ? $"{method.DeclaringType!.Name}.{method.Name}" : null;
    }

    static bool Belongs(Type type, string part) =>
        type.FullName!.Contains("Distributions", StringComparison.Ordinal) == (part == "torch.distributions") && type.FullName.StartsWith("Nabla.", StringComparison.Ordinal);

    static IEnumerable<Row> Read()
    {
        var part = "";
        foreach (var line in Page.Split('\n'))
            if (line.StartsWith("## ", StringComparison.Ordinal))
                part = line[3..];
            else if (line.StartsWith("| `", StringComparison.Ordinal))
                yield return Parse(part, line.Split(" | "));
    }

    static Row Parse(string part, string[] cells)
    {
        Assert.Equal(3, cells.Length);
        var (names, counterparts) = (Quoted(cells[0]), Quoted(cells[1]));
        Assert.True(names.Length > 0 && counterparts.Length > 0 != (cells[1] == NotNeeded), string.Create(CultureInfo.InvariantCulture, $"{part}: {cells[0]} has neither a counterpart nor \"{NotNeeded}\"."));
        Assert.True(counterparts.Length > 0 || cells[2].Length > 10, $"{part}: {cells[0]} has no counterpart and no reason.");
        return new(part, names, counterparts);
    }

    static string[] Quoted(string cell) => [.. InBackticks().Matches(cell).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex InBackticks();
}
