using Nabla.Testing;

namespace Nabla.Nn.Tests.Layers;

/// <summary>The adaptive softmax against PyTorch, and what it promises beside.</summary>
public class AdaptiveLogSoftmaxTests
{
    static readonly Tensor Targets = Tensor.Of<long>(0, 7, 3, 4);

    static AdaptiveLogSoftmax Made()
    {
        var layer = new AdaptiveLogSoftmax(6, 9, [3, 5], 2);
        layer.Initialize(3);
        layer.To(DType.Float64);
        return layer;
    }

    [Theory]
    [InlineData("adaptive", DType.Float64, 1e-14)]
    [InlineData("adaptive", DType.Float32, 1e-6)]
    [InlineData("adaptive with bias", DType.Float64, 1e-14)]
    [InlineData("adaptive with bias", DType.Float32, 1e-6)]
    public void EqualsPyTorch(string name, DType dtype, double tolerance)
    {
        using var golden = new GoldenFile("composed");
        var bias = name.EndsWith("bias", StringComparison.Ordinal);
        var layer = new AdaptiveLogSoftmax(17, 30, [5, 12], bias ? 2 : 4, bias);
        layer.To(dtype);
        layer.LoadTensors(golden.Under($"{name}/weight."));
        Tensor Read(string key) => golden[$"{name}/{key}"].To(dtype);

        var x = Read("x").Track();
        var y = layer.LogLikelihoods(x, golden[$"{name}/target"]);
        GoldenFile.AssertClose(Read("output"), y, tolerance, $"{name}: log-likelihoods");
        GoldenFile.AssertClose(Read("all"), layer.Call(x), tolerance, $"{name}: all classes");
        var gradients = y.Backward(Read("g"));
        GoldenFile.AssertClose(Read("dx"), gradients[x], tolerance, $"{name}: gradient by the input");
        foreach (var (path, p) in layer.Parameters())
            GoldenFile.AssertClose(Read($"grad.{path}"), gradients[p], tolerance, $"{name}: gradient by {path}");
    }

    [Fact]
    public void ProbabilitiesOfAllClassesSumToOne()
    {
        var sums = Made().Call(GradCheck.Values([5, 6], -2, 2, 3)).Exp().Sum(-1);
        Assert.All(sums.ToArray<double>(), sum => Assert.Equal(1, sum, 1e-14));
    }

    [Fact]
    public void TheLossIsThatOfAllClassesAtTheTargetsToSecondOrder()
    {
        var layer = Made();
        var x = GradCheck.Values([2, 2, 6], -2, 2, 3);
        var targets = Targets.Reshape(2, 2);
        GoldenFile.AssertClose(layer.Call(x).NegativeLogLikelihood(targets), layer.Loss(x, targets), 1e-15, "mean");
        GoldenFile.AssertClose(
            layer.Call(x).NegativeLogLikelihood(targets, Reduction.None), layer.Loss(x, targets, Reduction.None), 1e-15, "unreduced");
        GradCheck.Run(xs => layer.Loss(xs[0], targets, Reduction.Sum), [x], 2);
    }

    [Fact]
    public void WrongUseIsNamed()
    {
        var x = Tensor.Zeros([4, 6], DType.Float64);
        Assert.StartsWith("AdaptiveLogSoftmax(6 → 9, cut at 3, 5): a target must be a class 0 … 8, got 9.",
            Assert.Throws<ArgumentOutOfRangeException>(() => Made().Loss(x, Tensor.Of<long>(0, 1, 9, 2))).Message, StringComparison.Ordinal);
        Assert.Equal("AdaptiveLogSoftmax(6 → 9, cut at 3, 5): the targets must be (4) for the input (4, 6), got (3).",
            Assert.Throws<ShapeException>(() => Made().Loss(x, Tensor.Of<long>(0, 1, 2))).Message);
        Assert.Equal("AdaptiveLogSoftmax(6 → 9, cut at 5, 5): the cutoffs must rise between 1 and 8.",
            Assert.Throws<ArgumentException>(() => new AdaptiveLogSoftmax(6, 9, [5, 5])).Message);
        Assert.Equal("AdaptiveLogSoftmax(6 → 9, cut at 3, 5): with divisor 4 a cluster would see none of 6 inputs.",
            Assert.Throws<ArgumentException>(() => new AdaptiveLogSoftmax(6, 9, [3, 5])).Message);
        var layer = Made();
        Assert.Throws<InvalidOperationException>(() => Captured.Step(xs => [layer.Loss(xs[0], xs[1])]).Run(x, Targets));
    }
}
