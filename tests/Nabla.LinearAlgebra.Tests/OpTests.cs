using Nabla.Testing;

namespace Nabla.LinearAlgebra.Tests;

/// <summary>The checks of the engine's ops, for those of this project.</summary>
public class OpTests
{
    public static TheoryData<string> Ops => [.. Cases.Ops.Select(row => row.Name)];

    [Theory, MemberData(nameof(Ops))]
    public void ValueAgreesWithTheReference(string name) => OpCheck.Value(Op(name));

    [Theory, MemberData(nameof(Ops))]
    public void StridedInputsChangeNothing(string name) => OpCheck.Views(Op(name));

    [Theory, MemberData(nameof(Ops))]
    public void SinglePrecisionAgreesWithDouble(string name) => OpCheck.Float(Op(name));

    [Theory, MemberData(nameof(Ops))]
    public void DerivativesAgreeWithDifferences(string name) => OpCheck.Gradient(Op(name));

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

    static OpCase Op(string name) => Cases.Ops.Single(row => row.Name == name);
}
