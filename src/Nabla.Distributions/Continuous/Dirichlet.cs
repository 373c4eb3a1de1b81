namespace Nabla.Distributions;

/// <summary>
/// Vectors of probabilities: p(x) = Γ(Σ aₖ) / Π Γ(aₖ) · Π xₖ^(aₖ − 1); for two components the first is a <see cref="Beta"/> variable.
/// </summary>
/// <param name="concentration">a, each above 0; aₖ − 1 is a count of what has been seen.</param>
/// <remarks>
/// Samples are gamma variables over their sum, differentiated as beta variables that leave the others' ratios as they are (Jankowiak,
/// Obermeyer 2018); the gradient by a can be taken once.
/// </remarks>
/// <shape>concentration (…, K)</shape>
/// <exception cref="ArgumentOutOfRangeException">A concentration is not above 0.</exception>
/// <exception cref="ShapeException">The concentration has no axis.</exception>
public sealed class Dirichlet(Tensor concentration)
    : Distribution(Arguments.OfVectors("Dirichlet", ("concentration", concentration, Domain.Positive))), IExponentialFamily
{
    // What a sum of rounded probabilities may differ from 1.
    const double Slack = 1e-5;

    /// <summary>a.</summary>
    /// <shape>(batch, K)</shape>
    public Tensor Concentration => Argument(0);

    Tensor Sum => Concentration.Sum(-1);

    Tensor LogNormalizer => Concentration.LogGamma().Sum(-1) - Sum.LogGamma();

    /// <inheritdoc/>
    public override Support Support => Support.Simplex;

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <inheritdoc/>
    public override Tensor Mean => Concentration / Concentration.Sum(-1, keepAxes: true);

    /// <inheritdoc/>
    public override Tensor Variance => Mean * (1 - Mean) / (Concentration.Sum(-1, keepAxes: true) + 1);

    /// <inheritdoc/>
    public override Tensor Entropy() =>
        LogNormalizer + (Sum - EventShape[0]) * Sum.Digamma() - ((Concentration - 1) * Concentration.Digamma()).Sum(-1);

    IReadOnlyList<Tensor> IExponentialFamily.NaturalParameters => [Concentration - 1];

    Tensor IExponentialFamily.LogNormalizer(IReadOnlyList<Tensor> natural) =>
        (natural[0] + 1).LogGamma().Sum(-1) - (natural[0] + 1).Sum(-1).LogGamma();

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x)
    {
        var inside = x.Detach().Min(-1).GreaterOrEqual(0).LogicalAnd((x.Detach().Sum(-1) - 1).Abs().LessOrEqual(Slack));
        var safe = x.GreaterOrEqual(0).Where(x, Number(1));
        // A product with ones adds up the rows: its gradient is dense, where that of a sum repeats numbers along rows, slow for short ones.
        var logarithm = (Concentration - 1).XLogY(safe).MatMul(Tensor.Ones([EventShape[0], 1], DType)).Squeeze(-1);
        return inside.Where(logarithm - LogNormalizer, Number(double.NegativeInfinity));
    }

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape) =>
        BetaDrift.MovedShares(Concentration, Gamma.LogStandard(Concentration, rng, [.. shape, .. EventShape]).LogSoftmax());

    // ln B(b) − ln B(a) + Σ (aₖ − bₖ) (ψ(aₖ) − ψ(Σ a))
    /// <inheritdoc/>
    protected override Tensor? KlOf(Distribution other) => other is Dirichlet q
        ? q.LogNormalizer - LogNormalizer + ((Concentration - q.Concentration) * (Concentration.Digamma() - Sum.Digamma().Unsqueeze(-1))).Sum(-1)
        : null;
}
