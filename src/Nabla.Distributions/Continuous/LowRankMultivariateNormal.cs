using Nabla.LinearAlgebra;

namespace Nabla.Distributions;

/// <summary>
/// A normal vector with covariance F Fᵀ + D of few factors and a diagonal, as in factor analysis: x = mean + F z + √D e with independent
/// standard normal z and e. Density and entropy take O(N K²) operations instead of N³, by Woodbury's identity.
/// </summary>
public sealed class LowRankMultivariateNormal : Distribution, INormalVector
{
    readonly Tensor capacitance;        // the Cholesky factor of I + Fᵀ D⁻¹ F, (…, K, K)

    /// <summary>By the two parts of the covariance.</summary>
    /// <param name="mean">The middle.</param>
    /// <param name="factor">F: what the components have in common.</param>
    /// <param name="diagonal">D, above 0: what each has for itself.</param>
    /// <shape>mean (…, N), factor (…, N, K), diagonal (…, N); leading axes broadcast</shape>
    /// <exception cref="ArgumentOutOfRangeException">An element of the diagonal is not above 0.</exception>
    /// <exception cref="ShapeException">Shapes that do not fit.</exception>
    public LowRankMultivariateNormal(Tensor mean, Tensor factor, Tensor diagonal)
        : base(Infer(mean, factor, diagonal), [mean.Shape[-1]], mean.DType)
    {
        Factor = factor;
        Diagonal = Arguments.Of("LowRankMultivariateNormal", ("diagonal", diagonal, Domain.Positive)).Values[0];
        Mean = mean.BroadcastTo([.. BatchShape, .. EventShape]);
        capacitance = (Tensor.Identity(factor.Shape[-1], DType) + factor.T.MatMul(factor / Diagonal.Unsqueeze(-1))).Cholesky();
    }

    /// <summary>F.</summary>
    /// <shape>(…, N, K)</shape>
    public Tensor Factor { get; }

    /// <summary>D.</summary>
    /// <shape>(…, N)</shape>
    public Tensor Diagonal { get; }

    /// <inheritdoc/>
    public override Support Support => Support.Vector;

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <inheritdoc/>
    public override Tensor Mean { get; }

    /// <inheritdoc/>
    public override Tensor Variance => (Factor.Square().Sum(-1) + Diagonal).BroadcastTo(Mean.Shape);

    /// <summary>F Fᵀ + D.</summary>
    /// <shape>→ (…, N, N)</shape>
    public Tensor Covariance => Factor.MatMul(Factor.T) + Diagonal.DiagonalMatrix();

    // det(F Fᵀ + D) = det(I + Fᵀ D⁻¹ F) det D
    Tensor LogVolume => capacitance.Diagonal().Log().Sum(-1) + 0.5 * Diagonal.Log().Sum(-1);

    Tensor INormalVector.LogVolume => LogVolume;

    Tensor INormalVector.Root
    {
        get
        {
            var spread = Diagonal.Sqrt().DiagonalMatrix();
            var lead = Shape.Broadcast(Factor.Shape.ToArray()[..^2], spread.Shape.ToArray()[..^2])!.Value;
            return Tensor.Concat([Factor.BroadcastTo([.. lead, .. Factor.Shape.ToArray()[^2..]]), spread.BroadcastTo([.. lead, .. spread.Shape.ToArray()[^2..]])], -1);
        }
    }

    /// <inheritdoc/>
    public override Tensor Entropy() => LogVolume.BroadcastTo(BatchShape) + EventShape[0] * (Normal.HalfLn2Pi + 0.5);

    /// <inheritdoc/>
    public override string ToString() => $"LowRankMultivariateNormal(mean {Mean.Shape}, factor {Factor.Shape}, diagonal {Diagonal.Shape})";

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x) => -0.5 * SquaredNorm(x - Mean) - LogVolume - EventShape[0] * Normal.HalfLn2Pi;

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape) =>
        Mean + Factor.MatMul(rng.Normal([.. shape, Factor.Shape[-1], 1], dtype: DType)).Squeeze(-1)
        + Diagonal.Sqrt() * rng.Normal([.. shape, .. EventShape], dtype: DType);

    /// <inheritdoc/>
    protected override Tensor? KlOf(Distribution other) => other is INormalVector q ? NormalVector.Kl(this, q) : null;

    Tensor INormalVector.SquaredNorm(Tensor d) => SquaredNorm(d);

    Tensor SquaredNorm(Tensor d) => SquaredNormOfColumns(d.Unsqueeze(-1));

    Tensor INormalVector.SquaredNormOfColumns(Tensor b) => SquaredNormOfColumns(b);

    // (F Fᵀ + D)⁻¹ = D⁻¹ − D⁻¹ F (I + Fᵀ D⁻¹ F)⁻¹ Fᵀ D⁻¹
    Tensor SquaredNormOfColumns(Tensor b)
    {
        var scaled = b / Diagonal.Unsqueeze(-1);
        return (b * scaled).Sum([-2, -1]) - capacitance.TriangularSolve(Factor.T.MatMul(scaled)).Square().Sum([-2, -1]);
    }

    static Shape Infer(Tensor mean, Tensor factor, Tensor diagonal)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(factor);
        ArgumentNullException.ThrowIfNull(diagonal);
        if (mean.Rank < 1 || diagonal.Rank < 1 || factor.Rank < 2 || mean.Length == 0 || factor.Shape[-2] != mean.Shape[-1] || diagonal.Shape[-1] != mean.Shape[-1])
            throw new ShapeException(
                $"LowRankMultivariateNormal: for a mean (…, N) the factor must be (…, N, K) and the diagonal (…, N), got {mean.Shape}, {factor.Shape}, {diagonal.Shape}.");
        if (!mean.DType.IsFloating() || mean.DType != factor.DType || mean.DType != diagonal.DType)
            throw new ShapeException(
                $"LowRankMultivariateNormal: all parameters must have one floating-point dtype, got {mean.DType.Name()}, {factor.DType.Name()}, {diagonal.DType.Name()}.");
        return Shape.Broadcast(mean.Shape.ToArray()[..^1], factor.Shape.ToArray()[..^2]) is { } both && Shape.Broadcast(both, diagonal.Shape.ToArray()[..^1]) is { } all
            ? all
            : throw new ShapeException(
                $"LowRankMultivariateNormal: leading axes of {mean.Shape}, {factor.Shape}, {diagonal.Shape} do not broadcast.");
    }
}
