using Nabla.Testing;

namespace Nabla.Tests.Ops;

public static partial class OpCases
{
    // ∫ over 0 … end by the trapezoid rule: for functions with even continuations at both ends it converges faster than any power.
    static double Integral(double end, int steps, Func<double, double> f) =>
        end / steps * Enumerable.Range(0, steps + 1).Sum(k => f(end * k / steps) * (k == 0 || k == steps ? 0.5 : 1));

    // DLMF 10.9.1 and 10.32: integrals of cosines and hyperbolic cosines.
    static double BesselJ(int n, double x) => Integral(Math.PI, 200, t => Math.Cos(x * Math.Sin(t) - n * t)) / Math.PI;

    static double BesselI(int n, double x) => Integral(Math.PI, 200, t => Math.Exp(x * Math.Cos(t)) * Math.Cos(n * t)) / Math.PI;

    static double BesselK(int n, double x) => Integral(8, 400, t => Math.Exp(-x * Math.Cosh(t)) * Math.Cosh(n * t));

    // −4/π² ∫ over 0 … π/2 of cos(x cos t) (γ + ln(2x sin² t)) (DLMF 10.9.3); the logarithm is taken out of the trapezoid rule by its series.
    static double BesselY0(double x)
    {
        double sum = 0, term = 1, harmonic = 0;
        for (var k = 1; k < 60; k++)
        {
            term *= -x * x / (4.0 * k * k);
            harmonic += 1.0 / k;
            sum -= term * harmonic;
        }

        return 2 / Math.PI * ((Math.Log(x / 2) + 0.5772156649015329) * BesselJ(0, x) + sum);
    }

    // The Wronskian J₁ Y₀ − J₀ Y₁ = 2 / (πx).
    static double BesselY1(double x) => (BesselJ(1, x) * BesselY0(x) - 2 / (Math.PI * x)) / BesselJ(0, x);

    // The Maclaurin series (DLMF 9.4.1).
    static double Airy(double x)
    {
        double first = 1, second = x, f = 1, g = x;
        for (var k = 1; k < 40; k++)
        {
            f += first *= x * x * x / ((3.0 * k - 1) * 3 * k);
            g += second *= x * x * x / (3.0 * k * (3 * k + 1));
        }

        return 0.355028053887817239 * f - 0.258819403792806798 * g;
    }

    // xᵃ e⁻ˣ Σ xⁿ / Γ(a + n + 1)
    static double GammaP(double a, double x) =>
        Enumerable.Range(0, 80).Sum(n => Math.Exp((a + n) * Math.Log(x) - x - LogGamma(a + n + 1)));

    static double Zeta(double s, double x)
    {
        var sum = Enumerable.Range(0, 1000).Sum(k => Math.Pow(x + k, -s));
        var z = x + 1000;
        return sum + Math.Pow(z, 1 - s) / (s - 1) + 0.5 * Math.Pow(z, -s) + s * Math.Pow(z, -s - 1) / 12;
    }

    static double Erfc(double x) => 1 - (2 * NormalCdf(x * Math.Sqrt(2)) - 1);

    static double Recurrence(int n, double first, Func<int, double, double, double> next)
    {
        var (before, y) = (1.0, first);
        for (var k = 1; k < n; k++)
            (before, y) = (y, next(k, y, before));
        return n == 0 ? 1 : y;
    }

