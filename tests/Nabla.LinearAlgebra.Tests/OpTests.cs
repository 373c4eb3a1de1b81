using Nabla.Testing;

namespace Nabla.LinearAlgebra.Tests;

/// <summary>The checks of the engine's ops, for those of this project.</summary>
public class OpTests : OpTests<OpTests.Table>
{
    public sealed class Table : IOpTable
    {
        public static IReadOnlyList<OpCase> Ops => Cases.Ops;
    }

    [Theory, MemberData(nameof(Ops))]
    public void ACapturedRunIsTheSame(string name)
    {
        var row = Op(name);
        var captured = Captured.Function(inputs => [row.Call(inputs)]);
        captured.Run([.. row.Draw().Select(x => x * 1.25)]);
        Assert.Equal(Grid.Of(row.Call(row.Draw())).Values, Grid.Of(captured.Run(row.Draw()).Outputs[0]).Values);
    }

    [Fact]
    public void EveryPublicOpHasARow()
    {
        var covered = Cases.Ops.SelectMany(row => OpMethods.CalledBy(row.Call).Where(method => method.EndsWith($".{row.Method}", StringComparison.Ordinal)));
        Assert.Empty(OpMethods.All(typeof(SolveOp).Assembly).Except(covered));
    }
}
