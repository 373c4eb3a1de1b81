using Nabla.Testing;
using Nabla.Tests.Ops;

namespace Nabla.Conventions.Tests;

public class OpTableTests
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
        var wrong = OpCases.Ops.Where(row => !OpMethods.CalledBy(row.Call).Any(method => All.Contains(method) && method.EndsWith($".{row.Method}", StringComparison.Ordinal)));
        Assert.Empty(wrong.Select(row => row.Name));
    }

    [Fact]
    public void NoTwoRowsHaveOneName() =>
        Assert.Empty(OpCases.Ops.Select(row => row.Name).Concat(OpCases.Errors.Select(row => row.Name)).GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key));
}
