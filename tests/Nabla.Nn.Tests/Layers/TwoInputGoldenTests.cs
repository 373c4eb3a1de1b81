using Nabla.Testing;

namespace Nabla.Nn.Tests.Layers;

/// <summary>Layers of two inputs against PyTorch.</summary>
public class TwoInputGoldenTests
{
    [Theory]
    [InlineData(DType.Float64, 1e-13)]
    [InlineData(DType.Float32, 1e-5)]
    public void TheBilinearLayerEqualsPyTorch(DType dtype, double tolerance)
    {
        using var golden = new GoldenFile("normalization");
        var layer = new Bilinear(3, 4, 2);
        layer.To(dtype);
        layer.LoadTensors(new Dictionary<string, Tensor> { ["weight"] = golden["bilinear/weight"], ["bias"] = golden["bilinear/bias"] });
        var (a, b) = (golden["bilinear/a"].To(dtype).Track(), golden["bilinear/b"].To(dtype).Track());
        var y = layer.Call((a, b));
        var gradients = y.Backward(golden["bilinear/g"].To(dtype));
        foreach (var (name, value) in ((string, Tensor)[])[("y", y), ("da", gradients[a]), ("db", gradients[b]),
            ("dweight", gradients[layer.Weight]), ("dbias", gradients[layer.Bias!])])
            GoldenFile.AssertClose(golden[$"bilinear/{name}"], value, tolerance, $"bilinear: {name}");
    }

    [Theory]
    [InlineData(DType.Float64, 1e-14)]
    [InlineData(DType.Float32, 1e-6)]
    public void WeightedBagsEqualPyTorch(DType dtype, double tolerance)
    {
        using var golden = new GoldenFile("normalization");
        var bag = new EmbeddingBag(5, 3, BagMode.Sum);
        bag.To(dtype);
        bag.Weight.Load(golden["weighted/weight"]);
        var factors = golden["weighted/factors"].To(dtype).Track();
        var y = bag.CallWeighted(golden["weighted/x"], factors);
        var gradients = y.Backward(golden["weighted/g"].To(dtype));
        foreach (var (name, value) in ((string, Tensor)[])[("y", y), ("dweight", gradients[bag.Weight]), ("dfactors", gradients[factors])])
            GoldenFile.AssertClose(golden[$"weighted/{name}"], value, tolerance, $"weighted bag: {name}");
    }

    [Fact]
    public void WrongInputsAreNamed()
    {
        Assert.Equal("Bilinear(3 × 4 → 2): axis 1 of the input must be 4, got (2, 3).",
            Assert.Throws<ShapeException>(() => new Bilinear(3, 4, 2).Call((Tensor.Zeros([2, 3]), Tensor.Zeros([2, 3])))).Message);
        Assert.Equal("Bilinear(3 × 4 → 2): both inputs must have the same axes but the last, got (2, 3) and (5, 4).",
            Assert.Throws<ShapeException>(() => new Bilinear(3, 4, 2).Call((Tensor.Zeros([2, 3]), Tensor.Zeros([5, 4])))).Message);
        Assert.Equal("Embedding: the padding symbol must be in 0 … 4, got 5.", Assert.Throws<ArgumentException>(() => new Embedding(5, 3, padding: 5)).Message);
        Assert.Equal("WeightNorm: Relu() has no weight matrix of its own.", Assert.Throws<ArgumentException>(() => new WeightNorm(new Relu())).Message);
        Assert.Equal("SpectralNorm: the weight of Linear(2 → 2) is computed already.", Assert.Throws<ArgumentException>(() =>
        {
            var linear = new Linear(2, 2);
            _ = (new WeightNorm(linear), new SpectralNorm(linear));
        }).Message);
    }
}
