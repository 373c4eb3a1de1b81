using Nabla.Testing;

namespace Nabla.Nn.Tests.Layers;

static partial class LayerCases
{
    static IEnumerable<LayerCase> Pooling =>
    [
        new("MaxPool(2)", () => new MaxPool(2), [2, 4, 6, 3], [2, 2, 3, 3]),
        new("MaxPool(3, stride 2, padding 1)", () => new MaxPool(3, stride: 2, padding: 1), [1, 5, 6, 2], [1, 3, 3, 2]),
        new("MaxPool(2, stride 1, dilation 2)", () => new MaxPool(2, stride: 1, dilation: 2), [1, 6, 2], [1, 4, 2]),
        new("AveragePool((2, 3))", () => new AveragePool((2, 3)), [2, 4, 6, 3], [2, 2, 2, 3]),
        new("AveragePool(3, stride 2, padding 1, without the padding)",
            () => new AveragePool(3, stride: 2, padding: 1, countPadding: false), [1, 5, 4, 2], [1, 3, 2, 2]),
        new("GlobalAveragePool()", () => new GlobalAveragePool(), [2, 3, 4, 5], [2, 5]),
    ];
}
