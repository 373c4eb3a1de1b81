namespace Nabla.Kernels;

/// <summary>
/// The regularised incomplete gamma functions P(a, x) = 1/Γ(a) ∫₀ˣ t^(a−1) e^(−t) dt and Q = 1 − P for one pair of numbers, with the
/// derivative of P by a. Series and continued fraction: DLMF 8.7.1 and 8.9.2.
/// </summary>
static class GammaIntegrals
{
    // So far above a the series of P serves for derivatives of samples; there P is near 1, and three of sixteen digits are lost.
    const double Margin = 6;

    public static (double P, double Q, double ByShape) Both(double a, double x)
    {
        if (double.IsNaN(a) || double.IsNaN(x) || a < 0 || x < 0)
            return (double.NaN, double.NaN, double.NaN);
        if (x == 0)
            return a == 0 ? (double.NaN, double.NaN, double.NaN) : (0, 1, 0);
        if (a == 0 || double.IsPositiveInfinity(x))
            return double.IsPositiveInfinity(a) ? (double.NaN, double.NaN, double.NaN) : (1, 0, 0);
        if (double.IsPositiveInfinity(a))
            return (0, 1, 0);
        var weight = Weight(a, x);
        var front = new Dual(weight, weight * (Math.Log(x) - GammaFunctions.Polygamma(0, a)), 0);
        var shape = new Dual(a, 1, 0);
        if (x < a + 1)
        {
            var p = front * Series(shape, x);
            return (p.Value, 1 - p.Value, p.ByA);
        }

        var q = front / Fraction(shape, x);
        return (1 - q.Value, q.Value, -q.ByA);
    }

    /// <summary>∂P/∂x = x^(a−1) e⁻ˣ / Γ(a); at 0 its limit.</summary>
    public static double Density(double a, double x) => x switch
    {
        > 0 and < double.PositiveInfinity => Weight(a, x) / x,
        0 => a < 1 ? double.PositiveInfinity : a == 1 ? 1 : 0,
        double.PositiveInfinity => 0,
        _ => double.NaN,
    };

    /// <summary>
    /// −∂P/∂a / (xᵃ e⁻ˣ / Γ(a)) at x = e^y, given ψ(a), to a relative tolerance: the front factor cancels, so nothing over- or underflows.
    /// </summary>
    public static double Drift(double a, double digamma, double y, double tolerance)
    {
        var (x, slope) = (Math.Exp(y), y - digamma);
        if (x > a + Margin)
            return (new Dual(1, slope, 0) / Fraction(new Dual(a, 1, 0), x)).ByA;
        // Σ tₙ with tₙ = xⁿ / (a (a + 1) … (a + n)), and its derivative −Σ tₙ (1/a + 1/(a + 1) + … + 1/(a + n))
        var (term, harmonic) = (1 / a, 1 / a);
        var (sum, change) = (term, term * harmonic);
        for (var n = 1; term * harmonic > tolerance * change; n++)
        {
            var reciprocal = 1 / (a + n);
            term *= x * reciprocal;
            harmonic += reciprocal;
            sum += term;
            change += term * harmonic;
        }

        return change - sum * slope;
    }

    // xᵃ e⁻ˣ / Γ(a). For large a by Stirling's formula √(a / 2π) e^(−a (m − ln(1 + m))) / e^(tail) with m = x / a − 1: large numbers do not
    // cancel.
    static double Weight(double a, double x)
    {
        if (a < 10)
            return Math.Exp(a * Math.Log(x) - x - GammaFunctions.LogGamma(a));
        var m = (x - a) / a;
        return Math.Sqrt(a / (2 * Math.PI)) * Math.Exp(-a * Excess(m) - GammaFunctions.Tail(a));
    }

    // m − ln(1 + m); near 0 with s = m / (2 + m): ln(1 + m) = 2 (s + s³/3 + …), so it is m s − 2 (s³/3 + s⁵/5 + …).
    static double Excess(double m)
    {
        if (Math.Abs(m) > 0.4)
            return m - Formulas.Log1p(new Number(m)).Value;
        var s = m / (2 + m);
        var (z, power, sum) = (s * s, s * s * s, 0.0);
        for (var k = 3; k < 60 && Math.Abs(power) > 1e-18 * Math.Abs(sum); k += 2, power *= z)
            sum += power / k;
        return m * s - 2 * sum;
    }

    static Dual Fraction(Dual a, double x) => Dual.Fraction(x + 1 - a, new Steps(a, x));

    readonly struct Steps(Dual a, double x) : IFractionSteps
    {
        public (Dual A, Dual B) At(int i) => (i * (a - i), x + (2 * i + 1) - a);
    }

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
}
