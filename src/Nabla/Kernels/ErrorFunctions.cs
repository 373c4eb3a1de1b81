namespace Nabla.Kernels;

/// <summary>The inverse of the error function and the scaled complement for one number.</summary>
static class ErrorFunctions
{
    const double TwoOverRootPi = 1.1283791670955126, Far = 7;

    /// <summary>e^(x²) (1 − erf(x)); beyond 28 by its asymptotic series (Abramowitz and Stegun 7.1.23).</summary>
    public static double ScaledComplement(double x)
    {
        if (x > 28)
            return (1 + Series(x)) * (0.5 * TwoOverRootPi) / x;
        if (x >= 0.5)
            return Formulas.ScaledErfComplement(new Number(x)).Value;
        var complement = x >= -0.5 ? 1 - Number.Erf(new Number(x)).Value : Formulas.ErfComplement(new Number(x)).Value;
        return complement * ExpOfSquare(x);
    }

    /// <summary>Its derivative 2x e^(x²) (1 − erf(x)) − 2/√π, from 7 on by the series, in which nothing cancels.</summary>
    public static double ScaledComplementSlope(double x) =>
        x > Far ? TwoOverRootPi * Series(x) : 2 * x * ScaledComplement(x) - TwoOverRootPi;

    // Σ over k ≥ 1 of (−1)ᵏ (2k − 1)!! / (2x²)ᵏ
    static double Series(double x)
    {
        var (term, sum, z) = (1.0, 0.0, -0.5 / x / x);
        for (var k = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); k++)
            sum += term *= (2 * k - 1) * z;
        return sum;
    }

    /// <summary>e^(x²): the square of few bits of x is exact, the rounding of the rest is small.</summary>
    static double ExpOfSquare(double x)
    {
        var head = Math.Floor(x * 32) * 0.03125;
        return Math.Exp(head * head) * Math.Exp((x - head) * (x + head));
    }

    /// <summary>
    /// The y with erf(y) = x: Giles's approximation for single precision (beyond its range the asymptotic one), then two steps of Halley's
    /// method.
    /// </summary>
    /// <remarks>M. Giles, Approximating the erfinv function, GPU Computing Gems, 2010.</remarks>
    public static double Inverse(double x)
    {
        if (!(Math.Abs(x) < 1))
            return Math.Abs(x) == 1 ? x * double.PositiveInfinity : double.NaN;
        var a = Math.Abs(x);
        if (a < 1e-9)
            return x * 0.886226925452758;
        var y = Start(a);
        for (var i = 0; i < 2; i++)
        {
            // Near 1 the difference is formed by the complements, which keep their digits there.
            var off = a < 0.5 ? Number.Erf(new Number(y)).Value - a : (1 - a) - Formulas.ErfComplement(new Number(y)).Value;
            var step = off * 0.886226925452758 * Math.Exp(y * y);
            y -= step / (1 + y * step);
        }

        return Math.CopySign(y, x);
    }

    /// <summary>Giles's polynomial in w − 2.5 for w = −ln(1 − x²) below 5.</summary>
    public static ReadOnlySpan<double> Middle =>
        [1.50140941, 0.246640727, -0.00417768164, -0.00125372503, 0.00021858087, -4.39150654e-06, -3.5233877e-06, 3.43273939e-07, 2.81022636e-08];

    /// <summary>Giles's polynomial in √w − 3 from there on.</summary>
    public static ReadOnlySpan<double> Outer =>
        [2.83297682, 1.00167406, 0.00943887047, -0.0076224613, 0.00573950773, -0.00367342844, 0.00134934322, 0.000100950558, -0.000200214257];

    static double Start(double x)
    {
        var w = -Math.Log((1 - x) * (1 + x));
        if (w > 16)
        {
            // 1 − erf y ≈ e^(−y²) / (√π y), solved for the first y.
            var log = -Math.Log(1 - x);
            return Math.Sqrt(log - 0.5 * Math.Log(Math.PI * (log - 0.5 * Math.Log(Math.PI * log))));
        }

        return x * (w < 5
            ? Polynomial(Middle, w - 2.5)
            : Polynomial(Outer, Math.Sqrt(w) - 3));
    }

    // c₀ + c₁ x + c₂ x² + …
    static double Polynomial(ReadOnlySpan<double> c, double x)
    {
        var y = 0.0;
        for (var i = c.Length - 1; i >= 0; i--)
            y = Math.FusedMultiplyAdd(y, x, c[i]);
        return y;
    }
}
