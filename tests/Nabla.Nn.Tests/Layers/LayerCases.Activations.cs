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

        new("Softmax()", () => new Softmax(), [3, 5], [3, 5]),
        new("LogSoftmax()", () => new LogSoftmax(), [3, 5], [3, 5]),
        new("Dropout(0.4)", () => new Dropout(0.4), [4, 5], [4, 5]) { DiffersInTraining = true },
        new("Dropout(0)", () => new Dropout(0), [3, 5], [3, 5]),
    ];
}
