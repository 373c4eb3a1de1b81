namespace Nabla.Distributions;

/// <summary>
/// p(x) = x^(a−1) (1 − x)^(b−1) / B(a, b) for x between 0 and 1: what is known of a probability after a − 1 successes and b − 1 failures.
/// </summary>
/// <param name="a">Above 0.</param>
/// <param name="b">Above 0; the mean is a / (a + b).</param>
/// <remarks>
/// Samples are shares of gamma variables, differentiated implicitly (Figurnov, Mohamed, Mnih 2018) as what they are, not through the gamma
/// variables, whose noise would remain in the gradient; that by a and b can be taken once.
/// </remarks>
/// <exception cref="ArgumentOutOfRangeException">A parameter is not above 0.</exception>
public sealed class Beta(TensorOrNumber a, TensorOrNumber b)
    : Distribution(Arguments.Of("Beta", ("a", a, Domain.Positive), ("b", b, Domain.Positive))), IExponentialFamily
{
    /// <summary>Successes + 1.</summary>
    /// <shape>(batch)</shape>
    public Tensor A => Argument(0);

    /// <summary>Failures + 1.</summary>
    /// <shape>(batch)</shape>
    public Tensor B => Argument(1);

    /// <inheritdoc/>
    public override Support Support => Support.Unit;

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <inheritdoc/>
    public override Tensor Mean => A / (A + B);

    /// <inheritdoc/>
    public override Tensor Variance => A * B / ((A + B).Square() * (A + B + 1));

    /// <inheritdoc/>
    public override Tensor Entropy() =>
        IncompleteBeta.LogBeta(A, B) - (A - 1) * A.Digamma() - (B - 1) * B.Digamma() + (A + B - 2) * (A + B).Digamma();

    /// <inheritdoc/>
    protected internal override Tensor? MeanLogarithm => A.Digamma() - (A + B).Digamma();

    /// <inheritdoc/>
    protected internal override Tensor? MeanLogarithmOfComplement => B.Digamma() - (A + B).Digamma();

    IReadOnlyList<Tensor> IExponentialFamily.NaturalParameters => [A - 1, B - 1];

    Tensor IExponentialFamily.LogNormalizer(IReadOnlyList<Tensor> natural) => IncompleteBeta.LogBeta(natural[0] + 1, natural[1] + 1);

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x) => Supports.Within(x, x.GreaterOrEqual(0).LogicalAnd(x.LessOrEqual(1)), 0.5, x =>
        (A - 1).XLogY(x) + (B - 1).XLogY(1 - x) - IncompleteBeta.LogBeta(A, B));

    /// <inheritdoc/>
    protected override Tensor CdfAt(Tensor x) => Supports.Within(
        x, x.Greater(0).LogicalAnd(x.Less(1)), 0.5, x => IncompleteBeta.Regularized(A, B, x), outside: 0) + x.GreaterOrEqual(1).To(DType);

    /// <inheritdoc/>
    protected override Tensor QuantileAt(Tensor p) => IncompleteBeta.Inverse(A, B, p);

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape) => Standard(A, B, rng, shape);

    // −E_p[ln q] = ln B(a, b) − (a − 1) E[ln X] − (b − 1) E[ln(1 − X)]
    /// <inheritdoc/>
    protected override Tensor? CrossEntropyFrom(Distribution p)
    {
        if (p.MeanLogarithm is not { } lower || p.MeanLogarithmOfComplement is not { } upper)
            return null;
        var cross = IncompleteBeta.LogBeta(A, B) - (A - 1) * lower - (B - 1) * upper;
        return p is Uniform u
            ? u.Low.GreaterOrEqual(0).LogicalAnd(u.High.LessOrEqual(1)).Where(cross, Number(double.PositiveInfinity))
            : cross;
    }

    /// <summary>Draws X / (X + Y) of two gamma variables, by their logarithms.</summary>
    internal static Tensor Standard(Tensor a, Tensor b, Rng rng, Shape shape) =>
        BetaDrift.MovedLogit(a, b, Gamma.LogStandard(a, rng, shape) - Gamma.LogStandard(b, rng, shape)).Sigmoid();
}
