using Nabla.Testing;

namespace Nabla.Tests.Ops;

public static partial class OpCases
{
    static double Asinh(double x) => Math.Abs(x) > 1e8 ? Math.CopySign(Math.Log(Math.Abs(x)) + Math.Log(2), x) : Math.Asinh(x);

    static double Atan2(double y, double x) => Math.Atan2(y, x);

    // ln Γ by Stirling's series at x + 30 and the recurrence down.
    static double LogGamma(double x)
    {
        double y = x + 30, below = 0;
        for (var k = 0; k < 30; k++)
            below += Math.Log(x + k);
        return (y - 0.5) * Math.Log(y) - y + 0.5 * Math.Log(2 * Math.PI) + 1 / (12 * y) - 1 / (360 * Math.Pow(y, 3)) + 1 / (1260 * Math.Pow(y, 5)) - below;
    }

    // Σ over k of (x + k)^(−n − 1), the tail by its integral and three corrections.
    static double Polygamma(int n, double x)
    {
        var sum = 0.0;
        for (var k = 0; k < 400; k++)
            sum += Math.Pow(x + k, -n - 1);
        var z = x + 400;
        sum += Math.Pow(z, -n) / n + 0.5 * Math.Pow(z, -n - 1) + (n + 1) * Math.Pow(z, -n - 2) / 12;
        return (n % 2 == 1 ? 1 : -1) * Enumerable.Range(1, n).Aggregate(1.0, (a, b) => a * b) * sum;
    }

    // By bisection of the error function: 60 halvings.
    static double ErfInverse(double y)
    {
        var (low, high) = (-4.0, 4.0);
        for (var i = 0; i < 60; i++)
            if (2 * NormalCdf((low + high) / 2 * Math.Sqrt(2)) - 1 < y)
                low = (low + high) / 2;
            else
                high = (low + high) / 2;
        return (low + high) / 2;
    }

