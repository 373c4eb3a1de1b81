namespace Nabla.Kernels;

/// <summary>The logarithm of the gamma function and its derivatives for one number.</summary>
/// <remarks>
/// Far from 0 their asymptotic series (Abramowitz and Stegun 6.1.40, 6.3.18, 6.4.11), nearer the recurrence that leads there, below 0
/// reflection.
/// </remarks>
static class GammaFunctions
{
    const double LnPi = 1.1447298858494002, HalfLn2Pi = 0.9189385332046728, Euler = 0.5772156649015329;

    // Bernoulli numbers B₂, B₄, …
    static readonly double[] Bernoulli =
    [
        1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6, -3617.0 / 510, 43867.0 / 798, -174611.0 / 330,
    ];

    // (−1)ᵏ (ζ(k) − 1) / k from k = 2 on: ln Γ(2 + t) = (1 − γ) t + Σ cₖ tᵏ (Abramowitz and Stegun 6.1.33).
    static readonly double[] AroundTwo =
    [
        0.3224670334241132, -0.0673523010531981, 0.020580808427784546, -0.007385551028673986, 0.0028905103307415234,
        -0.001192753911703261, 0.0005096695247430425, -0.00022315475845357939, 9.945751278180853e-05, -4.492623673813314e-05,
        2.050721277567069e-05, -9.439488275268397e-06, 4.374866789907488e-06, -2.039215753801366e-06, 9.55141213040742e-07,
        -4.492469198764566e-07, 2.1207184805554665e-07, -1.0043224823968099e-07, 4.7698101693639804e-08, -2.2711094608943164e-08,
        1.0838659214896955e-08, -5.183475041970047e-09, 2.4836745438024785e-09, -1.1921401405860912e-09,
    ];

    // B₂ₖ / (2k (2k − 1)) and B₂ₖ / 2k, of the series of ln Γ and ψ
    static readonly double[] Stirling = [.. Bernoulli.Select((b, i) => b / (2 * (i + 1) * (2 * i + 1)))];
    static readonly double[] OfDigamma = [.. Bernoulli.Select((b, i) => b / (2 * (i + 1)))];

    // ln Γ of whole numbers, as counts ask for them.
    static readonly double[] Whole = [double.PositiveInfinity, .. Enumerable.Range(1, 255).Select(n => Between(n))];

    /// <summary>ln |Γ(x)|; +∞ at 0, −1, −2, … and at ±∞.</summary>
    public static double LogGamma(double x)
    {
        if (double.IsNaN(x))
            return x;
        if (double.IsInfinity(x) || x <= 0 && x == Math.Floor(x))
            return double.PositiveInfinity;
        if (x < 0)
            return LnPi - Math.Log(Math.Abs(Math.Sin(Math.PI * Rest(x)))) - LogGamma(1 - x);
        return x < Whole.Length && x == (int)x ? Whole[(int)x] : Between(x);
    }

    // ln Γ(x) for x above 0
    static double Between(double x)
    {
        if (x >= 10)
            return (x - 0.5) * (Math.Log(x) - 1) - 0.5 + HalfLn2Pi + Tail(x);
        if (x < 0.5)
            return NearTwo(x) - Math.Log(x * (1 + x));          // Γ(x) = Γ(x + 2) / (x (x + 1))
        if (x < 1.5)
            return NearTwo(x - 1) - Formulas.Log1p(new Number(x - 1)).Value;
        var product = 1.0;
        for (; x > 2.5; product *= x)
            x--;
        return NearTwo(x - 2) + Math.Log(product);
    }

    /// <summary>ψ⁽ⁿ⁾(x): for n = 0 the digamma function ψ.</summary>
    public static double Polygamma(int n, double x) => n == 0 ? Digamma(x) : Sign(n + 1) * Factorial(n) * Zeta(n + 1, x);

