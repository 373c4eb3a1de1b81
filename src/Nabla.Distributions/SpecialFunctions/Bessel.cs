namespace Nabla.Distributions;

/// <summary>
/// The modified Bessel functions I₀ and I₁ of positive numbers, as a logarithm and a ratio that do not overflow. Power series and asymptotic
/// series: DLMF 10.25.2 and 10.40.1.
/// </summary>
static class Bessel
{
    // From here on the asymptotic series reaches 1e-16 before its terms grow.
    const double Far = 40;

    // d/dx ln I₀ = I₁ / I₀
    /// <summary>ln I₀(x).</summary>
    public static Tensor LogI0(Tensor x) => CustomGradient.Apply(
        inputs => HostMap.Run(v => v[0] < Far ? Math.Log(Power(v[0], 0)) : v[0] - 0.5 * Math.Log(2 * Math.PI * v[0]) + Math.Log(Asymptotic(v[0], 0)), inputs),
        (g, _, inputs) => [g * Ratio(inputs[0])], x);

    // d/dx A = 1 − A / x − A²
    /// <summary>A(x) = I₁(x) / I₀(x), the mean of the cosine.</summary>
    public static Tensor Ratio(Tensor x) => CustomGradient.Apply(
        inputs => HostMap.Run(v => v[0] < Far ? Power(v[0], 1) / Power(v[0], 0) : Asymptotic(v[0], 1) / Asymptotic(v[0], 0), inputs),
        (g, y, inputs) => [g * (1 - y / inputs[0] - y.Square())], x);

    // (x/2)ⁿ Σ (x²/4)ᵏ / (k! (k + n)!), all terms positive
    static double Power(double x, int n)
    {
        var (quarter, term) = (0.25 * x * x, n == 0 ? 1 : 0.5 * x);
        var sum = term;
        for (var k = 1; term > 1e-17 * sum; k++)
            sum += term *= quarter / (k * (double)(k + n));
        return sum;
    }

    // Σ (−1)ᵏ (4n² − 1²)(4n² − 3²) … (4n² − (2k − 1)²) / (k! (8x)ᵏ)
    static double Asymptotic(double x, int n)
    {
        var (term, sum) = (1.0, 1.0);
        for (var k = 1; k < 40 && Math.Abs(term) > 1e-17; k++)
            sum += term *= -(4.0 * n * n - (2 * k - 1) * (2 * k - 1)) / (k * 8 * x);
        return sum;
    }
}