    // References are sums and integrals that round to some 1e-14 of their largest terms.
    static IEnumerable<ElementCase> SpecialFunctions =>
    [
        new("BesselJ0", "", x => x[0].BesselJ0(), x => BesselJ(0, x[0]), Low: -15, High: 15) { Tolerance = 1e-13, Special = false },
        new("BesselJ1", "", x => x[0].BesselJ1(), x => BesselJ(1, x[0]), Low: -15, High: 15) { Tolerance = 1e-13, Special = false },
        new("BesselY0", "", x => x[0].BesselY0(), x => BesselY0(x[0]), Low: 0.3, High: 2) { Tolerance = 1e-12, Special = false },
        new("BesselY1", "", x => x[0].BesselY1(), x => BesselY1(x[0]), Low: 0.3, High: 2) { Tolerance = 1e-12, Special = false },
        new("SphericalBesselJ0", "", x => x[0].SphericalBesselJ0(), x => x[0] == 0 ? 1 : Math.Sin(x[0]) / x[0]) { Special = false },
        new("ModifiedBesselI0", "", x => x[0].ModifiedBesselI0(), x => BesselI(0, x[0]), Low: -5, High: 5) { Tolerance = 1e-13, Special = false },
        new("ModifiedBesselI1", "", x => x[0].ModifiedBesselI1(), x => BesselI(1, x[0]), Low: -5, High: 5) { Tolerance = 1e-13, Special = false },
        new("ScaledModifiedBesselI0", "", x => x[0].ScaledModifiedBesselI0(), x => BesselI(0, x[0]) * Math.Exp(-Math.Abs(x[0])), Low: 0.2, High: 12) { Tolerance = 1e-13, Special = false },
        new("ScaledModifiedBesselI1", "", x => x[0].ScaledModifiedBesselI1(), x => BesselI(1, x[0]) * Math.Exp(-Math.Abs(x[0])), Low: 0.2, High: 12) { Tolerance = 1e-13, Special = false },
        new("ModifiedBesselK0", "", x => x[0].ModifiedBesselK0(), x => BesselK(0, x[0]), Low: 0.3, High: 5) { Tolerance = 1e-12, Special = false },
        new("ModifiedBesselK1", "", x => x[0].ModifiedBesselK1(), x => BesselK(1, x[0]), Low: 0.3, High: 5) { Tolerance = 1e-12, Special = false },
        new("ScaledModifiedBesselK0", "", x => x[0].ScaledModifiedBesselK0(), x => BesselK(0, x[0]) * Math.Exp(x[0]), Low: 0.3, High: 5) { Tolerance = 1e-12, Special = false },
        new("ScaledModifiedBesselK1", "", x => x[0].ScaledModifiedBesselK1(), x => BesselK(1, x[0]) * Math.Exp(x[0]), Low: 0.3, High: 5) { Tolerance = 1e-12, Special = false },
        new("AiryAi", "", x => x[0].AiryAi(), x => Airy(x[0])) { Tolerance = 1e-13, Special = false },
        new("ScaledErfComplement", "", x => x[0].ScaledErfComplement(), x => Math.Exp(x[0] * x[0]) * Erfc(x[0]), Low: -2, High: 2) { Tolerance = 1e-11, Special = false },
        new("NormalCdf", "", x => x[0].NormalCdf(), x => NormalCdf(x[0])) { Tolerance = 1e-12 },
        new("NormalLogCdf", "", x => x[0].NormalLogCdf(), x => Math.Log(NormalCdf(x[0]))) { Tolerance = 1e-12, Special = false },
        new("NormalQuantile", "", x => x[0].NormalQuantile(), x => ErfInverse(2 * x[0] - 1) * Math.Sqrt(2), Low: 0.05, High: 0.95) { Tolerance = 1e-11, Special = false },
        new("Entr", "", x => x[0].Entr(), x => x[0] == 0 ? 0 : x[0] < 0 ? double.NegativeInfinity : -x[0] * Math.Log(x[0]), Low: 0.2),
        new("Logit", "", x => x[0].Logit(), x => Math.Log(x[0] / (1 - x[0])), Low: 0.1, High: 0.9) { Special = false },
        new("XLog1pY", "", x => x[0].XLog1pY(x[1]), x => x[0] == 0 && !double.IsNaN(x[1]) ? 0 : x[0] * Log1p(x[1]), 2, -0.7),
        new("MultivariateLogGamma", "", x => x[0].MultivariateLogGamma(3), x => 1.5 * Math.Log(Math.PI) + LogGamma(x[0]) + LogGamma(x[0] - 0.5) + LogGamma(x[0] - 1), Low: 1.5, High: 9) { Tolerance = 1e-12, Special = false },
        new("GammaP", "", x => x[0].GammaP(x[1]), x => GammaP(x[0], x[1]), 2, 0.3, 6) { Tolerance = 1e-12, Order = 1, Special = false },
        new("GammaP", "by the limit", x => (0 * x[0] + 2.5).Detach().GammaP(x[0]), x => GammaP(2.5, x[0]), 1, 0.3, 6) { Tolerance = 1e-12, Special = false },
        new("GammaQ", "", x => x[0].GammaQ(x[1]), x => 1 - GammaP(x[0], x[1]), 2, 0.3, 6) { Tolerance = 1e-12, Order = 1, Special = false },
        new("Zeta", "", x => Tensor.Full([], 2.5, x[0].DType).Zeta(x[0]), x => Zeta(2.5, x[0]), 1, 0.3, 6) { Tolerance = 1e-12, Special = false },
    ];

