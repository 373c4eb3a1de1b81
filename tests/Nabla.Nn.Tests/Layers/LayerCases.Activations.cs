using Nabla.Testing;

namespace Nabla.Nn.Tests.Layers;

static partial class LayerCases
{
    static IEnumerable<LayerCase> Activations =>
    [
        new("Relu()", () => new Relu(), [3, 5], [3, 5]),
        new("Relu6()", () => new Relu6(), [3, 5], [3, 5]),
        new("LeakyRelu(0.2)", () => new LeakyRelu(0.2), [3, 5], [3, 5]),
        new("Elu(1.5)", () => new Elu(1.5), [3, 5], [3, 5]),
        new("Gelu()", () => new Gelu(), [3, 5], [3, 5]),
        new("Silu()", () => new Silu(), [3, 5], [3, 5]),
        new("Sigmoid()", () => new Sigmoid(), [3, 5], [3, 5]),
        new("Tanh()", () => new Tanh(), [3, 5], [3, 5]),
        new("Softplus()", () => new Softplus(), [3, 5], [3, 5]),
        new("Softplus(β 2)", () => new Softplus(2), [3, 5], [3, 5]),
        new("LogSigmoid()", () => new LogSigmoid(), [3, 5], [3, 5]),
        new("Selu()", () => new Selu(), [3, 5], [3, 5]),
        new("Celu(0.5)", () => new Celu(0.5), [3, 5], [3, 5]),
        new("GeluTanh()", () => new GeluTanh(), [3, 5], [3, 5]),
        new("Mish()", () => new Mish(), [3, 5], [3, 5]),
        new("Softsign()", () => new Softsign(), [3, 5], [3, 5]),
        new("HardTanh(-1, 1)", () => new HardTanh(), [3, 5], [3, 5]),
        new("HardSigmoid()", () => new HardSigmoid(), [3, 5], [3, 5]),
        new("HardSwish()", () => new HardSwish(), [3, 5], [3, 5]),
        new("TanhShrink()", () => new TanhShrink(), [3, 5], [3, 5]),
        new("SoftShrink(0.5)", () => new SoftShrink(), [3, 5], [3, 5]),
        new("HardShrink(0.5)", () => new HardShrink(), [3, 5], [3, 5]),
        new("Threshold(0.3, -1)", () => new Threshold(0.3, -1), [3, 5], [3, 5]),
        new("Heaviside()", () => new Heaviside(), [3, 5], [3, 5]),

        new("Prelu(1)", () => new Prelu(), [3, 5], [3, 5], "weight (1)"),
        new("Prelu(5)", () => new Prelu(5), [2, 3, 5], [2, 3, 5], "weight (5)"),
        new("Swish(1)", () => new Swish(), [3, 5], [3, 5], "beta (1)"),
        new("Swish(5)", () => new Swish(5), [3, 5], [3, 5], "beta (5)"),
        new("Rrelu(0.125, 0.333)", () => new Rrelu(), [3, 5], [3, 5]) { DiffersInTraining = true },

        new("Softmax()", () => new Softmax(), [3, 5], [3, 5]),
        new("LogSoftmax()", () => new LogSoftmax(), [3, 5], [3, 5]),
        new("Softmin()", () => new Softmin(), [3, 5], [3, 5]),
        new("Maxout(3)", () => new Maxout(3), [4, 6], [4, 2]),
        new("Glu()", () => new Glu(), [2, 3, 6], [2, 3, 3]),
        new("ReGlu()", () => new ReGlu(), [3, 6], [3, 3]),
        new("GeGlu()", () => new GeGlu(), [3, 6], [3, 3]),
        new("SwiGlu()", () => new SwiGlu(), [3, 6], [3, 3]),
        new("BilinearGlu()", () => new BilinearGlu(), [3, 6], [3, 3]),
        new("RadialBasis(5 → 4)", () => new RadialBasis(5, 4), [2, 3, 5], [2, 3, 4], "centers (4, 5)", "widths (4)"),
        new("Dropout(0.4)", () => new Dropout(0.4), [4, 5], [4, 5]) { DiffersInTraining = true },
        new("FeatureDropout(0.4)", () => new FeatureDropout(0.4), [3, 4, 5], [3, 4, 5]) { DiffersInTraining = true },
        new("AlphaDropout(0.4)", () => new AlphaDropout(0.4), [4, 5], [4, 5]) { DiffersInTraining = true },
        new("FeatureAlphaDropout(0.4)", () => new FeatureAlphaDropout(0.4), [3, 2, 2, 5], [3, 2, 2, 5]) { DiffersInTraining = true },
        new("Dropout(0)", () => new Dropout(0), [3, 5], [3, 5]),
    ];
}
