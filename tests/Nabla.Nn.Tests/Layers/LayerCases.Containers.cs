using Nabla.Testing;

namespace Nabla.Nn.Tests.Layers;

static partial class LayerCases
{
    static Deferred Made(Deferred layer, Shape input)
    {
        Summary.Of(layer, Tensor.Empty(input));
        return layer;
    }

    static IEnumerable<LayerCase> Containers =>
    [
        new("Identity()", () => new Identity(), [2, 3], [2, 3]),
        new("Flatten()", () => new Flatten(), [2, 3, 4, 5], [2, 60]),
        new("Reshape(4, -1)", () => new Reshape(4, -1), [2, 3, 8], [2, 4, 6]),
        new("Residual(Linear(3 → 3))", () => new Residual(new Linear(3, 3)), [2, 3], [2, 3], "inner.weight (3, 3)", "inner.bias (3)"),
        new("Deferred(Linear(5 → 3))", () => Made(new Deferred(x => new Linear(x[-1], 3)), [2, 5]), [2, 5], [2, 3], "weight (3, 5)", "bias (3)"),
        new("Sequential(2 layers)", () => new Sequential(new Linear(3, 4), new Tanh()), [2, 3], [2, 4], "0.weight (4, 3)", "0.bias (4)"),
        new("Sequential(2 layers)", () => new Sequential(("map", new Linear(3, 4)), ("tanh", new Tanh())), [4, 3], [4, 4], "map.weight (4, 3)", "map.bias (4)"),
        new("Branches(2 layers, concatenated)", () => Branches.Concat(new Linear(3, 4), new Tanh()), [2, 3], [2, 7], "0.weight (4, 3)", "0.bias (4)"),
        new("Branches(2 layers, summed)", () => Branches.Sum(("map", new Linear(3, 3)), ("tanh", new Tanh())), [2, 3], [2, 3], "map.weight (3, 3)", "map.bias (3)"),
        new("DenseBlock(2 layers)", () => new DenseBlock(new Linear(3, 2, bias: false), new Linear(5, 4)), [2, 3], [2, 9],
            "0.weight (2, 3)", "1.weight (4, 5)", "1.bias (4)"),
        new("DenseBlock(1 layers)", () => new DenseBlock(("only", new Linear(3, 2, bias: false))), [2, 3], [2, 5], "only.weight (2, 3)"),

        new("Linear(5 → 3)", () => new Linear(5, 3), [2, 5], [2, 3], "weight (3, 5)", "bias (3)"),
        new("Linear(5 → 3, no bias)", () => new Linear(5, 3, bias: false), [2, 4, 5], [2, 4, 3], "weight (3, 5)"),
        new("Linear(24 → 3)", () => new Linear(24, 3, flattenedFrom: [2, 3, 4]), [2, 24], [2, 3], "weight (3, 24)", "bias (3)"),
        new("AdaptiveLogSoftmax(6 → 9, cut at 3, 5)", () => new AdaptiveLogSoftmax(6, 9, [3, 5], 2), [2, 6], [2, 9],
            "head.weight (5, 6)", "tail.0.0.weight (3, 6)", "tail.0.1.weight (2, 3)", "tail.1.0.weight (1, 6)", "tail.1.1.weight (4, 1)"),
        new("AdaptiveLogSoftmax(4 → 5, cut at 2)", () => new AdaptiveLogSoftmax(4, 5, [2], headBias: true), [2, 3, 4], [2, 3, 5],
            "head.weight (3, 4)", "head.bias (3)", "tail.0.0.weight (1, 4)", "tail.0.1.weight (3, 1)"),
        new("Highway(3)", () => new Highway(3), [2, 3], [2, 3],
            "transform.weight (3, 3)", "transform.bias (3)", "gate.weight (3, 3)", "gate.bias (3)"),
        new("Highway(3)", () => new Highway(3, new Tanh(), gateBias: 0), [2, 2, 3], [2, 2, 3],
            "transform.weight (3, 3)", "transform.bias (3)", "gate.weight (3, 3)", "gate.bias (3)"),
    ];
}
