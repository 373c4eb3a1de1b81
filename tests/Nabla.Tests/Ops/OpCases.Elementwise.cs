using Nabla.Testing;

namespace Nabla.Tests.Ops;

public static partial class OpCases
{
    static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    // Φ by integrating the density with Simpson's rule: slow, independent, good to 1e-13 for |x| ≤ 8.
    static double NormalCdf(double x)
    {
        if (double.IsNaN(x) || Math.Abs(x) > 8)
            return double.IsNaN(x) ? x : x > 0 ? 1 : 0;
        const int Steps = 2000;
        var (h, sum) = (x / Steps, 0.0);
        for (var i = 0; i <= Steps; i++)
            sum += Math.Exp(-0.5 * i * h * i * h) * (i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2);
        return 0.5 + sum * h / 3 / Math.Sqrt(2 * Math.PI);
    }

    // Intervals end where the slope jumps or the curve leaves its domain. Higher tolerances: Exp, Log, Tanh and Erf are good to 1.5 units
    // in the last place, and a difference such as 1 − eˣ or a power multiplies that.
    static IEnumerable<ElementCase> Unary =>
    [
        new("Abs", "", x => x[0].Abs(), x => Math.Abs(x[0]), Low: 0.1),
        new("Abs", "negative", x => x[0].Abs(), x => Math.Abs(x[0]), Low: -3, High: -0.1),
        new("Clamp", "", x => x[0].Clamp(-10, 0.5), x => double.IsNaN(x[0]) ? x[0] : Math.Clamp(x[0], -10, 0.5), Low: -3, High: 0.45),
        new("Clamp", "outside", x => x[0].Clamp(-0.1, 0.1), x => double.IsNaN(x[0]) ? x[0] : Math.Clamp(x[0], -0.1, 0.1), Low: 0.2),
        new("Cos", "", x => x[0].Cos(), x => Math.Cos(x[0])) { Special = false },
        new("Elu", "", x => x[0].Elu(), x => x[0] > 0 ? x[0] : Math.Exp(x[0]) - 1, Low: 0.05),
        new("Elu", "α = 1.5, negative", x => x[0].Elu(1.5), x => x[0] > 0 ? x[0] : 1.5 * (Math.Exp(x[0]) - 1), High: -0.05) { Tolerance = 1e-15 },
        new("Erf", "", x => x[0].Erf(), x => 2 * NormalCdf(x[0] * Math.Sqrt(2)) - 1) { Tolerance = 1e-12 },
        new("Exp", "", x => x[0].Exp(), x => Math.Exp(x[0])),
        new("Floor", "", x => x[0].Floor(), x => Math.Floor(x[0])),
        new("Gelu", "", x => x[0].Gelu(), x => x[0] * NormalCdf(x[0])) { Tolerance = 1e-12, Special = false },
        new("LeakyRelu", "", x => x[0].LeakyRelu(), x => x[0] > 0 ? x[0] : 0.01 * x[0], Low: 0.1),
        new("LeakyRelu", "slope 0.2, negative", x => x[0].LeakyRelu(0.2), x => x[0] > 0 ? x[0] : 0.2 * x[0], High: -0.1),
        new("Log", "", x => x[0].Log(), x => Math.Log(x[0]), 1, 0.2, 4) { Special = false },
        new("Negate", "", x => x[0].Negate(), x => -x[0]),
        new("op_UnaryNegation", "", x => -x[0], x => -x[0]),
        new("Power", "2.5", x => x[0].Power(2.5), x => Math.Pow(x[0], 2.5), Low: 0.3) { Tolerance = 1e-13, Special = false },
        new("Power", "3", x => x[0].Power(3), x => Math.Pow(x[0], 3), Low: -3, High: -0.3) { Tolerance = 1e-13, FloatTolerance = 3e-6, Special = false },
        new("Power", "−2", x => x[0].Power(-2), x => Math.Pow(x[0], -2), Low: 0.3) { Tolerance = 1e-13, FloatTolerance = 3e-6, Special = false },
        new("Power", "½", x => x[0].Power(0.5), x => Math.Sqrt(x[0]), Low: 0.3),
        new("Reciprocal", "", x => x[0].Reciprocal(), x => 1 / x[0], Low: 0.3),
        new("Relu", "", x => x[0].Relu(), x => double.IsNaN(x[0]) ? x[0] : Math.Max(x[0], 0), Low: 0.1),
        new("Relu", "negative", x => x[0].Relu(), x => double.IsNaN(x[0]) ? x[0] : Math.Max(x[0], 0), High: -0.1),
        new("Sigmoid", "", x => x[0].Sigmoid(), x => Sigmoid(x[0])),
        new("Sign", "", x => x[0].Sign(), x => double.IsNaN(x[0]) ? x[0] : Math.Sign(x[0])),
        new("Silu", "", x => x[0].Silu(), x => x[0] * Sigmoid(x[0])) { Special = false },
        new("Sin", "", x => x[0].Sin(), x => Math.Sin(x[0])) { Special = false },
        new("Softplus", "", x => x[0].Softplus(), x => Math.Max(x[0], 0) + Math.Log(1 + Math.Exp(-Math.Abs(x[0])))),
        new("Sqrt", "", x => x[0].Sqrt(), x => Math.Sqrt(x[0]), Low: 0.3),
        new("Square", "", x => x[0].Square(), x => x[0] * x[0]),
        new("Tanh", "", x => x[0].Tanh(), x => Math.Tanh(x[0])),
        new("op_Addition", "of a constant", x => 1.5 + (x[0] + 2), x => x[0] + 3.5),
        new("op_Subtraction", "of a constant", x => 1.5 - (x[0] - 2), x => 3.5 - x[0]),
        new("op_Multiply", "by a constant", x => 1.5 * (x[0] * 2), x => 3 * x[0]),
        new("op_Division", "by a constant", x => x[0] / 4, x => x[0] / 4),
        new("op_Division", "of a constant", x => 3 / x[0], x => 3 / x[0], Low: 0.4),
    ];

