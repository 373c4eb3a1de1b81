using Nabla.Testing;

namespace Nabla.Tests.Ops;

public class OpTests : OpTests<OpTests.Table>
{
    public sealed class Table : IOpTable
    {
        public static IReadOnlyList<OpCase> Ops => OpCases.Ops;
    }

    public static TheoryData<string> Elements => [.. OpCases.Elements.Select(row => row.Name)];

    public static TheoryData<string> Errors => [.. OpCases.Errors.Select(row => row.Name)];

    [Theory, MemberData(nameof(Elements))]
    public void AllLengthsAgree(string name) => OpCheck.Lengths(Element(name));

    [Theory, MemberData(nameof(Elements))]
    public void SpecialValuesAgree(string name) => OpCheck.Special(Element(name));

    [Theory, MemberData(nameof(Errors))]
    public void WrongUseIsNamed(string message) =>
        Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(OpCases.Errors.Single(row => row.Name == message).Call).Message, StringComparison.Ordinal);

    static ElementCase Element(string name) => OpCases.Elements.Single(row => row.Name == name);
}
