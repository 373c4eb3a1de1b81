namespace Nabla.Distributions;

/// <summary>The gamma function of N dimensions: Γ_N(a) = π^(N(N−1)/4) Π Γ(a − j/2) over j = 0 … N − 1 (DLMF 35.3.4).</summary>
static class MultivariateGamma
{
    /// <summary>ln Γ_N(a), for a above (N − 1) / 2.</summary>
    public static Tensor Log(Tensor a, int n) => Steps(a, n).LogGamma().Sum(-1) + n * (n - 1) / 4.0 * Math.Log(Math.PI);

    /// <summary>d/da ln Γ_N(a).</summary>
    public static Tensor Digamma(Tensor a, int n) => Steps(a, n).Digamma().Sum(-1);

    static Tensor Steps(Tensor a, int n) => a.Unsqueeze(-1) - 0.5 * Tensor.Range(n, a.DType);
}
