namespace Nabla.Distributions;

/// <summary>What the divergence of two normal vectors reads, however their covariances are stored.</summary>
interface INormalVector
{
    /// <summary>(batch, N)</summary>
    Tensor Mean { get; }

    /// <summary>R with R Rᵀ = the covariance, (…, N, M).</summary>
    Tensor Root { get; }

    /// <summary>½ ln det of the covariance.</summary>
    Tensor LogVolume { get; }

    /// <summary>dᵀ C⁻¹ d of vectors (…, N).</summary>
    Tensor SquaredNorm(Tensor d);

    /// <summary>trace Bᵀ C⁻¹ B of matrices (…, N, M).</summary>
    Tensor SquaredNormOfColumns(Tensor b);
}

/// <summary>Divergences of normal vectors.</summary>
static class NormalVector
{
    // ½ (tr C_q⁻¹ C_p + |mean_p − mean_q|² in the norm of C_q⁻¹ − N) + ½ ln det C_q − ½ ln det C_p
    public static Tensor Kl(INormalVector p, INormalVector q) =>
        0.5 * (q.SquaredNormOfColumns(p.Root) + q.SquaredNorm(p.Mean - q.Mean) - p.Mean.Shape[-1]) + q.LogVolume - p.LogVolume;
}
