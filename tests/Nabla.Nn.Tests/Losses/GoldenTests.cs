using Nabla.Testing;

namespace Nabla.Nn.Tests.Losses;

/// <summary>Losses against PyTorch: value and gradient.</summary>
public class GoldenTests
{
    static readonly Dictionary<string, GoldenLoss> Rows = GoldenLosses.All.ToDictionary(row => row.Name);

    public static TheoryData<string, DType> Cases => GoldenFile.Cases(Rows.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public void EqualsPyTorch(string name, DType dtype)
    {
        // Sums of at most 40 terms, each some units in the last place: exp and log are within 1.5.
        var tolerance = dtype == DType.Float64 ? 1e-14 : 1e-6;
        using var golden = new GoldenFile(Rows[name].File);
        Tensor Read(string key) => golden[key] is { } x && x.DType.IsFloating() ? x.To(dtype) : golden[key];
        Tensor Image(Tensor x) => x.Rank == 4 ? x.Permute(0, 2, 3, 1).Contiguous() : x;

        var x = Image(Read($"{name}/x")).Track();
        var y = Rows[name].Call(x, Read($"{name}/target"), Read("weights"));
        GoldenFile.AssertClose(Read($"{name}/y"), y, tolerance, name);
        var seed = Tensor.Ones(y.Shape, dtype);
        GoldenFile.AssertClose(Image(Read($"{name}/dx")), y.Backward(seed)[x], tolerance, $"{name}: gradient");
    }
}
