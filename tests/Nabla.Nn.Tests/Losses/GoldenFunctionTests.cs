using Nabla.Testing;

namespace Nabla.Nn.Tests.Losses;

/// <summary>Losses and distances against PyTorch and torchvision: value and gradients by all inputs.</summary>
public class GoldenFunctionTests
{
    static readonly Dictionary<string, GoldenFunction> Rows = GoldenFunctions.All.ToDictionary(row => row.Name);

    public static TheoryData<string, DType> Cases => GoldenFile.Cases(Rows.Keys, name => Rows[name].Single);

    [Theory]
    [MemberData(nameof(Cases))]
    public void EqualsPyTorch(string name, DType dtype)
    {
        var row = Rows[name];
        var tolerance = dtype == DType.Float64 ? row.Tolerance : row.FloatTolerance;
        using var golden = new GoldenFile("functions");
        Tensor Read(string key) => golden[key] is { } x && x.DType.IsFloating() ? x.To(dtype) : golden[key];

        Tensor[] inputs = [.. Enumerable.Range(0, 4).TakeWhile(i => golden.Has($"{name}/in.{i}")).Select(i => Read($"{name}/in.{i}").Track())];
        var y = row.Call(inputs, key => Read($"given/{key}"));
        GoldenFile.AssertClose(Read($"{name}/y"), y, tolerance, name);
        var gradients = y.Backward(Read($"{name}/g"));
        foreach (var (i, x) in inputs.Index())
            if (golden.Has($"{name}/d.{i}"))
                GoldenFile.AssertClose(Read($"{name}/d.{i}"), gradients[x], tolerance, $"{name}: gradient by input {i}");
    }

    [Fact]
    public void EveryRowOfTheFileIsUsed()
    {
        using var golden = new GoldenFile("functions");
        var names = golden.Under("").Keys.Select(key => key.Split('/')[0]).Distinct().Where(name => name != "given");
        Assert.Empty(names.Except(Rows.Keys));
    }
}
