namespace Nabla.Distributions;

/// <summary>Failures before the first success: P(k) = p (1 − p)ᵏ.</summary>
public sealed class Geometric : Distribution
{
    readonly Chance chance;

    /// <summary>By the probability of success.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not in (0, 1].</exception>
    public Geometric(TensorOrNumber probability)
        : this(Arguments.Of("Geometric", ("probability", probability, Domain.ProbabilityAboveZero)), isLogit: false)
    {
    }

    Geometric(Arguments arguments, bool isLogit) : base(arguments) => chance = new Chance(Argument(0), isLogit);

    /// <summary>By the logit ln(p / (1 − p)).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A logit is not finite.</exception>
    public static Geometric FromLogits(TensorOrNumber logits) =>
        new(Arguments.Of("Geometric", ("logits", logits, Domain.Finite)), isLogit: true);

    /// <inheritdoc/>
    public override Support Support => Support.Whole;

    /// <inheritdoc/>
    public override Tensor Mean => chance.Failure / chance.Success;

    /// <inheritdoc/>
    public override Tensor Variance => chance.Failure / chance.Success.Square();

    /// <inheritdoc/>
    public override Tensor Entropy() => chance.Entropy / chance.Success;

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x) =>
        Supports.Within(x, Supports.IsWhole(x), 0, k => chance.LogProbability(Number(1), k));

    /// <inheritdoc/>
    protected override Tensor CdfAt(Tensor x) => Supports.Within(
        x.Detach().Floor(), x.GreaterOrEqual(0), 0, k => 1 - chance.LogProbability(Number(0), k + 1).Exp(), outside: 0);

    // The smallest k with (1 − p)^(k + 1) ≤ 1 − q; rounding may put the quotient just above a whole number.
    /// <inheritdoc/>
    protected override Tensor QuantileAt(Tensor p) => WholeQuantile.Search(
        (k, a) => -Math.Exp((k + 1) * a[0]) + 1, p, chance.LogProbability(Number(0), Number(1)));

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape) =>
        (Noise(rng, shape).Log() / chance.LogProbability(Number(0), Number(1)).To(DType.Float64)).Floor().To(DType);

    // The failures and the success, each as often as they are expected.
    /// <inheritdoc/>
    protected override Tensor? KlOf(Distribution other) => other is Geometric q ? chance.KlTo(q.chance) / chance.Success : null;
}
