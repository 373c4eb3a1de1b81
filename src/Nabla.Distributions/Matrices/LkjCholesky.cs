namespace Nabla.Distributions;

/// <summary>
/// Cholesky factors L of correlation matrices whose density goes as det(L Lᵀ)^(c−1), with c the concentration: c = 1 makes all correlation
/// matrices alike (Lewandowski, Kurowicka, Joe 2009). As a prior of covariances it leaves the deviations free.
/// </summary>
/// <param name="size">N, at least 2.</param>
/// <param name="concentration">c, above 0: above 1 favours weak correlations, below 1 strong ones.</param>
/// <exception cref="ArgumentOutOfRangeException">The size is below 2, or the concentration is not above 0.</exception>
public sealed class LkjCholesky(int size, TensorOrNumber concentration) : Distribution(
    Arguments.Of("LkjCholesky", ("concentration", concentration, Domain.Positive)), [Infer(size), size])
{
    const double Slack = 1e-4;      // What a row of rounded numbers may differ from length 1.

    /// <summary>c.</summary>
    /// <shape>(batch)</shape>
    public Tensor Concentration => Argument(0);

    int N => EventShape[0];

    // The squared length of row i = 1 … N − 1 left of the diagonal is a beta variable with these parameters, its direction even over the
    // sphere.
    Tensor A => 0.5 * (Tensor.Range(N - 1, DType) + 1);

    Tensor B => Concentration.Unsqueeze(-1) + 0.5 * (N - 2) - 0.5 * Tensor.Range(N - 1, DType);

    // Powers of L_ii in the density, i = 1 … N − 1: 2 (c − 1) + N − 1 − i, where det(L Lᵀ) and the Jacobian of L Lᵀ meet
    Tensor Powers => 2 * (Concentration - 1).Unsqueeze(-1) + (N - 2) - Tensor.Range(N - 1, DType);

    // The integral of Π L_ii^power is a product of those of the rows: ½ B(b, a) times the area of the sphere 2 π^a / Γ(a).
    Tensor LogNormalizer => (A * Math.Log(Math.PI) + B.LogGamma() - (A + B).LogGamma()).Sum(-1);

    Tensor MeanLogDiagonal => 0.5 * (B.Digamma() - (A + B).Digamma());

    /// <inheritdoc/>
    public override Support Support => Support.CorrelationFactor;

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    // E √(1 − y) on the diagonal, 0 elsewhere
    /// <inheritdoc/>
    public override Tensor Mean =>
        WithFirst((B + 0.5).LogGamma() - B.LogGamma() + (A + B).LogGamma() - (A + B + 0.5).LogGamma()).Exp().DiagonalMatrix();

    // E[y] / i left of the diagonal, E[1 − y] less the square of the mean on it
    /// <inheritdoc/>
    public override Tensor Variance
    {
        get
        {
            var lengths = (A / (A + B)).Pad(-1, 1, 0);
            var each = lengths / Tensor.Range(N, DType).Maximum(Number(1));
            return (each.Unsqueeze(-1) * Tensor.Ones([N, N], DType)).Lower(-1) + (1 - lengths).DiagonalMatrix() - Mean.Square();
        }
    }

    /// <inheritdoc/>
    public override Tensor Entropy() => LogNormalizer - (Powers * MeanLogDiagonal).Sum(-1);

    /// <inheritdoc/>
    public override string ToString() => $"LkjCholesky(size {N}, concentration {Concentration.Shape})";

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x)
    {
        var diagonal = x.Diagonal();
        var inside = diagonal.Greater(0).All([-1]).LogicalAnd(x.EqualTo(x.Lower()).All([-2, -1]))
            .LogicalAnd((x.Square().Sum(-1) - 1).Abs().LessOrEqual(Slack).All([-1]));
        var safe = diagonal.Greater(0).Where(diagonal, Number(1)).Slice(-1, 1, N - 1);
        return inside.Where((Powers * safe.Log()).Sum(-1) - LogNormalizer, Number(double.NegativeInfinity));
    }

    // The "onion" of the paper's section 3.2, of the factor instead of the matrix
    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape)
    {
        Shape rows = [.. shape, N - 1];
        var lengths = Beta.Standard(A.BroadcastTo(B.Shape), B, rng, rows).Pad(-1, 1, 0);
        var normal = rng.Normal([.. shape, N, N], dtype: DType).Lower(-1);
        var unit = normal / (normal.Square().Sum(-1, keepAxes: true) + Tensor.Range(N, DType).EqualTo(0).To(DType).Unsqueeze(-1)).Sqrt();
        // The root has no slope at the 0 of the first row, which is not random.
        var root = (lengths + Tensor.Range(N, DType).EqualTo(0).To(DType)).Sqrt();
        return root.Unsqueeze(-1) * unit + (1 - lengths).Sqrt().DiagonalMatrix();
    }

    /// <inheritdoc/>
    protected override Tensor? CrossEntropyFrom(Distribution p) =>
        p is LkjCholesky l ? LogNormalizer - (Powers * l.MeanLogDiagonal).Sum(-1) : null;

    // The logarithm of the first diagonal element is that of 1.
    static Tensor WithFirst(Tensor rows) => rows.Pad(-1, 1, 0);

    static int Infer(int size) =>
        size >= 2 ? size : throw new ArgumentOutOfRangeException(nameof(size), $"LkjCholesky: size must be at least 2, got {size}.");
}