    // Errors of a few units in the last place come from two or three functions, each good to one or two, behind each other.
    static IEnumerable<ElementCase> Functions =>
    [
        new("Round", "", x => x[0].Round(), x => Math.Round(x[0])),
        new("Round", "decimals", x => x[0].Round(1), x => Math.Round(x[0] * 10) / 10) { Special = false },
        new("Round", "tens", x => x[0].Round(-1), x => Math.Round(x[0] / 10) * 10, Low: -90, High: 90) { Special = false },
        new("Ceiling", "", x => x[0].Ceiling(), x => Math.Ceiling(x[0])),
        new("Truncate", "", x => x[0].Truncate(), x => Math.Truncate(x[0])),
        new("Fraction", "", x => x[0].Fraction(), x => x[0] - Math.Truncate(x[0]), Low: 1.1, High: 1.9),
        new("Exp2", "", x => x[0].Exp2(), x => Math.Pow(2, x[0])),
        new("Expm1", "", x => x[0].Expm1(), x => Math.Abs(x[0]) < 1e-5 ? x[0] + x[0] * x[0] / 2 : Math.Exp(x[0]) - 1),
        new("Log1p", "", x => x[0].Log1p(), x => Math.Abs(x[0]) < 1e-5 ? x[0] - x[0] * x[0] / 2 : Math.Log(1 + x[0]), Low: -0.8),
        new("Log2", "", x => x[0].Log2(), x => Math.Log2(x[0]), Low: 0.3),
        new("Log10", "", x => x[0].Log10(), x => Math.Log10(x[0]), Low: 0.3),
        new("Cbrt", "", x => x[0].Cbrt(), x => Math.Cbrt(x[0]), Low: 0.3),
        new("Rsqrt", "", x => x[0].Rsqrt(), x => 1 / Math.Sqrt(x[0]), Low: 0.3) { FloatTolerance = 1e-6, Special = false },
        new("Sinh", "", x => x[0].Sinh(), x => Math.Sinh(x[0])),
        new("Cosh", "", x => x[0].Cosh(), x => Math.Cosh(x[0])),
        new("Asinh", "", x => x[0].Asinh(), x => Asinh(x[0])),
        new("Acosh", "", x => x[0].Acosh(), x => x[0] > 1e8 ? Math.Log(x[0]) + Math.Log(2) : Math.Acosh(x[0]), Low: 1.2, High: 5),
        new("Atanh", "", x => x[0].Atanh(), x => Math.Atanh(x[0]), Low: -0.9, High: 0.9),
        new("Tan", "", x => x[0].Tan(), x => Math.Tan(x[0]), Low: -1.2, High: 1.2) { Special = false },
        new("Asin", "", x => x[0].Asin(), x => Math.Asin(x[0]), Low: -0.9, High: 0.9),
        new("Acos", "", x => x[0].Acos(), x => Math.Acos(x[0]), Low: -0.9, High: 0.9),
        new("Atan", "", x => x[0].Atan(), x => Math.Atan(x[0])),
        new("Sinc", "", x => x[0].Sinc(), x => x[0] == 0 ? 1 : Math.Sin(Math.PI * x[0]) / (Math.PI * x[0])) { Special = false },
        new("ErfComplement", "", x => x[0].ErfComplement(), x => 1 - (2 * NormalCdf(x[0] * Math.Sqrt(2)) - 1)) { Tolerance = 1e-12 },
        new("ErfInverse", "", x => x[0].ErfInverse(), x => ErfInverse(x[0]), Low: -0.95, High: 0.95) { Tolerance = 1e-11, Special = false },
        new("LogGamma", "", x => x[0].LogGamma(), x => LogGamma(x[0]), Low: 0.2, High: 15) { Tolerance = 1e-12, Special = false },
        new("Digamma", "", x => x[0].Digamma(), x => (LogGamma(x[0] + 1e-4) - LogGamma(x[0] - 1e-4)) / 2e-4, Low: 1, High: 15) { Tolerance = 1e-7, Special = false },
        new("Polygamma", "1", x => x[0].Polygamma(1), x => Polygamma(1, x[0]), Low: 0.3, High: 15) { Tolerance = 1e-11, Special = false },
        new("Polygamma", "3", x => x[0].Polygamma(3), x => Polygamma(3, x[0]), Low: 0.5, High: 9) { Tolerance = 1e-11, Special = false },
        new("IsNaN", "", x => x[0].IsNaN(), x => One(double.IsNaN(x[0]))) { Order = 0 },
        new("IsInfinite", "", x => x[0].IsInfinite(), x => One(double.IsInfinity(x[0]))) { Order = 0 },
        new("IsFinite", "", x => x[0].IsFinite(), x => One(double.IsFinite(x[0]))) { Order = 0 },
        new("NanToNum", "", x => x[0].NanToNum(2, 3, -4), x => double.IsNaN(x[0]) ? 2 : double.IsPositiveInfinity(x[0]) ? 3 : double.IsNegativeInfinity(x[0]) ? -4 : x[0]),
        new("NotEqualTo", "a constant", x => x[0].NotEqualTo(0.5), x => One(x[0] != 0.5)) { Order = 0 },
    ];

    static IEnumerable<ElementCase> FunctionsOfTwo =>
    [
        new("Atan2", "", x => x[0].Atan2(x[1]), x => Atan2(x[0], x[1]), 2, 0.3),
        new("Hypot", "", x => x[0].Hypot(x[1]), x => double.Hypot(x[0], x[1]), 2, 0.3),
        new("LogAddExp", "", x => x[0].LogAddExp(x[1]), x => x[0] == x[1] ? x[0] + Math.Log(2) : Math.Max(x[0], x[1]) + Math.Log(1 + Math.Exp(-Math.Abs(x[0] - x[1]))), 2),
        new("XLogY", "", x => x[0].XLogY(x[1]), x => x[0] == 0 && !double.IsNaN(x[1]) ? 0 : x[0] * Math.Log(x[1]), 2, 0.3),
        new("Fmod", "", x => x[0].Fmod(x[1]), x => x[0] % x[1], 2, 0.8, 1.5),
        new("Remainder", "", x => x[0].Remainder(x[1]), x => x[0] % x[1] is var r && r != 0 && r < 0 != x[1] < 0 ? r + x[1] : r, 2, 0.8, 1.5),
        new("FloorDivide", "", x => x[0].FloorDivide(x[1]), x => Math.Floor(x[0] / x[1]), 2, 0.3) { Special = false },
        new("Lerp", "", x => x[0].Lerp(x[1], 0.75), x => x[0] + 0.75 * (x[1] - x[0]), 2) { Special = false },
        new("Lerp", "weights", x => x[0].Lerp(x[1], x[2]), x => x[0] + x[2] * (x[1] - x[0]), 3),
        new("Clamp", "by tensors", x => x[0].Clamp(x[1] - 1, x[2] + 1), x => Math.Min(Math.Max(x[0], x[1] - 1), x[2] + 1), 3) { Special = false },
    ];
}
