namespace Nabla.Kernels;

/// <summary>The standard normal distribution for one number: P(X ≤ x) = ½ erfc(−x / √2), its logarithm and inverse.</summary>
static class NormalFunctions
{
    const double RootHalf = 0.7071067811865476, RootTwoOverPi = 0.7978845608028654;

    /// <summary>P(X ≤ x), with its digits in the lower tail.</summary>
    public static double Cdf(double x)
    {
        if (x > 1)
            return 1 - Cdf(-x);
        if (!(x < -1))
            return 0.5 * Formulas.ErfComplement(new Number(-x * RootHalf)).Value;
        if (x < -40)
            return 0;
        var head = Math.Floor(x * 32) * 0.03125;
        return 0.5 * ErrorFunctions.ScaledComplement(-x * RootHalf) * Math.Exp(-0.5 * head * head) * Math.Exp(-0.5 * (x - head) * (x + head));
    }

    /// <summary>ln P(X ≤ x).</summary>
    public static double LogCdf(double x) => x < -1
        ? Math.Log(0.5 * ErrorFunctions.ScaledComplement(-x * RootHalf)) - 0.5 * x * x
        : Formulas.Log1p(new Number(-Cdf(-x))).Value;

    /// <summary>The x with P(X ≤ x) = p: by the inverse error function in the middle, else Newton's method for the logarithm, which is concave.</summary>
    public static double Quantile(double p)
    {
        if (!(p > 0 && p < 1))
            return p == 0 ? double.NegativeInfinity : p == 1 ? double.PositiveInfinity : double.NaN;
        if (p > 0.9)
            return -Quantile(1 - p);
        if (p >= 0.1)
            return Math.Sqrt(2) * ErrorFunctions.Inverse(2 * p - 1);
        var log = Math.Log(p);
        var t = Math.Sqrt(-2 * log);
        var x = (Math.Log(t) + 0.9189385332046728) / t - t;     // P ≈ φ(x) / |x|
        for (var i = 0; i < 5; i++)
        {
            var scaled = ErrorFunctions.ScaledComplement(-x * RootHalf);
            x -= (Math.Log(0.5 * scaled) - 0.5 * x * x - log) * scaled / RootTwoOverPi;
        }

        return x;
    }
}