    static double Log1p(double x) => Math.Abs(x) < 1e-5 ? x - x * x / 2 : Math.Log(1 + x);

    // Values up to some hundred; the reference takes the same steps.
    static IEnumerable<ElementCase> Polynomials =>
    [
        new("ChebyshevT", "5", x => x[0].ChebyshevT(5), x => Math.Cos(5 * Math.Acos(x[0])), Low: -0.9, High: 0.9) { Tolerance = 1e-13, Special = false },
        new("ChebyshevT", "0", x => x[0].ChebyshevT(0), _ => 1) { Order = 0 },
        new("ChebyshevU", "4", x => x[0].ChebyshevU(4), x => Math.Sin(5 * Math.Acos(x[0])) / Math.Sin(Math.Acos(x[0])), Low: -0.9, High: 0.9) { Tolerance = 1e-13, Special = false },
        new("ChebyshevV", "3", x => x[0].ChebyshevV(3), x => Math.Cos(3.5 * Math.Acos(x[0])) / Math.Cos(0.5 * Math.Acos(x[0])), Low: -0.9, High: 0.9) { Tolerance = 1e-13, Special = false },
        new("ChebyshevW", "3", x => x[0].ChebyshevW(3), x => Math.Sin(3.5 * Math.Acos(x[0])) / Math.Sin(0.5 * Math.Acos(x[0])), Low: -0.9, High: 0.9) { Tolerance = 1e-13, Special = false },
        new("ShiftedChebyshevT", "4", x => x[0].ShiftedChebyshevT(4), x => Math.Cos(4 * Math.Acos(2 * x[0] - 1)), Low: 0.1, High: 0.9) { Tolerance = 1e-13, Special = false },
        new("ShiftedChebyshevU", "2", x => x[0].ShiftedChebyshevU(2), x => 4 * Math.Pow(2 * x[0] - 1, 2) - 1, Low: 0.1, High: 0.9) { Special = false },
        new("ShiftedChebyshevV", "2", x => x[0].ShiftedChebyshevV(2), x => 4 * Math.Pow(2 * x[0] - 1, 2) - 2 * (2 * x[0] - 1) - 1, Low: 0.1, High: 0.9) { Special = false },
        new("ShiftedChebyshevW", "2", x => x[0].ShiftedChebyshevW(2), x => 4 * Math.Pow(2 * x[0] - 1, 2) + 2 * (2 * x[0] - 1) - 1, Low: 0.1, High: 0.9) { Special = false },
        new("HermiteH", "4", x => x[0].HermiteH(4), x => 16 * Math.Pow(x[0], 4) - 48 * x[0] * x[0] + 12, Low: -2, High: 2) { Tolerance = 1e-13, FloatTolerance = 1e-5, Special = false },
        new("HermiteHe", "4", x => x[0].HermiteHe(4), x => Math.Pow(x[0], 4) - 6 * x[0] * x[0] + 3, Low: -2, High: 2) { Tolerance = 1e-13, Special = false },
        new("Laguerre", "3", x => x[0].Laguerre(3), x => (-Math.Pow(x[0], 3) + 9 * x[0] * x[0] - 18 * x[0] + 6) / 6, Low: 0, High: 3) { Tolerance = 1e-13, Special = false },
        new("Legendre", "4", x => x[0].Legendre(4), x => (35 * Math.Pow(x[0], 4) - 30 * x[0] * x[0] + 3) / 8, Low: -1, High: 1) { Tolerance = 1e-13, Special = false },
    ];

    static IEnumerable<ErrorCase> WrongSpecial =>
    [
        new("GammaP", "GammaP: both dtypes must be equal, got float32 and float64; convert one with To.", () => Zeros(3).GammaP(Tensor.Zeros([3], DType.Float64))),
        new("Legendre", "n ('-1') must be a non-negative value.", () => Zeros(3).Legendre(-1)),
    ];
}
