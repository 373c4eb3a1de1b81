namespace Nabla.Distributions;

/// <summary>
/// Successes before the r-th failure: P(k) = Γ(k + r) / (k! Γ(r)) · pᵏ (1 − p)ʳ. For any r above 0 it is a Poisson variable whose rate is a
/// gamma variable, so it serves for counts that spread more than Poisson's.
/// </summary>
public sealed class NegativeBinomial : Distribution
{
    readonly Chance chance;

    /// <summary>By the probability of success.</summary>
    /// <param name="failures">r, above 0.</param>
    /// <param name="probability">p of each trial, below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public NegativeBinomial(TensorOrNumber failures, TensorOrNumber probability)
        : this(Arguments.Of("NegativeBinomial", ("failures", failures, Domain.Positive), ("probability", probability, Domain.ProbabilityBelowOne)), isLogit: false)
    {
    }

    NegativeBinomial(Arguments arguments, bool isLogit) : base(arguments) => chance = new Chance(Argument(1), isLogit);

    /// <summary>By the logit ln(p / (1 − p)).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public static NegativeBinomial FromLogits(TensorOrNumber failures, TensorOrNumber logits) =>
        new(Arguments.Of("NegativeBinomial", ("failures", failures, Domain.Positive), ("logits", logits, Domain.Finite)), isLogit: true);

    /// <summary>r.</summary>
    /// <shape>(batch)</shape>
    public Tensor Failures => Argument(0);

    /// <inheritdoc/>
    public override Support Support => Support.Whole;

    /// <inheritdoc/>
    public override Tensor Mean => Failures * chance.Odds;

    /// <inheritdoc/>
    public override Tensor Variance => Mean / chance.Failure;

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x) => Supports.Within(x, Supports.IsWhole(x), 0, k =>
        chance.LogProbability(k, Failures) + (k + Failures).LogGamma() - (k + 1).LogGamma() - Failures.LogGamma());

    // P(X ≤ k) = I_{1−p}(r, k + 1)
    /// <inheritdoc/>
    protected override Tensor CdfAt(Tensor x) => Supports.Within(
        x.Detach().Floor(), x.GreaterOrEqual(0), 0, k => IncompleteBeta.Regularized(Failures, k + 1, chance.Failure), outside: 0);

    /// <inheritdoc/>
    protected override Tensor QuantileAt(Tensor p) =>
        p.EqualTo(1).Where(Number(double.PositiveInfinity), WholeQuantile.Search(Below, p, Failures, chance.Failure));

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape) => rng.Draw(shape, default(NegativeBinomialLaw), Failures, chance.Odds);

    // For one r the coefficients cancel: the r failures and the successes, each as often as they are expected.
    /// <inheritdoc/>
    protected override Tensor? KlOf(Distribution other) => other is NegativeBinomial q && Failures.NotEqualTo(q.Failures).Any().Item() == 0
        ? Failures * chance.KlTo(q.chance) / chance.Failure
        : null;

    static double Below(double k, ReadOnlySpan<double> a) => IncompleteBeta.Value(a[0], k + 1, a[1]);
}
