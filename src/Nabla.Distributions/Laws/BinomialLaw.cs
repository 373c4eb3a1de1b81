using Nabla.Kernels;

namespace Nabla.Distributions;

/// <summary>
/// A binomial variable from count and probability: below an expectation of 10 the CDF is summed up to a random number, else transformed
/// rejection (BTRS of W. Hörmann, "The generation of binomial random variates", Journal of Statistical Computation and Simulation 46,
/// 1993).
/// </summary>
readonly struct BinomialLaw : ILaw
{
    // Successes are counted where they are the rarer outcome.
    public double Draw(ReadOnlySpan<double> parameters, ref RandomStream random)
    {
        var (n, p) = (parameters[0], parameters[1]);
        return p > 0.5 ? n - Rarer(n, 1 - p, ref random) : Rarer(n, p, ref random);
    }

    static double Rarer(double n, double p, ref RandomStream random) =>
        n * p < 10 ? Summed(n, p, random.Uniform()) : Rejected(n, p, ref random);

    // P(k + 1) = P(k) (n − k) / (k + 1) · p / (1 − p)
    static double Summed(double n, double p, double u)
    {
        var (k, mass, odds) = (0.0, Math.Exp(n * Math.Log(1 - p)), p / (1 - p));
        while (u > mass && k < n)
        {
            u -= mass;
            mass *= odds * (n - k) / (k + 1);
            k++;
        }

        return k;
    }

    static double Rejected(double n, double p, ref RandomStream random)
    {
        var spread = Math.Sqrt(n * p * (1 - p));
        var b = 1.15 + 2.53 * spread;
        var (a, c, widest) = (-0.0873 + 0.0248 * b + 0.01 * p, n * p + 0.5, 0.92 - 4.2 / b);
        while (true)
        {
            var (u, v) = (random.Uniform() - 0.5, random.Uniform());
            var us = 0.5 - Math.Abs(u);
            var k = Math.Floor((2 * a / us + b) * u + c);
            if (us >= 0.07 && v <= widest)
                return k;
            if (k < 0 || k > n)
                continue;
            var alpha = (2.83 + 5.1 / b) * spread;
            var mode = Math.Floor((n + 1) * p);
            if (Math.Log(v * alpha / (a / (us * us) + b)) <= Mass(n, p, mode, k))
                return k;
        }
    }

    // ln P(k) − ln P(mode)
    static double Mass(double n, double p, double mode, double k) =>
        GammaFunctions.LogGamma(mode + 1) + GammaFunctions.LogGamma(n - mode + 1) - GammaFunctions.LogGamma(k + 1) - GammaFunctions.LogGamma(n - k + 1)
        + (k - mode) * Math.Log(p / (1 - p));
}
