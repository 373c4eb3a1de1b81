using Nabla.LinearAlgebra;

namespace Nabla.Distributions;

/// <summary>
/// x = mean + A z with independent standard normal z: p(x) = exp(−½ |A⁻¹ (x − mean)|²) / (|det A| (2π)^(N/2)). The covariance is A Aᵀ.
/// </summary>
public sealed class MultivariateNormal : Distribution
{
    readonly bool isTriangular;

    /// <summary>Given is either the covariance or the scale matrix A.</summary>
    /// <param name="mean">The middle.</param>
    /// <param name="covariance">Positive definite; its symmetric half (C + Cᵀ) / 2 is read, and A is its Cholesky factor.</param>
    /// <param name="scale">A, any invertible matrix.</param>
    /// <shape>mean (…, N), covariance or scale (…, N, N); leading axes broadcast</shape>
    /// <exception cref="ArgumentException">Both matrices are given, or none.</exception>
    /// <exception cref="ShapeException">Shapes that do not fit.</exception>
    /// <exception cref="LinearAlgebraException">The covariance is not positive definite, or the scale is singular when it is needed.</exception>
    public MultivariateNormal(Tensor mean, Tensor? covariance = null, Tensor? scale = null)
        : base(Infer(mean, covariance, scale), [mean.Shape[-1]], mean.DType)
    {
        isTriangular = covariance is not null;
        Scale = scale ?? covariance!.Cholesky();
        Mean = mean.BroadcastTo([.. BatchShape, .. EventShape]);
    }

    /// <summary>A, with x = mean + A z.</summary>
    /// <shape>(…, N, N)</shape>
    public Tensor Scale { get; }

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

    Tensor LogVolume => isTriangular ? Scale.Diagonal().Log().Sum(-1) : Scale.SignLogDeterminant().Logarithm;

    /// <inheritdoc/>
    public override Tensor Entropy() => LogVolume.BroadcastTo(BatchShape) + EventShape[0] * (Normal.HalfLn2Pi + 0.5);

    /// <inheritdoc/>
    public override string ToString() => $"MultivariateNormal(mean {Mean.Shape}, {(isTriangular ? "covariance" : "scale")} {Scale.Shape})";

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x) =>
        -0.5 * Unmixed(x - Mean).Square().Sum(-1) - LogVolume - EventShape[0] * Normal.HalfLn2Pi;

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape) =>
        Mean + Scale.MatMul(rng.Normal([.. shape, .. EventShape, 1], dtype: DType)).Squeeze(-1);

    // ½ (|B⁻¹ A|² + |B⁻¹ (mean_p − mean_q)|² − N) + ln |det B| − ln |det A|, with B the scale of q
    /// <inheritdoc/>
    protected override Tensor? KlOf(Distribution other)
    {
        if (other is not MultivariateNormal q)
            return null;
        var spread = q.Solve(Scale).Square().Sum([-2, -1]);
        return 0.5 * (spread + q.Unmixed(Mean - q.Mean).Square().Sum(-1) - EventShape[0]) + q.LogVolume - LogVolume;
    }

    Tensor Solve(Tensor b) => isTriangular ? Scale.TriangularSolve(b) : Scale.Solve(b);

    // z = A⁻¹ d for vectors d. With one matrix for all, they are the columns of one system.
    Tensor Unmixed(Tensor d) => Scale.Rank == 2
        ? Solve(d.Reshape(-1, d.Shape[-1]).T).T.Reshape(d.Shape.ToArray())
        : Solve(d.Unsqueeze(-1)).Squeeze(-1);

    static Shape Infer(Tensor mean, Tensor? covariance, Tensor? scale)
    {
        ArgumentNullException.ThrowIfNull(mean);
        if ((covariance is null) == (scale is null))
            throw new ArgumentException($"MultivariateNormal: either the covariance or the scale must be given, got {(scale is null ? "none" : "both")}.");
        var (name, matrix) = covariance is not null ? ("covariance", covariance) : ("scale", scale!);
        if (mean.Rank < 1 || mean.Length == 0 || matrix.Rank < 2 || matrix.Shape[-1] != mean.Shape[-1] || matrix.Shape[-2] != mean.Shape[-1])
            throw new ShapeException($"MultivariateNormal: for a mean (…, N) the {name} must be (…, N, N), got {mean.Shape} and {matrix.Shape}.");
        if (mean.DType != matrix.DType || !mean.DType.IsFloating())
            throw new ShapeException($"MultivariateNormal: mean and {name} must have one floating-point dtype, got {mean.DType.Name()} and {matrix.DType.Name()}.");
        return Shape.Broadcast(mean.Shape.ToArray()[..^1], matrix.Shape.ToArray()[..^2])
            ?? throw new ShapeException($"MultivariateNormal: leading axes of {mean.Shape} and {matrix.Shape} do not broadcast.");
    }
}
