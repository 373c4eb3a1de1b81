using Nabla.Testing;

namespace Nabla.Tests.Ops;

/// <summary>Ops inside a captured step: a replay on other numbers gives the bits of the eager run, with gradients.</summary>
public class CapturedOpTests
{
    static readonly string[] DependOnData = ["MaskedSelect", "NonZero", "Unique", "UniqueConsecutive", "BinCount"];

    public static TheoryData<string> Names =>
    [
        .. OpCases.Ops.Where(row => Families.Contains(row.Name) && !DependOnData.Contains(row.Method)).Select(row => row.Name).Distinct(),
    ];

    static HashSet<string> Families { get; } = [.. OpCases.CapturedFamilies.SelectMany(family => family.Select(row => row.Name))];

    [Theory, MemberData(nameof(Names))]
    public void AReplayHasTheBitsOfTheEagerRun(string name)
    {
        var row = OpCases.Ops.First(r => r.Name == name);
        var floating = row.Inputs.Select(input => input.DType == DType.Float64).ToArray();
        var captured = Captured.Function(x => [row.Call(x)]);
        foreach (var seed in (int[])[1, 5])
        {
            Tensor[] inputs = [.. row.Inputs.Select((input, i) => input.Draw(seed + i))];
            Assert.Equal(Grid.Of(row.Call(inputs)).Values, Grid.Of(captured.Run(inputs).Outputs[0]).Values);
        }

        if (row.Order == 0 || !floating.Any(f => f))
            return;
        var parameter = row.Inputs[Array.IndexOf(floating, true)].Draw(3).Track();
        Tensor Loss(Tensor[] x)
        {
            x = [.. x];
            x[Array.IndexOf(floating, true)] = parameter;
            return row.Call(x).Square().Sum();
        }

        var step = Captured.Step(x => [Loss(x)]);
        foreach (var seed in (int[])[1, 5])
        {
            Tensor[] inputs = [.. row.Inputs.Select((input, i) => input.Draw(seed + i))];
            var expected = Loss(inputs).Backward().Find(parameter);
            Assert.Equal(expected?.ToArray<double>(), step.Run(inputs).Gradients!.Find(parameter)?.ToArray<double>());
        }
    }

    [Theory]
    [InlineData("NonZero")]
    [InlineData("MaskedSelect")]
    [InlineData("Unique")]
    [InlineData("UniqueConsecutive")]
    [InlineData("BinCount")]
    [InlineData("Histogram")]
    public void ShapesThatDependOnDataAreRefused(string name)
    {
        var step = Captured.Function(x => [name switch
        {
            "NonZero" => x[0].NonZero(),
            "MaskedSelect" => x[0].MaskedSelect(x[0].Greater(0)),
            "Unique" => x[0].Unique().Values,
            "UniqueConsecutive" => x[0].UniqueConsecutive().Values,
            "BinCount" => x[0].To(DType.Int64).BinCount(),
            _ => x[0].Histogram(3).Counts,
        }]);
        Assert.Equal($"{name}: the shape of the result depends on the data, so it cannot be part of a captured step.",
            Assert.Throws<InvalidOperationException>(() => step.Run(Tensor.Ones([3]))).Message);
    }
}
