using Nabla.Testing;

namespace Nabla.Nn.Tests.Layers;

/// <summary>Layers against PyTorch with the same weights: output, gradients, running statistics.</summary>
public class GoldenTests
{
    static readonly Dictionary<string, GoldenLayer> Rows = GoldenLayers.All.ToDictionary(row => row.Name);

    public static TheoryData<string, DType> Cases => GoldenFile.Cases(Rows.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public void EqualsPyTorch(string name, DType dtype)
    {
        var row = Rows[name];
        var tolerance = dtype == DType.Float64 ? row.Tolerance : row.FloatTolerance;
        using var golden = new GoldenFile(row.File);
        var layer = row.Create();
        layer.To(dtype);
        layer.LoadTensors(golden.Under($"{name}/weight."));

        var x = Input(golden, name, $"{name}/x", dtype);
        x = x.DType.IsFloating() ? x.Track() : x;
        var y = layer.Call(x);
        GoldenFile.AssertClose(Input(golden, name, $"{name}/y", dtype), y, tolerance, $"{name}: output");

        var gradients = y.Backward(Input(golden, name, $"{name}/g", dtype));
        if (golden.Has($"{name}/dx"))
            GoldenFile.AssertClose(Input(golden, name, $"{name}/dx", dtype), gradients[x], tolerance, $"{name}: gradient by the input");
        foreach (var (path, p) in layer.Parameters())
            GoldenFile.AssertClose(
                golden[$"{name}/grad.{path}"], p.Disk?.ToDisk(gradients[p]) ?? gradients[p], tolerance, $"{name}: gradient by {path}");
        if (golden.Has($"{name}/eval"))
            ComparesRunningStatistics(golden, name, layer, x.Detach(), tolerance);
    }

    static void ComparesRunningStatistics(GoldenFile golden, string name, Module<Tensor, Tensor> layer, Tensor x, double tolerance)
    {
        layer.Call(x * 2 + 1);
        foreach (var (path, expected) in golden.Under($"{name}/after."))
            GoldenFile.AssertClose(expected, layer.SaveTensors()[path], tolerance, $"{name}: {path}");
        GoldenFile.AssertClose(Input(golden, name, $"{name}/eval", x.DType), layer.Predict(x), tolerance, $"{name}: output in use");
    }

    // From (N, C, …) to (N, …, C).
    static Tensor Input(GoldenFile golden, string name, string key, DType dtype)
    {
        var x = golden[key];
        if (x.DType.IsFloating())
            x = x.To(dtype);
        return x.Rank < 3 || Rows[name].FeaturesLast ? x : x.Permute([0, .. Enumerable.Range(2, x.Rank - 2), 1]).Contiguous();
    }
}