    static IEnumerable<ElementCase> Binary =>
    [
        new("op_Addition", "", x => x[0] + x[1], x => x[0] + x[1], 2),
        new("op_Subtraction", "", x => x[0] - x[1], x => x[0] - x[1], 2),
        new("op_Multiply", "", x => x[0] * x[1], x => x[0] * x[1], 2),
        new("op_Division", "", x => x[0] / x[1], x => x[0] / x[1], 2, 0.4),
        new("Maximum", "", x => x[0].Maximum(x[1]), x => Math.Max(x[0], x[1]), 2),
        new("Minimum", "", x => x[0].Minimum(x[1]), x => Math.Min(x[0], x[1]), 2),
        new("Where", "", x => x[0].Greater(0).Where(x[1], x[2]), x => x[0] > 0 ? x[1] : x[2], 3),
    ];

    static double One(bool truth) => truth ? 1 : 0;

    static IEnumerable<ElementCase> Comparisons =>
    [
        new("Greater", "", x => x[0].Greater(x[1]), x => One(x[0] > x[1]), 2) { Order = 0 },
        new("Greater", "than a constant", x => x[0].Greater(0.5), x => One(x[0] > 0.5)) { Order = 0 },
        new("GreaterOrEqual", "", x => x[0].GreaterOrEqual(x[1]), x => One(x[0] >= x[1]), 2) { Order = 0 },
        new("GreaterOrEqual", "than a constant", x => x[0].GreaterOrEqual(0.5), x => One(x[0] >= 0.5)) { Order = 0 },
        new("Less", "", x => x[0].Less(x[1]), x => One(x[0] < x[1]), 2) { Order = 0 },
        new("Less", "than a constant", x => x[0].Less(0.5), x => One(x[0] < 0.5)) { Order = 0 },
        new("LessOrEqual", "", x => x[0].LessOrEqual(x[1]), x => One(x[0] <= x[1]), 2) { Order = 0 },
        new("LessOrEqual", "than a constant", x => x[0].LessOrEqual(0.5), x => One(x[0] <= 0.5)) { Order = 0 },
        new("EqualTo", "", x => x[0].EqualTo(x[1]), x => One(x[0] == x[1]), 2) { Order = 0 },
        new("EqualTo", "a constant", x => x[0].EqualTo(0.5), x => One(x[0] == 0.5)) { Order = 0 },
        new("NotEqualTo", "", x => x[0].NotEqualTo(x[1]), x => One(x[0] != x[1]), 2) { Order = 0 },
    ];
}
