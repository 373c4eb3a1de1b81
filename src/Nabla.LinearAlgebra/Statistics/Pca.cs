namespace Nabla.LinearAlgebra;

/// <summary>
/// Principal components (Pearson 1901, Hotelling 1933): the directions in which data vary most, found by the singular value decomposition
/// of the centred data, without the covariance matrix. In each component the element of largest absolute value is positive.
/// </summary>
/// <example><code>
/// var pca = Pca.Fit(images.Flatten(1), components: 2);
/// var plane = pca.Transform(images.Flatten(1));
/// </code></example>
public sealed class Pca
{
    readonly bool whiten;

    Pca(Tensor mean, Tensor components, Tensor variance, Tensor ratio, bool whiten)
    {
        (Mean, Components, ExplainedVariance, ExplainedVarianceRatio) = (mean, components, variance, ratio);
        this.whiten = whiten;
    }

    /// <summary>The mean of each feature (C).</summary>
    public Tensor Mean { get; }

    /// <summary>One direction a row, that of the largest variance first (K, C).</summary>
    public Tensor Components { get; }

    /// <summary>The variance along each component, s² / (N − 1) (K).</summary>
    public Tensor ExplainedVariance { get; }

    /// <summary>The share of each component in the variance of all features (K).</summary>
    public Tensor ExplainedVarianceRatio { get; }

    /// <summary>Finds the components of data.</summary>
    /// <param name="x">(N, C), at least two rows.</param>
    /// <param name="components">K in 1 … min(N, C); all if null.</param>
    /// <param name="whiten">Whether <see cref="Transform"/> gives each component the variance 1.</param>
    /// <exception cref="ShapeException">x is no matrix with two rows, or has fewer components than asked for.</exception>
    public static Pca Fit(Tensor x, int? components = null, bool whiten = false)
    {
        ArgumentNullException.ThrowIfNull(x);
        Matrices.Require("Pca", x);
        if (x.Rank != 2 || x.Shape[0] < 2)
            throw new ShapeException($"Pca: the data must be (N, C) with at least 2 rows, got {x.Shape}.");
        var most = Math.Min(x.Shape[0], x.Shape[1]);
        var k = components ?? most;
        if (k < 1 || k > most)
            throw new ShapeException($"Pca: the number of components must be in 1 … {most} for data {x.Shape}, got {k}.");
        var mean = x.Mean(0);
        var (_, s, vt) = (x - mean).Svd();
        var variance = s.Square() * (1.0 / (x.Shape[0] - 1));
        return new Pca(mean, vt.Slice(0, 0, k), variance.Slice(0, 0, k), (variance / variance.Sum()).Slice(0, 0, k), whiten);
    }

    /// <summary>The coordinates of data along the components: (x − mean) Vᵀ, over the deviations if whitened.</summary>
    /// <shape>(…, C) → (…, K)</shape>
    public Tensor Transform(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var y = (x - Mean).MatMul(Components.T);
        return whiten ? y / ExplainedVariance.Sqrt() : y;
    }

    /// <summary>
    /// The point with given coordinates: what <see cref="Transform"/> came from, without what the left-out components had.
    /// </summary>
    /// <shape>(…, K) → (…, C)</shape>
    public Tensor Inverse(Tensor y)
    {
        ArgumentNullException.ThrowIfNull(y);
        return (whiten ? y * ExplainedVariance.Sqrt() : y).MatMul(Components) + Mean;
    }
}
