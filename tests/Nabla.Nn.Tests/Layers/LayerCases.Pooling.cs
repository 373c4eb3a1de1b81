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
        new("MaxPool(2, ceiling)", () => new MaxPool(2, ceiling: true), [1, 5, 3, 2], [1, 3, 2, 2]),
        new("AveragePool(2, ceiling, divisor 3)", () => new AveragePool(2, ceiling: true, divisor: 3), [1, 5, 3, 2], [1, 3, 2, 2]),
        new("AdaptiveAveragePool((3, 2))", () => new AdaptiveAveragePool((3, 2)), [2, 5, 7, 3], [2, 3, 2, 3]),
        new("AdaptiveMaxPool(4)", () => new AdaptiveMaxPool(4), [2, 9, 3], [2, 4, 3]),
        new("GlobalMaxPool()", () => new GlobalMaxPool(), [2, 3, 4, 5], [2, 5]),
        new("LpPool(2, 3, stride 1)", () => new LpPool(2, 3, 1), [1, 5, 4, 2], [1, 3, 2, 2]),
        new("FractionalMaxPool(2, to (3, 4))", () => FractionalMaxPool.To(2, (3, 4)), [2, 7, 9, 8], [2, 3, 4, 8]) { DiffersInTraining = true },
        new("FractionalMaxPool(2, ratio 0.6)", () => FractionalMaxPool.By(2, 0.6), [1, 9, 10, 6], [1, 5, 6, 6]) { DiffersInTraining = true },
        new("StochasticPool(2)", () => new StochasticPool(2), [2, 4, 6, 3], [2, 2, 3, 3]) { DiffersInTraining = true },
        new("StochasticPool(3, stride 2)", () => new StochasticPool(3, 2), [2, 7, 3], [2, 3, 3]) { DiffersInTraining = true },
        new("GlobalAveragePool()", () => new GlobalAveragePool(), [2, 3, 4, 5], [2, 5]),
    ];
}
