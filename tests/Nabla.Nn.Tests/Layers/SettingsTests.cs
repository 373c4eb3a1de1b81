namespace Nabla.Nn.Tests.Layers;

/// <summary>Errors of layers: who with its settings, what must be, what was given.</summary>
public class SettingsTests
{
    public static TheoryData<string, Func<Tensor>> Wrong => new()
    {
        { "Conv2d(3 → 16, 3×3): axis 3 of the input must be 3, got (10, 28, 28, 7).", () => Conv.Of2d(3, 16, 3).Call(Tensor.Zeros([10, 28, 28, 7])) },
        { "Conv2d(3 → 16, 3×3, groups 2): groups must divide both 3 and 16, got 2.", () => Made(Conv.Of2d(3, 16, 3, groups: 2)) },
        { "Conv2d(3 → 16, 3×3, stride 2): axis 3 of the input must be 3, got (10, 3, 28, 28). Channels come last.",
            () => Conv.Of2d(3, 16, 3, stride: 2).Call(Tensor.Zeros([10, 3, 28, 28])) },
        { "Conv2d(3 → 16, 3×3): the input must have 4 axes (N, H, W, C), got (28, 28, 3). Did you forget the axis of the batch?",
            () => Conv.Of2d(3, 16, 3).Call(Tensor.Zeros([28, 28, 3])) },
        { "Conv2d(3 → 16, 3×3): axis 2 of the input must be at least 3 for this kernel, got (1, 4, 2, 3).",
            () => Conv.Of2d(3, 16, 3).Call(Tensor.Zeros([1, 4, 2, 3])) },
        { "Conv2d(3 → 4, 3×3, stride 2, padding same): the output can be as large as the input with stride 1 only.",
            () => Made(Conv.Of2d(3, 4, 3, stride: 2, padding: Padding.Same())) },
        { "Pad(2): the input must be (N, [[D,] H,] W, C), got (4, 3).", () => new Pad(2).Call(Tensor.Zeros([4, 3])) },
        { "FractionalMaxPool(2, to 3): the input must be (N, [[D,] H,] W, C), got (4, 3).", () => FractionalMaxPool.To(2, 3).Call(Tensor.Zeros([4, 3])) },
        { "Conv1d(0 → 4, 3): channels and kernel must be at least 1.", () => Made(Conv.Of1d(0, 4, 3)) },
        { "Conv2d(3 → 4, 3×3, stride 0): stride and dilation must be at least 1, padding at least 0.", () => Made(Conv.Of2d(3, 4, 3, stride: 0)) },
        { "ConvTranspose2d(3 → 4, 2×2, stride 2): axis 3 of the input must be 3, got (1, 5, 5, 4).",
            () => ConvTranspose.Of2d(3, 4, 2, stride: 2).Call(Tensor.Zeros([1, 5, 5, 4])) },
        { "Linear(12 → 3): flattenedFrom must be (…, C) with 12 elements, got (2, 3, 4).", () => Made(new Linear(12, 3, flattenedFrom: [2, 3, 4])) },
        { "BatchNorm(4): axis 1 of the input must be 4, got (2, 3).", () => new BatchNorm(4).Call(Tensor.Zeros([2, 3])) },
        { "BatchNorm(4): in training there must be at least 2 values of each feature, got (1, 4).", () => new BatchNorm(4).Call(Tensor.Zeros([1, 4])) },
        { "Embedding(5 → 2): symbols must be int64 or int32, got float32.", () => new Embedding(5, 2).Call(Tensor.Zeros([3])) },
        { "LayerNorm(4): axis 2 of the input must be 4, got (2, 4, 3).", () => new LayerNorm(4).Call(Tensor.Zeros([2, 4, 3])) },
        { "RmsNorm(4): axis 0 of the input must be 4, got (3).", () => new RmsNorm(4).Call(Tensor.Zeros([3])) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void ErrorsNameTheLayerWithItsSettings(string message, Func<Tensor> call) =>
        Assert.Equal(message, Assert.Throws<ShapeException>(call).Message);

    [Fact]
    public void AProbabilityOutsideItsRangeIsRefused() =>
        Assert.StartsWith("Dropout: the probability must be in [0, 1], got 1.5.", Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(1.5)).Message);

    static Tensor Made(Module<Tensor, Tensor> layer) => throw new InvalidOperationException($"{layer} was made");
}
