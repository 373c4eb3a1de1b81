namespace Nabla.Nn.Tests.Layers;

static partial class GoldenLayers
{
    static IEnumerable<GoldenLayer> Convolution =>
    [
        new("convolution", "conv reflect", () => Conv.Of2d(3, 4, 3, padding: Padding.Of((1, 2), PadMode.Reflect))),
        new("convolution", "conv replicate", () => Conv.Of2d(3, 2, 3, stride: 2, padding: Padding.Of(2, PadMode.Replicate))),
        new("convolution", "conv circular", () => Conv.Of2d(2, 3, (3, 2), padding: Padding.Of(1, PadMode.Circular))),
        new("convolution", "conv1d circular", () => Conv.Of1d(2, 3, 5, padding: Padding.Of(2, PadMode.Circular))),
        new("convolution", "conv3d replicate", () => Conv.Of3d(2, 2, 3, padding: Padding.Of(1, PadMode.Replicate))),
        new("convolution", "conv same", () => Conv.Of2d(3, 4, (3, 4), padding: Padding.Same())),
        new("convolution", "conv same dilated", () => Conv.Of1d(3, 4, 4, padding: Padding.Same(), dilation: 3)),
        new("convolution", "conv same reflect", () => Conv.Of2d(2, 3, (4, 3), padding: Padding.Same(PadMode.Reflect))),
        new("convolution", "separable", () => SeparableConv.Of2d(3, 5, 3, padding: 1)),
        new("convolution", "transpose1d padded", () => ConvTranspose.Of1d(2, 3, 3, stride: 3, padding: 1, outputPadding: 2)),
        new("convolution", "transpose3d padded", () => ConvTranspose.Of3d(2, 2, 3, stride: 2, padding: 1, outputPadding: (1, 0, 1))),
    ];
}
