namespace Nabla.Distributions;

/// <summary>
/// A gamma variable with rate 1, from its concentration: G. Marsaglia and W. W. Tsang, "A simple method for generating gamma variables",
/// ACM TOMS 26 (2000).
/// </summary>
readonly struct GammaLaw : ILaw
{
    public double Draw(ReadOnlySpan<double> parameters, ref RandomStream random)
    {
        var a = parameters[0];
        return a < 1 ? Above(a + 1, ref random) * Math.Pow(random.Uniform(), 1 / a) : Above(a, ref random);     // X(a) = X(a + 1) u^(1/a)
    }

    /// <summary>X for a concentration of at least 1: d (1 + c z)³ of a normal z, accepted 95 times in a hundred and more.</summary>
    public static double Above(double a, ref RandomStream random)
    {
        var d = a - 1.0 / 3;
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var z = random.Normal();
            var v = 1 + c * z;
            if (v <= 0)
                continue;
            v *= v * v;
            var (u, z2) = (random.Uniform(), z * z);
            if (u < 1 - 0.0331 * z2 * z2 || Math.Log(u) < 0.5 * z2 + d * (1 - v + Math.Log(v)))
                return d * v;
        }
    }
}
