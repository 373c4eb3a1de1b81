using Nabla.Kernels;

namespace Nabla.Distributions;

/// <summary>
/// A Poisson variable from its rate: below 10 the CDF is summed up to a random number, else transformed rejection (PTRS of W. Hörmann, "The
/// transformed rejection method for generating Poisson random variables", Insurance: Mathematics and Economics 12, 1993).
/// </summary>
readonly struct PoissonLaw : ILaw
{
    public double Draw(ReadOnlySpan<double> parameters, ref RandomStream random) => Number(parameters[0], ref random);

    public static double Number(double rate, ref RandomStream random) =>
        rate < 10 ? Summed(rate, random.Uniform()) : Rejected(rate, ref random);

    // Rounding may leave the whole sum below u; far in the tail the terms no longer count.
    static double Summed(double rate, double u)
    {
        var (k, p) = (0, Math.Exp(-rate));
        while (u > p && k < 200)
        {
            u -= p;
            p *= rate / ++k;
        }

        return k;
    }

    static double Rejected(double rate, ref RandomStream random)
    {
        var b = 0.931 + 2.53 * Math.Sqrt(rate);
        var a = -0.059 + 0.02483 * b;
        while (true)
        {
            var (u, v) = (random.Uniform() - 0.5, random.Uniform());
            var us = 0.5 - Math.Abs(u);
            var k = Math.Floor((2 * a / us + b) * u + rate + 0.43);
            if (us >= 0.07 && v <= 0.9277 - 3.6224 / (b - 2))
                return k;
            if (k < 0 || us < 0.013 && v > us)
                continue;
            var inverse = 1.1239 + 1.1328 / (b - 3.4);
            if (Math.Log(v * inverse / (a / (us * us) + b)) <= k * Math.Log(rate) - rate - GammaFunctions.LogGamma(k + 1))
                return k;
        }
    }
}
