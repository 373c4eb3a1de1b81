using Nabla.Kernels;

namespace Nabla.Distributions;

/// <summary>
/// The regularised incomplete gamma functions P(a, x) = 1/Γ(a) ∫₀ˣ t^(a−1) e^(−t) dt and Q = 1 − P, their derivatives by both arguments, and
/// the inverse. Series and continued fraction: DLMF 8.7.1 and 8.9.2.
/// </summary>
static class IncompleteGamma
{
    /// <summary>P(a, x); gradients flow to both.</summary>
    public static Tensor Lower(Tensor a, Tensor x) => CustomGradient.Apply(
        inputs => HostMap.Run(v => Both(v[0], v[1]).P, inputs),
        (g, _, inputs) => [inputs[0].Node is null ? null : g * ByShape(inputs), g * Density(inputs[0], inputs[1])],
        HostMap.Broadcast(a, x));

    /// <summary>Q(a, x) = 1 − P(a, x), with its digits where it is small; gradients flow to both.</summary>
    public static Tensor Upper(Tensor a, Tensor x) => CustomGradient.Apply(
        inputs => HostMap.Run(v => Both(v[0], v[1]).Q, inputs),
        (g, _, inputs) => [inputs[0].Node is null ? null : -g * ByShape(inputs), -g * Density(inputs[0], inputs[1])],
        HostMap.Broadcast(a, x));

    // P(a, x) = p: dx = (dp − ∂P/∂a da) / (∂P/∂x), the implicit derivative (Figurnov, Mohamed, Mnih 2018)
    /// <summary>The x with P(a, x) = p; gradients flow to both.</summary>
    public static Tensor Inverse(Tensor a, Tensor p) => CustomGradient.Apply(
        inputs => HostMap.Run(v => Quantile(v[0], v[1]), inputs),
        (g, y, inputs) =>
        {
            var share = g / Density(inputs[0], y);
            return [inputs[0].Node is null ? null : -share * ByShape([inputs[0], y]), share];
        },
        HostMap.Broadcast(a, p));

    // With y = ln x: dy = −∂P/∂a da / (x ∂P/∂x), the implicit derivative of a sample (Figurnov, Mohamed, Mnih 2018)
    /// <summary>The logarithms <paramref name="y"/> of samples with shape a, as a function of a.</summary>
    public static Tensor Moved(Tensor a, Tensor y) => CustomGradient.Apply(
        _ => y,
        (g, y, inputs) => [g * HostMap.Derivative("Samples of gamma variables", v => Drift(v[0], v[1]), inputs[0], y)],
        a.BroadcastTo(y.Shape));

    public static double UpperValue(double a, double x) => Both(a, x).Q;

    static Tensor Density(Tensor a, Tensor x) => ((a - 1).XLogY(x) - x - a.LogGamma()).Exp();

    static Tensor ByShape(Tensor[] inputs) => HostMap.Derivative("Incomplete gamma function", v => Both(v[0], v[1]).ByShape, inputs);

    static (double P, double Q, double ByShape) Both(double a, double x)
    {
        if (double.IsNaN(a) || double.IsNaN(x))
            return (double.NaN, double.NaN, double.NaN);
        if (x <= 0)
            return (0, 1, 0);
        if (double.IsPositiveInfinity(x))
            return (1, 0, 0);
        // xᵃ e⁻ˣ / Γ(a), with its derivative by a
        var weight = Math.Exp(a * Math.Log(x) - x - GammaFunctions.LogGamma(a));
        var front = new Dual(weight, weight * (Math.Log(x) - GammaFunctions.Polygamma(0, a)), 0);
        if (x < a + 1)
        {
            var p = front * Series(new Dual(a, 1, 0), x);
            return (p.Value, 1 - p.Value, p.ByA);
        }

        var q = front / Fraction(new Dual(a, 1, 0), x);
        return (1 - q.Value, q.Value, -q.ByA);
    }

    // −∂P/∂a / (xᵃ e⁻ˣ / Γ(a)) at x = e^y, where the front factor cancels: nothing over- or underflows
    static double Drift(double a, double y)
    {
        var x = Math.Exp(y);
        var slope = new Dual(1, y - GammaFunctions.Polygamma(0, a), 0);
        return x < a + 1 ? -(slope * Series(new Dual(a, 1, 0), x)).ByA : (slope / Fraction(new Dual(a, 1, 0), x)).ByA;
    }

    static Dual Fraction(Dual a, double x) => Dual.Fraction(x + 1 - a, i => (i * (a - i), x + (2 * i + 1) - a));

    // Σ xⁿ / (a (a + 1) … (a + n))
    static Dual Series(Dual a, double x)
    {
        var term = 1 / a;
        var sum = term;
        for (var n = 1; n < 1_000_000; n++)
        {
            term = term * x / (a + n);
            sum += term;
            if (term.IsLostIn(sum))
                return sum;
        }

        return double.NaN;
    }

    // Newton's method for ln P (or ln Q in the upper half) over y = ln x, inside a bracket that shrinks.
    static double Quantile(double a, double p)
    {
        if (p is 0 or 1 || double.IsNaN(p))
            return p == 1 ? double.PositiveInfinity : p;
        var least = (Math.Log(p) + GammaFunctions.LogGamma(a + 1)) / a;      // P ≤ xᵃ / Γ(a + 1)
        if (least < -700)
            return Math.Exp(least);
        var z = Math.Sqrt(2) * ErrorFunctions.Inverse(2 * p - 1);
        var guess = a * Math.Pow(1 - 1 / (9 * a) + z / (3 * Math.Sqrt(a)), 3);    // Wilson, Hilferty 1931
        var start = guess > 0 && double.IsFinite(guess) ? Math.Max(least, Math.Log(guess)) : least;
        return Math.Exp(Roots.Find(
            y =>
            {
                var x = Math.Exp(y);
                var (lower, upper, _) = Both(a, x);
                var slope = Math.Exp(a * y - x - GammaFunctions.LogGamma(a));
                return p < 0.5
                    ? (Math.Log(lower / p), slope / lower)
                    : (-Math.Log(upper / (1 - p)), slope / upper);
            },
            start, least - 1e-9 * Math.Abs(least) - 1e-9, 709));
    }
}
