namespace Nabla.Kernels;

/// <summary>The standard normal distribution for one number: P(X ≤ x) = ½ erfc(−x / √2), its logarithm and inverse.</summary>
static class NormalFunctions
{
    const double RootHalf = 0.7071067811865476;

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

    /// <summary>
    /// The x with P(X ≤ x) = p: rational functions of M. J. Wichura, "Algorithm AS 241: The percentage points of the normal distribution",
    /// Applied Statistics 37 (1988).
    /// </summary>
    public static double Quantile(double p)
    {
        if (!(p > 0 && p < 1))
            return p == 0 ? double.NegativeInfinity : p == 1 ? double.PositiveInfinity : double.NaN;
        var q = p - 0.5;
        if (Math.Abs(q) <= 0.425)
            return q * Middle(0.180625 - q * q);
        var r = Math.Sqrt(-Math.Log(q < 0 ? p : 1 - p));
        return Math.CopySign(r <= 5 ? Outer(r - 1.6) : Far(r - 5), q);
    }

    static double Middle(double r) =>
        Polynomial(
            r, 3.3871328727963666080, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
            4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3)
        / Polynomial(
            r, 1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
            2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3);

    static double Outer(double r) =>
        Polynomial(
            r, 1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
            1.27045825245236838258, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4)
        / Polynomial(
            r, 1, 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550e-1,
            1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9);

    static double Far(double r) =>
        Polynomial(
            r, 6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 2.96560571828504891230e-1,
            2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7)
        / Polynomial(
            r, 1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
            7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15);

    static double Polynomial(double x, double c0, double c1, double c2, double c3, double c4, double c5, double c6, double c7)
    {
        var high = Math.FusedMultiplyAdd(Math.FusedMultiplyAdd(Math.FusedMultiplyAdd(c7, x, c6), x, c5), x, c4);
        return Math.FusedMultiplyAdd(Math.FusedMultiplyAdd(Math.FusedMultiplyAdd(Math.FusedMultiplyAdd(high, x, c3), x, c2), x, c1), x, c0);
    }
}
