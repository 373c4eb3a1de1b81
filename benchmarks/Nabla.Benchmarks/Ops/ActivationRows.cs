using static Nabla.Benchmarks.Ops.OpRow;

namespace Nabla.Benchmarks.Ops;

/// <summary>Activations of a million numbers, forward and backward.</summary>
static class ActivationRows
{
    public static IEnumerable<OpRow> Of()
    {
        Tensor x = Normal([Side, Side]), weight = Tensor.Full([Side], 0.25);
        (string Name, Func<Tensor, Tensor> F)[] functions =
        [
            ("relu", v => v.Relu()), ("relu6", v => v.Relu6()), ("leaky_relu", v => v.LeakyRelu()), ("prelu", v => v.Prelu(weight)),
            ("elu", v => v.Elu()), ("selu", v => v.Selu()), ("celu", v => v.Celu()), ("gelu", v => v.Gelu()), ("gelu tanh", v => v.GeluTanh()),
            ("silu", v => v.Silu()), ("mish", v => v.Mish()), ("softplus", v => v.Softplus()), ("logsigmoid", v => v.LogSigmoid()),
            ("sigmoid", v => v.Sigmoid()), ("tanh", v => v.Tanh()), ("hardswish", v => v.HardSwish()), ("hardsigmoid", v => v.HardSigmoid()),
            ("hardtanh", v => v.HardTanh()), ("softshrink", v => v.SoftShrink()), ("hardshrink", v => v.HardShrink()),
            ("tanhshrink", v => v.TanhShrink()), ("softsign", v => v.Softsign()), ("threshold", v => v.Threshold(0.1, 0)), ("glu", v => v.Glu()),
            ("softmax", v => v.Softmax()), ("log_softmax", v => v.LogSoftmax()),
        ];
        return functions.Select(f => Gradient(f.Name, x, f.F));
    }
}
