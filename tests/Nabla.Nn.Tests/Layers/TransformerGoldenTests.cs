using Nabla.Testing;

namespace Nabla.Nn.Tests.Layers;

/// <summary>Attention and transformer blocks against PyTorch with the same weights.</summary>
public class TransformerGoldenTests
{
    // Some ten roundings of numbers a little larger than the result, in float64 and float32.
    static double Tolerance(DType dtype) => dtype == DType.Float64 ? 1e-13 : 2e-5;

    static Module<Tensor, Tensor> Make(string name) => name switch
    {
        "attention" => new MultiHeadAttention(6, 2),
        "attention causal" => new MultiHeadAttention(6, 3, causal: true),
        "attention no bias" => new MultiHeadAttention(6, 1, bias: false),
        "block" => new TransformerBlock(6, 2, hidden: 10),
        _ => new TransformerBlock(6, 2, hidden: 10, normFirst: false, activation: new Relu()),
    };

    [Theory]
    [InlineData("attention", DType.Float64)]
    [InlineData("attention", DType.Float32)]
    [InlineData("attention causal", DType.Float64)]
    [InlineData("attention causal", DType.Float32)]
    [InlineData("attention no bias", DType.Float64)]
    [InlineData("block", DType.Float64)]
    [InlineData("block", DType.Float32)]
    [InlineData("block norm last", DType.Float64)]
    public void EqualsPyTorch(string name, DType dtype)
    {
        using var golden = new GoldenFile("transformers");
        var layer = Make(name);
        layer.To(dtype);
        layer.LoadTensors(golden.Under($"{name}/weight."));
        var x = golden[$"{name}/x"].To(dtype).Track();
        var y = layer.Call(x);
        GoldenFile.AssertClose(golden[$"{name}/y"], y, Tolerance(dtype), "output");
        var gradients = y.Backward(golden[$"{name}/g"].To(dtype));
        GoldenFile.AssertClose(golden[$"{name}/dx"], gradients[x], Tolerance(dtype), "gradient by the input");
        foreach (var (path, p) in layer.Parameters())
            GoldenFile.AssertClose(golden[$"{name}/grad.{path}"], gradients[p], Tolerance(dtype), $"gradient by {path}");
    }

    [Fact]
    public void CrossAttentionWithHiddenKeysEqualsPyTorch()
    {
        using var golden = new GoldenFile("transformers");
        var layer = new MultiHeadAttention(6, 3);
        layer.To(DType.Float64);
        layer.LoadTensors(golden.Under("cross/weight."));
        var seen = golden["cross/seen"].Greater(0).Reshape(2, 1, 1, 4);
        GoldenFile.AssertClose(golden["cross/y"], layer.Attend(golden["cross/x"], golden["cross/memory"], seen), 1e-13, "output");
    }
}
