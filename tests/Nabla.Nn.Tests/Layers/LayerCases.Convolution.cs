using Nabla.Testing;

namespace Nabla.Nn.Tests.Layers;

static partial class LayerCases
{
    static IEnumerable<LayerCase> Convolution =>
    [
        new("Conv1d(3 → 4, 3, padding 1)", () => Conv.Of1d(3, 4, 3, padding: 1), [2, 6, 3], [2, 6, 4], "weight (4, 3, 3)", "bias (4)"),
        new("Conv2d(3 → 4, 3×3)", () => Conv.Of2d(3, 4, 3), [2, 5, 6, 3], [2, 3, 4, 4], "weight (4, 3, 3, 3)", "bias (4)"),
        new("Conv2d(2 → 4, 3×2, stride 2×1, padding 1×0, dilation 2, groups 2, no bias)",
            () => Conv.Of2d(2, 4, (3, 2), stride: (2, 1), padding: (1, 0), dilation: 2, groups: 2, bias: false),
            [1, 7, 5, 2], [1, 3, 3, 4], "weight (4, 1, 3, 2)"),
        new("Conv2d(2 → 3, 3×3, padding 1×2 reflect)", () => Conv.Of2d(2, 3, 3, padding: Padding.Of((1, 2), PadMode.Reflect)),
            [1, 4, 4, 2], [1, 4, 6, 3], "weight (3, 2, 3, 3)", "bias (3)"),
        new("Conv2d(2 → 3, 3×4, padding same)", () => Conv.Of2d(2, 3, (3, 4), padding: Padding.Same()), [1, 4, 5, 2], [1, 4, 5, 3], "weight (3, 2, 3, 4)", "bias (3)"),
        new("Conv1d(2 → 3, 4, padding same circular, dilation 2)",
            () => Conv.Of1d(2, 3, 4, padding: Padding.Same(PadMode.Circular), dilation: 2), [2, 7, 2], [2, 7, 3], "weight (3, 2, 4)", "bias (3)"),
        new("Sequential(2 layers)", () => SeparableConv.Of2d(3, 4, 3, stride: 2, padding: 1, bias: false), [1, 5, 6, 3], [1, 3, 3, 4],
            "0.weight (3, 1, 3, 3)", "1.weight (4, 3, 1, 1)"),
        new("Sequential(2 layers)", () => SeparableConv.Of1d(3, 4, 3), [1, 6, 3], [1, 4, 4], "0.weight (3, 1, 3)", "0.bias (3)", "1.weight (4, 3, 1)", "1.bias (4)"),
        new("Sequential(2 layers)", () => SeparableConv.Of3d(2, 3, 2), [1, 3, 3, 4, 2], [1, 2, 2, 3, 3],
            "0.weight (2, 1, 2, 2, 2)", "0.bias (2)", "1.weight (3, 2, 1, 1, 1)", "1.bias (3)"),
        new("Conv3d(2 → 3, 2×2×2, stride 2)", () => Conv.Of3d(2, 3, 2, stride: 2), [1, 2, 4, 3, 2], [1, 1, 2, 1, 3], "weight (3, 2, 2, 2, 2)", "bias (3)"),
        new("ConvTranspose1d(3 → 2, 4, stride 2, padding 1)",
            () => ConvTranspose.Of1d(3, 2, 4, stride: 2, padding: 1), [2, 3, 3], [2, 6, 2], "weight (3, 2, 4)", "bias (2)"),
        new("ConvTranspose2d(4 → 2, 3×3, stride 2, output padding 1, groups 2)",
            () => ConvTranspose.Of2d(4, 2, 3, stride: 2, outputPadding: 1, groups: 2), [1, 2, 3, 4], [1, 6, 8, 2], "weight (4, 1, 3, 3)", "bias (2)"),
        new("ConvTranspose3d(2 → 1, 2×2×2, no bias)",
            () => ConvTranspose.Of3d(2, 1, 2, bias: false), [1, 2, 1, 2, 2], [1, 3, 2, 3, 1], "weight (2, 1, 2, 2, 2)"),
        new("SqueezeExcite(4, squeezed to 2)", () => new SqueezeExcite(4, 2), [2, 3, 2, 4], [2, 3, 2, 4],
            "fc1.weight (2, 4, 1, 1)", "fc1.bias (2)", "fc2.weight (4, 2, 1, 1)", "fc2.bias (4)"),
    ];
}