    static double Digamma(double x)
    {
        if (x == 0)
            return Math.CopySign(double.PositiveInfinity, -x);
        if (double.IsNaN(x) || double.IsPositiveInfinity(x))
            return x;
        if (x < 0)
            return x == Math.Floor(x) ? double.NaN : Digamma(1 - x) - Math.PI / Math.Tan(Math.PI * Rest(x));
        var below = 0.0;
        for (; x < 10; x++)
            below += 1 / x;
        var (z, tail) = (1 / (x * x), 0.0);
        for (var k = OfDigamma.Length - 1; k >= 0; k--)
            tail = Math.FusedMultiplyAdd(tail, z, OfDigamma[k]);
        return Math.Log(x) - 0.5 / x - tail * z - below;
    }

    /// <summary>Hurwitz's ζ(s, x) = Σ over k ≥ 0 of (x + k)^(−s) by the Euler–Maclaurin formula; for x below 0 only s = 2, 3, …</summary>
    public static double Zeta(double s, double x)
    {
        if (double.IsNaN(x) || !(s >= 1) || (x < 0 && s != Math.Floor(s)))
            return double.NaN;
        if (s == 1 || x <= 0 && x == Math.Floor(x))
            return double.IsNegativeInfinity(x) ? double.NaN : double.PositiveInfinity;
        if (double.IsPositiveInfinity(x))
            return 0;
        if (x < -30)
        {
            // The sum over all whole numbers depends on the fraction f only; what lies below x is taken away from it.
            var f = x - Math.Floor(x);
            return Zeta(s, f) + (s % 2 == 0 ? 1 : -1) * (Zeta(s, 1 - f) - Zeta(s, 1 - x));
        }

        var sum = 0.0;
        for (; x < 10 + s; x++)
        {
            var power = InversePower(x, s);
            sum += power;
            if (x > 0 && power < 1e-17 * sum && s > 60)     // the rest is below s / (s − 1) times the last
                return sum;
        }

        var last = InversePower(x, s);
        sum += last * x / (s - 1) + 0.5 * last;
        var term = last * s / x;                // s (s + 1) … (s + 2k − 2) x^(−s − 2k + 1) / (2k)! but for the factorial
        var factorial = 2.0;
        for (var k = 1; k <= Bernoulli.Length; k++)
        {
            sum += Bernoulli[k - 1] * term / factorial;
            term *= (s + 2 * k - 1) * (double)(s + 2 * k) / (x * x);
            factorial *= (2 * k + 1) * (2 * k + 2);
        }

        return sum;
    }

    /// <summary>ln Γ(x) − (x − ½) ln x + x − ½ ln 2π = Σ B₂ₖ / (2k (2k − 1) x^(2k − 1)), for x ≥ 10.</summary>
    public static double Tail(double x)
    {
        var (z, sum) = (1 / (x * x), 0.0);
        for (var k = Stirling.Length - 1; k >= 0; k--)
            sum = Math.FusedMultiplyAdd(sum, z, Stirling[k]);
        return sum / x;
    }

    // ln Γ(2 + t) for |t| ≤ ½
    static double NearTwo(double t)
    {
        var y = 0.0;
        for (var k = AroundTwo.Length - 1; k >= 0; k--)
            y = Math.FusedMultiplyAdd(y, t, AroundTwo[k]);
        return t * Math.FusedMultiplyAdd(y, t, 1 - Euler);
    }

    // x less the nearest whole number, exact: sin and tan of π times it are right where those of πx are not.
    static double Rest(double x) => x - Math.Round(x);

    static double Sign(int n) => n % 2 == 0 ? 1 : -1;

    // x^(−n); up to a few factors a product takes less time
    static double InversePower(double x, double n)
    {
        const int FewFactors = 8;
        if (n > FewFactors || n != Math.Floor(n) || n < 1)
            return Math.Pow(x, -n);
        var y = x;
        for (var k = 1; k < n; k++)
            y *= x;
        return 1 / y;
    }

    static double Factorial(int n)
    {
        var y = 1.0;
        for (var k = 2; k <= n; k++)
            y *= k;
        return y;
    }
}
