namespace Nabla.Distributions;

/// <summary>
/// x = mean + A z with independent standard normal z: p(x) = exp(−½ |A⁻¹ (x − mean)|²) / (|det A| (2π)^(N/2)). The covariance is A Aᵀ.
/// </summary>
public sealed class MultivariateNormal : Distribution, INormalVector
{
    readonly ScaleMatrix scale;

    /// <summary>Given is either the covariance or the scale matrix A.</summary>
    /// <param name="mean">The middle.</param>
    /// <param name="covariance">Positive definite; its symmetric half (C + Cᵀ) / 2 is read, and A is its Cholesky factor.</param>
    /// <param name="scale">A, any invertible matrix.</param>
    /// <shape>mean (…, N), covariance or scale (…, N, N); leading axes broadcast</shape>
    /// <exception cref="ArgumentException">Both matrices are given, or none.</exception>
    /// <exception cref="ShapeException">Shapes that do not fit.</exception>
    /// <exception cref="LinearAlgebra.LinearAlgebraException">
    /// The covariance is not positive definite, or the scale is singular when it is needed.
    /// </exception>
    public MultivariateNormal(Tensor mean, Tensor? covariance = null, Tensor? scale = null)
        : base(Infer(mean, covariance, scale), [mean.Shape[-1]], mean.DType)
    {
        this.scale = new ScaleMatrix(covariance, scale);
        Mean = mean.BroadcastTo([.. BatchShape, .. EventShape]);
    }

    /// <summary>A, with x = mean + A z.</summary>
    /// <shape>(…, N, N)</shape>
    public Tensor Scale => scale.Matrix;

    /// <inheritdoc/>
    public override Support Support => Support.Vector;

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <inheritdoc/>
    public override Tensor Mean { get; }

    /// <inheritdoc/>
    public override Tensor Variance => Scale.Square().Sum(-1).BroadcastTo(Mean.Shape);

    /// <summary>A Aᵀ.</summary>
    /// <shape>→ (…, N, N)</shape>
    public Tensor Covariance => Scale.MatMul(Scale.T);

    Tensor INormalVector.LogVolume => scale.LogVolume;

    Tensor INormalVector.Root => Scale;

    /// <inheritdoc/>
    public override Tensor Entropy() => scale.LogVolume.BroadcastTo(BatchShape) + EventShape[0] * (Normal.HalfLn2Pi + 0.5);

    /// <inheritdoc/>
    public override string ToString() => $"MultivariateNormal(mean {Mean.Shape}, {scale})";

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x) =>
        -0.5 * scale.Unmixed(x - Mean).Square().Sum(-1) - scale.LogVolume - EventShape[0] * Normal.HalfLn2Pi;

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape) =>
        scale.Mixed(rng.Normal([.. shape, .. EventShape], dtype: DType), Mean);

    /// <inheritdoc/>
    protected override Tensor? KlOf(Distribution other) => other is INormalVector q ? NormalVector.Kl(this, q) : null;

    Tensor INormalVector.SquaredNorm(Tensor d) => scale.Unmixed(d).Square().Sum(-1);

    Tensor INormalVector.SquaredNormOfColumns(Tensor b) => scale.Solve(b).Square().Sum([-2, -1]);

    static Shape Infer(Tensor mean, Tensor? covariance, Tensor? scale)
    {
        ArgumentNullException.ThrowIfNull(mean);
        var (name, matrix) = ScaleMatrix.Given("MultivariateNormal", covariance, scale);
        if (mean.Rank < 1 || mean.Length == 0 || matrix.Rank < 2 || matrix.Shape[-1] != mean.Shape[-1] || matrix.Shape[-2] != mean.Shape[-1])
            throw new ShapeException(
                $"MultivariateNormal: for a mean (…, N) the {name} must be (…, N, N), got {mean.Shape} and {matrix.Shape}.");
        if (mean.DType != matrix.DType || !mean.DType.IsFloating())
            throw new ShapeException(
                $"MultivariateNormal: mean and {name} must have one floating-point dtype, got {mean.DType.Name()} and {matrix.DType.Name()}.");
        return Shape.Broadcast(mean.Shape.ToArray()[..^1], matrix.Shape.ToArray()[..^2])
            ?? throw new ShapeException($"MultivariateNormal: leading axes of {mean.Shape} and {matrix.Shape} do not broadcast.");
    }
}
