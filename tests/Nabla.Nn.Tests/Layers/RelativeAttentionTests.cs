using Nabla.Testing;

namespace Nabla.Nn.Tests.Layers;

/// <summary>Attention with vectors of distances against its definition, pair by pair, in PyTorch (eng/golden/torch_relative.py).</summary>
public class RelativeAttentionTests
{
    static readonly GoldenFile Golden = new("relative", typeof(RelativeAttentionTests).Assembly);

    static readonly Dictionary<string, Func<RelativeAttention>> Rows = new()
    {
        ["plain"] = () => new RelativeAttention(6, 2, 2),
        ["causal"] = () => new RelativeAttention(6, 3, 9, causal: true),
        ["no bias"] = () => new RelativeAttention(4, 1, 1, bias: false),
    };

    public static TheoryData<string, DType> Cases => GoldenFile.Cases(Rows.Keys);

    [Theory, MemberData(nameof(Cases))]
    public void EqualsTheDefinition(string name, DType dtype)
    {
        var tolerance = dtype == DType.Float64 ? 1e-12 : 1e-5;
        var layer = Rows[name]();
        layer.To(dtype);
        foreach (var (path, parameter) in layer.Parameters())
            parameter.Load(Golden[$"{name}/weight.{path}"].To(dtype));
        var x = Golden[$"{name}/x"].To(dtype).Track();
        var y = layer.Call(x);
        GoldenFile.AssertClose(Golden[$"{name}/y"], y, tolerance, $"{name}: output");
        var gradients = y.Backward(Golden[$"{name}/g"].To(dtype));
        GoldenFile.AssertClose(Golden[$"{name}/dx"], gradients[x], tolerance, $"{name}: gradient by input");
        foreach (var (path, parameter) in layer.Parameters())
            GoldenFile.AssertClose(Golden[$"{name}/grad.{path}"], gradients[parameter], tolerance, $"{name}: gradient by {path}");
    }
}
