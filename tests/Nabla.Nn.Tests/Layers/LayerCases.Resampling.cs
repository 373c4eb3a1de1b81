using Nabla.Testing;

namespace Nabla.Nn.Tests.Layers;

static partial class LayerCases
{
    static IEnumerable<LayerCase> Resampling =>
    [
        new("Resize(to (3, 7), Nearest)", () => Resize.To((3, 7)), [2, 4, 5, 3], [2, 3, 7, 3]),
        new("Resize(by 2, Linear, corners aligned)", () => Resize.By(2, ResizeMode.Linear, alignCorners: true), [2, 3, 4, 3], [2, 6, 8, 3]),
        new("Resize(to 3, Cubic, antialiased)", () => Resize.To(3, ResizeMode.Cubic, antialias: true), [1, 8, 7, 2], [1, 3, 3, 2]),
        new("Pad(2)", () => new Pad(2), [1, 4, 3, 2], [1, 8, 7, 2]),
        new("Pad((1, 2), Reflect)", () => new Pad((1, 2), PadMode.Reflect), [1, 4, 3, 2], [1, 6, 7, 2]),
        new("Pad(1, value -0.5)", () => new Pad(1, value: -0.5), [2, 4, 3], [2, 6, 3]),
        new("PixelShuffle(2)", () => new PixelShuffle(2), [2, 3, 2, 8], [2, 6, 4, 2]),
        new("PixelUnshuffle(2)", () => new PixelUnshuffle(2), [2, 6, 4, 2], [2, 3, 2, 8]),
        new("ChannelShuffle(3)", () => new ChannelShuffle(3), [2, 3, 6], [2, 3, 6]),
        new("Unfold(2, stride 2, padding 1)", () => new Unfold(2, 2, 1), [1, 4, 6, 3], [1, 12, 12]),
        new("Fold(4×6, 2, stride 2, padding 1)", () => new Fold([4, 6], 2, 2, 1), [1, 12, 12], [1, 4, 6, 3]),
    ];
}
