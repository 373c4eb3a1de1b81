using Nabla.Testing;

namespace Nabla.Tests.Ops;

public static partial class OpCases
{
    static double Clamped(double x, double low, double high) => Math.Min(Math.Max(x, low), high);

    static double SoftplusOf(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    static double GeluTanhOf(double x) => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));

    static double SeluOf(double x) => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Math.Exp(x) - 1));

    // Intervals end at kinks. Special values are left out where ∞ · 0 has no meaning (x · gate) or ∞ / ∞.
    static IEnumerable<ElementCase> Activations =>
    [
        new("Celu", "α = 0.5", x => x[0].Celu(0.5), x => x[0] > 0 ? x[0] : 0.5 * (Math.Exp(x[0] / 0.5) - 1)),
        new("Elu", "of tiny numbers", x => x[0].Elu(), x => x[0] > 0 ? x[0] : x[0] + x[0] * x[0] / 2, Low: -1e-9, High: -1e-12) { Tolerance = 1e-24, Order = 0, FloatTolerance = 1e-15, Special = false },
        new("GeluTanh", "", x => x[0].GeluTanh(), x => GeluTanhOf(x[0])) { Special = false },
        new("HardShrink", "inside", x => x[0].HardShrink(), x => Math.Abs(x[0]) <= 0.5 ? 0 : x[0], Low: -0.49, High: 0.49),
        new("HardShrink", "outside, λ = 1", x => x[0].HardShrink(1), x => Math.Abs(x[0]) <= 1 ? 0 : x[0], Low: 1.01),
        new("HardSigmoid", "", x => x[0].HardSigmoid(), x => Clamped(x[0] + 3, 0, 6) / 6, Low: -2.9, High: 2.9),
        new("HardSigmoid", "above", x => x[0].HardSigmoid(), x => Clamped(x[0] + 3, 0, 6) / 6, Low: 3.1, High: 5),
        new("HardSwish", "", x => x[0].HardSwish(), x => x[0] * Clamped(x[0] + 3, 0, 6) / 6, Low: -2.9, High: 2.9) { Special = false },
        new("HardSwish", "below", x => x[0].HardSwish(), x => x[0] * Clamped(x[0] + 3, 0, 6) / 6, Low: -5, High: -3.1) { Special = false },
        new("HardTanh", "", x => x[0].HardTanh(), x => Clamped(x[0], -1, 1), Low: -0.9, High: 0.9),
        new("HardTanh", "0 … 2, above", x => x[0].HardTanh(0, 2), x => Clamped(x[0], 0, 2), Low: 2.1, High: 4),
        new("Heaviside", "", x => x[0].Heaviside(), x => double.IsNaN(x[0]) ? x[0] : x[0] > 0 ? 1 : 0),
        new("HeavisideStraightThrough", "", x => x[0].HeavisideStraightThrough(), x => double.IsNaN(x[0]) ? x[0] : x[0] > 0 ? 1 : 0) { Order = 0 },
        new("LogSigmoid", "", x => x[0].LogSigmoid(), x => -SoftplusOf(-x[0])),
        new("Mish", "", x => x[0].Mish(), x => x[0] * Math.Tanh(SoftplusOf(x[0]))) { Special = false },
        new("Relu6", "", x => x[0].Relu6(), x => Clamped(x[0], 0, 6), Low: 0.1, High: 5.9),
        new("Relu6", "above", x => x[0].Relu6(), x => Clamped(x[0], 0, 6), Low: 6.1, High: 8),
        new("Selu", "", x => x[0].Selu(), x => SeluOf(x[0])),
        new("Selu", "positive", x => x[0].Selu(), x => SeluOf(x[0]), Low: 0.1),
        new("SoftShrink", "inside", x => x[0].SoftShrink(), x => x[0] - Clamped(x[0], -0.5, 0.5), Low: -0.49, High: 0.49),
        new("SoftShrink", "outside, λ = 1", x => x[0].SoftShrink(1), x => x[0] - Clamped(x[0], -1, 1), Low: -4, High: -1.01),
        new("Softplus", "β = 2, threshold 3", x => x[0].Softplus(2, 3), x => 2 * x[0] > 3 ? x[0] : SoftplusOf(2 * x[0]) / 2),
        new("Softsign", "", x => x[0].Softsign(), x => x[0] / (1 + Math.Abs(x[0])), Low: 0.05) { Special = false },
        new("Swish", "β = 2", x => x[0].Swish(2), x => x[0] * Sigmoid(2 * x[0])) { Special = false },
        new("Swish", "β learned", x => x[0].Swish(x[1]), x => x[0] * Sigmoid(x[1] * x[0]), 2) { Special = false },
        new("TanhShrink", "", x => x[0].TanhShrink(), x => x[0] - Math.Tanh(x[0])),
        new("Threshold", "above", x => x[0].Threshold(0.5, -2), x => x[0] <= 0.5 ? -2 : x[0], Low: 0.6),
        new("Threshold", "below", x => x[0].Threshold(0.5, -2), x => x[0] <= 0.5 ? -2 : x[0], Low: -3, High: 0.4),
    ];

    // y = a f(b) for the halves a, b of the last axis.
    static Grid Gated(Grid x, Func<double, double> gate)
    {
        var half = x.Shape[^1] / 2;
        return Grid.From([.. x.Shape[..^1], half], i => x[i] * gate(x[[.. i[..^1], i[^1] + half]]));
    }

    static Grid Gaussians(Grid x, Grid centers, Grid widths) => Grid.From([.. x.Shape[..^1], centers.Shape[0]], i =>
    {
        var square = Enumerable.Range(0, centers.Shape[1]).Sum(d => Math.Pow(x[[.. i[..^1], d]] - centers[i[^1], d], 2));
        return Math.Exp(-square / (2 * widths[i[^1]] * widths[i[^1]]));
    });

    static IEnumerable<OpCase> ActivationsOfRows =>
    [
        new("BilinearGlu", "", x => x[0].BilinearGlu(), x => Gated(x[0], v => v), In(2, 3, 10)),
        new("GeGlu", "", x => x[0].GeGlu(), x => Gated(x[0], v => v * NormalCdf(v)), In(3, 10)),
        new("Glu", "", x => x[0].Glu(), x => Gated(x[0], Sigmoid), In(2, 3, 10)),
        new("Maxout", "", x => x[0].Maxout(3), x => Grid.From([2, 4], i => Enumerable.Range(0, 3).Max(k => x[0][i[0], 3 * i[1] + k])), In(2, 12)),
        new("Prelu", "one slope", x => x[0].Prelu(x[1]), x => Grid.From([3, 5], i => x[0][i] > 0 ? x[0][i] : x[1][0] * x[0][i]), In(3, 5), In(1)),
        new("Prelu", "of features", x => x[0].Prelu(x[1]), x => Grid.From([2, 3, 5], i => x[0][i] > 0 ? x[0][i] : x[1][i[2]] * x[0][i]), In(2, 3, 5), In(5)),
        new("RadialBasis", "", x => x[0].RadialBasis(x[1], x[2]), x => Gaussians(x[0], x[1], x[2]), In(2, 3, 5), In(4, 5), new OpInput([4], 0.5, 2)),
        new("ReGlu", "", x => x[0].ReGlu(), x => Gated(x[0], v => Math.Max(v, 0)), In(3, 10)),
        new("Rrelu", "", x => x[0].Rrelu(new Rng(3), 0.25, 0.25), x => Grid.From([3, 5], i => x[0][i] > 0 ? x[0][i] : 0.25 * x[0][i]), In(3, 5)),
        new("Softmin", "", x => x[0].Softmin(), x => x[0].Rows(row => SoftmaxOf([.. row.Select(v => -v)])), In(2, 3, 5)),
        new("SwiGlu", "", x => x[0].SwiGlu(), x => Gated(x[0], v => v * Sigmoid(v)), In(3, 10)),
    ];

    static IEnumerable<ErrorCase> WrongActivations =>
    [
        new("Celu", "Celu: alpha must be above 0, got 0.", () => Zeros(3).Celu(0)),
        new("Glu", "Glu: the last axis must be even to be cut in halves, got (3, 5).", () => Zeros(3, 5).Glu()),
        new("HardShrink", "HardShrink: λ must not be negative, got -1.", () => Zeros(3).HardShrink(-1)),
        new("HardTanh", "HardTanh: low must be below high, got 1 and 1.", () => Zeros(3).HardTanh(1, 1)),
        new("Maxout", "Maxout(2): the last axis must be a multiple of the pieces, got (3, 5).", () => Zeros(3, 5).Maxout(2)),
        new("Prelu", "Prelu: the weight must be (1) or (5) for an input (3, 5), got (3).", () => Zeros(3, 5).Prelu(Zeros(3))),
        new("RadialBasis", "RadialBasis: the centers must be (K, 5) for an input (3, 5), got (2, 4).", () => Zeros(3, 5).RadialBasis(Zeros(2, 4), Zeros(2))),
        new("RadialBasis", "RadialBasis: the widths must be (2), one for each center, got (5).", () => Zeros(3, 5).RadialBasis(Zeros(2, 5), Zeros(5))),
        new("Rrelu", "Rrelu: low must not be above high, got 0.5 and 0.25.", () => Zeros(3).Rrelu(new Rng(1), 0.5, 0.25)),
        new("SoftShrink", "SoftShrink: λ must not be negative, got -1.", () => Zeros(3).SoftShrink(-1)),
        new("Softplus", "Softplus: β must be above 0, got 0.", () => Zeros(3).Softplus(0)),
    ];
}
