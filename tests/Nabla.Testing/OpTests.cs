using Xunit;

namespace Nabla.Testing;

/// <summary>The rows of a project's ops.</summary>
public interface IOpTable
{
    static abstract IReadOnlyList<OpCase> Ops { get; }
}

/// <summary>The checks that every op of a table passes.</summary>
public abstract class OpTests<TTable>
    where TTable : IOpTable
{
    public static TheoryData<string> Ops => [.. TTable.Ops.Select(row => row.Name)];

    [Theory, MemberData(nameof(Ops))]
    public void ValueAgreesWithTheReference(string name) => OpCheck.Value(Op(name));

    [Theory, MemberData(nameof(Ops))]
    public void StridedInputsChangeNothing(string name) => OpCheck.Views(Op(name));

    [Theory, MemberData(nameof(Ops))]
    public void SinglePrecisionAgreesWithDouble(string name) => OpCheck.Float(Op(name));

    [Theory, MemberData(nameof(Ops))]
    public void DerivativesAgreeWithDifferences(string name) => OpCheck.Gradient(Op(name));

    protected static OpCase Op(string name) => TTable.Ops.Single(row => row.Name == name);
}
