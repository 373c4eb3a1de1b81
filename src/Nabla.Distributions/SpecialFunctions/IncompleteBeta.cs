using Nabla.Kernels;

namespace Nabla.Distributions;

/// <summary>
/// The regularised incomplete beta function I_x(a, b) = 1/B(a, b) ∫₀ˣ t^(a−1) (1 − t)^(b−1) dt, its derivatives by all arguments, and the
/// inverse. Continued fraction: DLMF 8.17.22.
/// </summary>
static class IncompleteBeta
{
    /// <summary>I_x(a, b); gradients flow to all.</summary>
    public static Tensor Regularized(Tensor a, Tensor b, Tensor x) => CustomGradient.Apply(
        inputs => HostMap.Run(v => Value(v[0], v[1], v[2]), inputs),
        (g, _, inputs) =>
        [
            inputs[0].Node is null ? null : g * ByFirst(inputs),
            inputs[1].Node is null ? null : g * BySecond(inputs),
            inputs[2].Node is null ? null : g * Density(inputs[0], inputs[1], inputs[2]),
        ],
        HostMap.Broadcast(a, b, x));

    // I_x(a, b) = p: dx = (dp − ∂I/∂a da − ∂I/∂b db) / (∂I/∂x), the implicit derivative (Figurnov, Mohamed, Mnih 2018)
    /// <summary>The x with I_x(a, b) = p; gradients flow to all.</summary>
    public static Tensor Inverse(Tensor a, Tensor b, Tensor p) => CustomGradient.Apply(
        inputs => HostMap.Run(v => Quantile(v[0], v[1], v[2]), inputs),
        (g, y, inputs) =>
        {
            var share = g / Density(inputs[0], inputs[1], y);
            Tensor[] at = [inputs[0], inputs[1], y];
            return
            [
                inputs[0].Node is null ? null : -share * ByFirst(at),
                inputs[1].Node is null ? null : -share * BySecond(at),
                share,
            ];
        },
        HostMap.Broadcast(a, b, p));

    public static double Value(double a, double b, double x) => Both(a, b, x, 1 - x).I.Value;

    /// <summary>ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b).</summary>
    public static Tensor LogBeta(Tensor a, Tensor b) => a.LogGamma() + b.LogGamma() - (a + b).LogGamma();

    static Tensor Density(Tensor a, Tensor b, Tensor x) => ((a - 1).XLogY(x) + (b - 1).XLogY(1 - x) - LogBeta(a, b)).Exp();

    static Tensor ByFirst(Tensor[] inputs) =>
        HostMap.Derivative("Incomplete beta function", v => Both(v[0], v[1], v[2], 1 - v[2]).I.ByA, inputs);

    static Tensor BySecond(Tensor[] inputs) =>
        HostMap.Derivative("Incomplete beta function", v => Both(v[0], v[1], v[2], 1 - v[2]).I.ByB, inputs);

    // I and its complement, each with its digits where it is small; z = 1 − x.
    static (Dual I, Dual Complement) Both(double a, double b, double x, double z)
    {
        if (double.IsNaN(a + b + x))
            return (double.NaN, double.NaN);
        if (x <= 0)
            return (0, 1);
        if (z <= 0)
            return (1, 0);
        if (x < (a + 1) / (a + b + 2))
        {
            var lower = Tail(a, b, x, z);
            return (lower, 1 - lower);
        }

        var upper = Tail(b, a, z, x).Swapped;
        return (1 - upper, upper);
    }

    // xᵃ zᵇ / (a B(a, b)) times the fraction, which converges quickly for x < (a + 1) / (a + b + 2)
    static Dual Tail(double a, double b, double x, double z)
    {
        double both = GammaFunctions.Polygamma(0, a + b), logX = Math.Log(x), logZ = Math.Log(z);
        var weight = Math.Exp(
            a * logX + b * logZ - GammaFunctions.LogGamma(a) - GammaFunctions.LogGamma(b) + GammaFunctions.LogGamma(a + b));
        var front = new Dual(
            weight, weight * (logX - GammaFunctions.Polygamma(0, a) + both), weight * (logZ - GammaFunctions.Polygamma(0, b) + both));
        Dual p = new(a, 1, 0), q = new(b, 0, 1);
        return front / (p * Dual.Fraction(1, new Steps(p, q, x)));
    }

    // d₂ₘ = m (b − m) x / ((a + 2m − 1)(a + 2m)), d₂ₘ₊₁ = −(a + m)(a + b + m) x / ((a + 2m)(a + 2m + 1))
    readonly struct Steps(Dual a, Dual b, double x) : IFractionSteps
    {
        public (Dual A, Dual B) At(int i)
        {
            Dual m = i / 2, n = i;
            return (i % 2 == 0
                ? m * (b - m) * x / ((a + n - 1) * (a + n))
                : -1 * (a + m) * (a + b + m) * x / ((a + n - 1) * (a + n)), 1);
        }
    }

    // Newton's method for ln I (or the complement's) over the logit y of x, inside a bracket that shrinks.
    static double Quantile(double a, double b, double p)
    {
        if (p is 0 or 1 || double.IsNaN(p))
            return p;
        var root = Roots.Find(
            y =>
            {
                var (x, z) = (1 / (1 + Math.Exp(-y)), 1 / (1 + Math.Exp(y)));
                var (lower, upper) = Both(a, b, x, z);
                var slope = Math.Exp(
                    a * Math.Log(x) + b * Math.Log(z) - GammaFunctions.LogGamma(a) - GammaFunctions.LogGamma(b) + GammaFunctions.LogGamma(a + b));
                return p < 0.5
                    ? (Math.Log(lower.Value / p), slope / lower.Value)
                    : (-Math.Log(upper.Value / (1 - p)), slope / upper.Value);
            },
            Math.Log(a / b), -740, 740);
        return 1 / (1 + Math.Exp(-root));
    }
}
