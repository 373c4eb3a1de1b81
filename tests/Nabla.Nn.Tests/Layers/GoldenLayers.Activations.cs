namespace Nabla.Nn.Tests.Layers;

static partial class GoldenLayers
{
    static readonly (string Name, Func<Module<Tensor, Tensor>> Create)[] elementActivations =
    [
        ("relu", () => new Relu()), ("relu6", () => new Relu6()), ("leaky relu", () => new LeakyRelu(0.2)), ("prelu", () => new Prelu()),
        ("prelu of channels", () => new Prelu(5)), ("rrelu", () => new Rrelu(0.25, 0.25)), ("elu", () => new Elu(1.5)), ("selu", () => new Selu()),
        ("celu", () => new Celu(0.5)), ("gelu", () => new Gelu()), ("gelu tanh", () => new GeluTanh()), ("silu", () => new Silu()), ("mish", () => new Mish()),
        ("softplus", () => new Softplus()), ("softplus sharp", () => new Softplus(2, 5)), ("softsign", () => new Softsign()), ("sigmoid", () => new Sigmoid()),
        ("hard sigmoid", () => new HardSigmoid()), ("hard swish", () => new HardSwish()), ("tanh", () => new Tanh()), ("hard tanh", () => new HardTanh()),
        ("hard tanh uneven", () => new HardTanh(-0.5, 3)), ("tanh shrink", () => new TanhShrink()), ("soft shrink", () => new SoftShrink()),
        ("hard shrink", () => new HardShrink()), ("threshold", () => new Threshold(0.5, -2)), ("log sigmoid", () => new LogSigmoid()),
    ];

    static IEnumerable<GoldenLayer> Activations =>
    [
        .. from activation in elementActivations
           from place in new[] { " at random", " at kinks", " at huge" }
           select new GoldenLayer("activations", activation.Name + place, activation.Create),
        new("activations", "prelu of image", () => new Prelu(3)),
        .. from rows in new (string Name, Func<Module<Tensor, Tensor>> Create)[]
               { ("softmax", () => new Softmax()), ("log softmax", () => new LogSoftmax()), ("softmin", () => new Softmin()), ("glu", () => new Glu()) }
           from size in new[] { " of rows", " of huge" }
           select new GoldenLayer("activations", rows.Name + size, rows.Create),
    ];
}
