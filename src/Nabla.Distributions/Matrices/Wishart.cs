using Nabla.LinearAlgebra;

namespace Nabla.Distributions;

/// <summary>
/// The sum of z zᵀ over ν normal vectors z with mean 0 (Wishart 1928): p(X) = |X|^((ν−N−1)/2) exp(−½ tr(V⁻¹ X)) / (2^(νN/2) |V|^(ν/2)
/// Γ_N(ν/2)) for positive definite X of size N, with V = A Aᵀ the covariance of a vector. ν may be any number above N − 1.
/// </summary>
public sealed class Wishart : Distribution, IExponentialFamily
{
    readonly ScaleMatrix scale;

    /// <summary>Given is either the covariance or the scale matrix A.</summary>
    /// <param name="freedom">Degrees of freedom ν, above N − 1.</param>
    /// <param name="covariance">V, positive definite; its symmetric half is read, and A is its Cholesky factor.</param>
    /// <param name="scale">A, any invertible matrix.</param>
    /// <shape>freedom (…), covariance or scale (…, N, N); leading axes broadcast</shape>
    /// <exception cref="ArgumentException">Both matrices are given, or none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The degrees of freedom are not above N − 1.</exception>
    /// <exception cref="ShapeException">Shapes that do not fit.</exception>
    /// <exception cref="LinearAlgebraException">
    /// The covariance is not positive definite, or the scale is singular when it is needed.
    /// </exception>
    public Wishart(TensorOrNumber freedom, Tensor? covariance = null, Tensor? scale = null)
        : base(Infer(freedom, covariance, scale), Size(covariance, scale), (covariance ?? scale)!.DType)
    {
        this.scale = new ScaleMatrix(covariance, scale);
        var least = EventShape[0] - 1;
        Freedom = Arguments.Of("Wishart", ("freedom", freedom.As(DType, Device.Cpu), new Domain($"above {least}", v => v > least && double.IsFinite(v))))
            .Values[0].BroadcastTo(BatchShape);
    }

    /// <summary>ν.</summary>
    /// <shape>(batch)</shape>
    public Tensor Freedom { get; }

    /// <summary>V.</summary>
    /// <shape>→ (…, N, N)</shape>
    public Tensor Covariance => scale.Matrix.MatMul(scale.Matrix.T);

    int N => EventShape[0];

    Tensor Whole => Freedom.Reshape([.. BatchShape, 1, 1]);

    /// <inheritdoc/>
    public override Support Support => Support.PositiveDefinite;

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <inheritdoc/>
    public override Tensor Mean => Whole * Covariance;

    // ν (V² + v vᵀ) with the diagonal v
    /// <inheritdoc/>
    public override Tensor Variance
    {
        get
        {
            var v = Covariance;
            return Whole * (v.Square() + v.Diagonal().Unsqueeze(-1) * v.Diagonal().Unsqueeze(-2));
        }
    }

    // V⁻¹ = A⁻ᵀ A⁻¹
    Tensor Precision
    {
        get
        {
            var inverse = scale.Solve(Tensor.Identity(N, DType).BroadcastTo([.. BatchShape, N, N]));
            return inverse.T.MatMul(inverse);
        }
    }

    // ½ ln det 2V
    Tensor HalfLogDeterminant => scale.LogVolume + 0.5 * N * Math.Log(2);

    Tensor LogNormalizer => Freedom * HalfLogDeterminant + MultivariateGamma.Log(0.5 * Freedom, N);

    // E[ln det X] = ln det 2V + ψ_N(ν/2)
    Tensor MeanLogDeterminant => 2 * HalfLogDeterminant + MultivariateGamma.Digamma(0.5 * Freedom, N);

    /// <inheritdoc/>
    public override Tensor Entropy() => LogNormalizer - 0.5 * (Freedom - (N + 1)) * MeanLogDeterminant + 0.5 * N * Freedom;

    /// <inheritdoc/>
    public override string ToString() => $"Wishart(freedom {Freedom.Shape}, {scale})";

    IReadOnlyList<Tensor> IExponentialFamily.NaturalParameters => [-0.5 * Precision, 0.5 * (Freedom - (N + 1))];

    Tensor IExponentialFamily.LogNormalizer(IReadOnlyList<Tensor> natural) => MultivariateGamma.Log(natural[1] + 0.5 * (N + 1), N)
        - (natural[1] + 0.5 * (N + 1)) * (-natural[0]).SignLogDeterminant().Logarithm;

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x)
    {
        var at = x.Detach();
        var inside = (at - at.T).Abs().LessOrEqual(1e-4 * at.Abs().Max([-2, -1], keepAxes: true)).All([-2, -1])
            .LogicalAnd(at.SymmetricEigen().Values.Greater(0).All([-1]));
        var safe = inside.Unsqueeze(-1).Unsqueeze(-1).Where(x, Tensor.Identity(N, DType));
        var inner = scale.Solve(scale.Solve(safe).T).Diagonal().Sum(-1);
        var density = 0.5 * (Freedom - (N + 1)) * safe.SignLogDeterminant().Logarithm - 0.5 * inner - LogNormalizer;
        return inside.Where(density, Number(double.NegativeInfinity));
    }

    // X = A B Bᵀ Aᵀ with B lower triangular: normal below the diagonal, roots of χ² with ν − i degrees of freedom on it (Bartlett 1933)
    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape)
    {
        var squares = 2 * Gamma.Standard(0.5 * (Freedom.Unsqueeze(-1) - Tensor.Range(N, DType)), rng, [.. shape, N]);
        var root = scale.Matrix.MatMul(rng.Normal([.. shape, N, N], dtype: DType).Lower(-1) + squares.Sqrt().DiagonalMatrix());
        return root.MatMul(root.T);
    }

    // −E_p[ln q] with E[X] = ν_p V_p
    /// <inheritdoc/>
    protected override Tensor? CrossEntropyFrom(Distribution p) => p is Wishart w
        ? LogNormalizer - 0.5 * (Freedom - (N + 1)) * w.MeanLogDeterminant + 0.5 * w.Freedom * scale.Solve(w.scale.Matrix).Square().Sum([-2, -1])
        : null;

    static Shape Size(Tensor? covariance, Tensor? scale) => (covariance ?? scale)!.Shape.ToArray()[^2..];

    static Shape Infer(TensorOrNumber freedom, Tensor? covariance, Tensor? scale)
    {
        var (name, matrix) = ScaleMatrix.Given("Wishart", covariance, scale);
        if (matrix.Rank < 2 || matrix.Shape[-1] != matrix.Shape[-2] || matrix.Shape[-1] == 0)
            throw new ShapeException($"Wishart: the {name} must be (…, N, N), got {matrix.Shape}.");
        var degrees = freedom.As(matrix.DType, Device.Cpu);
        if (!matrix.DType.IsFloating() || degrees.DType != matrix.DType)
            throw new ShapeException(
                $"Wishart: freedom and {name} must have one floating-point dtype, got {degrees.DType.Name()} and {matrix.DType.Name()}.");
        return Shape.Broadcast(degrees.Shape, matrix.Shape.ToArray()[..^2])
            ?? throw new ShapeException($"Wishart: freedom {degrees.Shape} and the leading axes of {matrix.Shape} do not broadcast.");
    }
}
