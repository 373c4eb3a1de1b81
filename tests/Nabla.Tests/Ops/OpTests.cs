using Nabla.Testing;

namespace Nabla.Tests.Ops;

public class OpTests
{
    public static TheoryData<string> Ops => Names(OpCases.Ops.Select(row => row.Name));

    public static TheoryData<string> Elements => Names(OpCases.Elements.Select(row => row.Name));

    public static TheoryData<string> Errors => Names(OpCases.Errors.Select(row => row.Name));

    [Theory, MemberData(nameof(Ops))]
    public void ValueAgreesWithTheReference(string name) => OpCheck.Value(Op(name));

    [Theory, MemberData(nameof(Ops))]
    public void StridedInputsChangeNothing(string name) => OpCheck.Views(Op(name));

    [Theory, MemberData(nameof(Ops))]
    public void SinglePrecisionAgreesWithDouble(string name) => OpCheck.Float(Op(name));

    [Theory, MemberData(nameof(Ops))]
    public void DerivativesAgreeWithDifferences(string name) => OpCheck.Gradient(Op(name));

    [Theory, MemberData(nameof(Elements))]
    public void AllLengthsAgree(string name) => OpCheck.Lengths(Element(name));

    [Theory, MemberData(nameof(Elements))]
    public void SpecialValuesAgree(string name) => OpCheck.Special(Element(name));

    [Theory, MemberData(nameof(Errors))]
    public void WrongUseIsNamed(string message) =>
        Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(OpCases.Errors.Single(row => row.Name == message).Call).Message, StringComparison.Ordinal);

    static OpCase Op(string name) => OpCases.Ops.Single(row => row.Name == name);

    static ElementCase Element(string name) => OpCases.Elements.Single(row => row.Name == name);

    static TheoryData<string> Names(IEnumerable<string> names)
    {
        var data = new TheoryData<string>();
        foreach (var name in names)
            data.Add(name);
        return data;
    }
}
