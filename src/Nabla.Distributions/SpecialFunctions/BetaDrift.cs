using Nabla.Kernels;

namespace Nabla.Distributions;

/// <summary>
/// How beta and Dirichlet samples move when a parameter changes while their probability stays (Figurnov, Mohamed, Mnih 2018).
/// </summary>
static class BetaDrift
{
    const int MaxSteps = 100_000;

    /// <summary>The logits <paramref name="y"/> of beta samples as a function of a and b.</summary>
    public static Tensor MovedLogit(Tensor a, Tensor b, Tensor y) => CustomGradient.Apply(
        _ => y,
        (g, _, inputs) =>
        [
            inputs[0].Node is null ? null : (g * Of(inputs[0], inputs[1], y.LogSigmoid())).SumTo(inputs[0].Shape),
            inputs[1].Node is null ? null : (-g * Of(inputs[1], inputs[0], (-y).LogSigmoid())).SumTo(inputs[1].Shape),
        ],
        a, b);

    // xᵢ is a beta variable of aᵢ and Σ a − aᵢ, and the others keep their ratios: ẋⱼ = −xⱼ ẋᵢ / (1 − xᵢ) (Jankowiak, Obermeyer 2018)
    /// <summary>
    /// Probabilities with the logarithms <paramref name="y"/>, samples of Dirichlet's law, as a function of the concentrations a.
    /// </summary>
    public static Tensor MovedShares(Tensor a, Tensor y) => CustomGradient.Apply(
        _ => y.Exp(),
        (g, x, inputs) =>
        {
            var own = inputs[0];
            var drift = x * Of(own, own.Sum(-1, keepAxes: true) - own, y);
            return [(drift * (g - (x * g).Sum(-1, keepAxes: true))).SumTo(own.Shape)];
        },
        a);

    // The digamma functions are taken before parameters are broadcast: there may be many samples for each.
    static Tensor Of(Tensor a, Tensor b, Tensor logarithm)
    {
        var tolerance = logarithm.DType == DType.Float32 ? 1e-10 : 1e-16;
        var slope = (a + b).Detach().Digamma() - a.Detach().Digamma();
        return HostMap.Derivative("Samples of beta variables", v => At(v[0], v[1], v[2], v[3], tolerance), a, b, logarithm.Detach(), slope);
    }

    // With I = xᵃ zᵇ / B(a, b) R(a, b, x) or the complement of that from the other end, the front cancels.
    /// <summary>−∂I/∂a / (xᵃ zᵇ / B(a, b)) at x = e^y and z = 1 − x, of the incomplete beta function I, given ψ(a + b) − ψ(a).</summary>
    public static double At(double a, double b, double y, double slope, double tolerance)
    {
        var (x, z) = (Math.Exp(y), -Formulas.Expm1(new Number(y)).Value);
        if (x < (a + 1) / (a + b + 2))
        {
            var lower = Fraction(a, b, x, byFirst: true, tolerance);
            return -((y + slope - 1 / a) * lower.Value + lower.Slope) / a;
        }

        var upper = Fraction(b, a, z, byFirst: false, tolerance);
        return ((y + slope) * upper.Value + upper.Slope) / b;
    }

    // 1 / (1 + d₁ / (1 + d₂ / (1 + …))) of DLMF 8.17.22 and its derivative by a or b, two steps at a time: d₂ₘ₋₁ and d₂ₘ. Numerators and
    // denominators are carried forward (Wallis), with their derivatives; dividing by the last denominator keeps them in range.
    static (double Value, double Slope) Fraction(double a, double b, double x, bool byFirst, double tolerance)
    {
        var (p0, p1, q0, q1) = (0.0, 1.0, 1.0, 1.0);            // the last two of each
        var (dp0, dp1, dq0, dq1) = (0.0, 0.0, 0.0, 0.0);
        for (var m = 0; m < MaxSteps; m++)
        {
            // d₂ₘ₊₁ = −(a + m)(a + b + m) x / ((a + 2m)(a + 2m + 1)), d₂ₘ₊₂ = (m + 1)(b − m − 1) x / ((a + 2m + 1)(a + 2m + 2))
            var (k, n) = (a + 2 * m, m + 1.0);
            var all = x / (k * (k + 1) * (k + 2));
            var (odd, even) = (all * (k + 2), all * k);
            double product = (a + m) * (a + b + m), d = -product * odd, e = n * (b - n) * even;
            var dd = byFirst ? -odd * (2 * a + b + 2 * m) - d * (2 * k + 1) / (k * (k + 1)) : -odd * (a + m);
            var de = byFirst ? -e * (2 * k + 3) / ((k + 1) * (k + 2)) : n * even;
            (p0, p1, dp0, dp1) = (p1, p1 + d * p0, dp1, dp1 + d * dp0 + dd * p0);
            (q0, q1, dq0, dq1) = (q1, q1 + d * q0, dq1, dq1 + d * dq0 + dd * q0);
            var (before, beforeSlope) = (p1 / q1, (dp1 - p1 / q1 * dq1) / q1);
            (p0, p1, dp0, dp1) = (p1, p1 + e * p0, dp1, dp1 + e * dp0 + de * p0);
            (q0, q1, dq0, dq1) = (q1, q1 + e * q0, dq1, dq1 + e * dq0 + de * q0);
            var share = 1 / q1;
            var (value, slope) = (p1 * share, (dp1 - p1 * share * dq1) * share);
            if (Math.Abs(value - before) <= tolerance * Math.Abs(value) && Math.Abs(slope - beforeSlope) <= tolerance * (Math.Abs(slope) + Math.Abs(value)))
                return (value, slope);
            (p0, p1, q0, q1) = (p0 * share, p1 * share, q0 * share, 1);
            (dp0, dp1, dq0, dq1) = (dp0 * share, dp1 * share, dq0 * share, dq1 * share);
        }

        return (double.NaN, double.NaN);
    }
}
