namespace Nabla.Distributions;

/// <summary>One trial: P(1) = p, P(0) = 1 − p. As a loss of logits it is binary cross-entropy.</summary>
public sealed class Bernoulli : Distribution, IExponentialFamily
{
    readonly Chance chance;

    /// <summary>By the probability of 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not in [0, 1].</exception>
    public Bernoulli(TensorOrNumber probability) : this(Arguments.Of("Bernoulli", ("probability", probability, Domain.Probability)), isLogit: false)
    {
    }

    Bernoulli(Arguments arguments, bool isLogit) : base(arguments) => chance = new Chance(Argument(0), isLogit);

    /// <summary>By the logit ln(p / (1 − p)).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A logit is not a number, or +∞.</exception>
    public static Bernoulli FromLogits(TensorOrNumber logits) =>
        new(Arguments.Of("Bernoulli", ("logits", logits, Domain.Finite)), isLogit: true);

    /// <inheritdoc/>
    public override Support Support => Support.Binary;

    /// <inheritdoc/>
    public override Tensor Mean => chance.Success;

    /// <inheritdoc/>
    public override Tensor Variance => chance.Success * chance.Failure;

    /// <inheritdoc/>
    public override Tensor Entropy() => chance.Entropy;

    IReadOnlyList<Tensor> IExponentialFamily.NaturalParameters => [chance.Logit];

    Tensor IExponentialFamily.LogNormalizer(IReadOnlyList<Tensor> natural) => -(-natural[0]).LogSigmoid();

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x) =>
        Supports.Within(x, x.EqualTo(0).LogicalOr(x.EqualTo(1)), 0, x => chance.LogProbability(x, 1 - x));

    /// <inheritdoc/>
    protected override Tensor CdfAt(Tensor x) => x.GreaterOrEqual(1).Where(Number(1), x.GreaterOrEqual(0).Where(chance.Failure, Number(0)));

    /// <inheritdoc/>
    protected override Tensor QuantileAt(Tensor p) => p.Greater(chance.Failure).To(DType);

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape) => rng.Uniform(shape, dtype: DType).Less(chance.Success).To(DType);

    /// <inheritdoc/>
    protected override Tensor? KlOf(Distribution other) => other is Bernoulli q ? chance.KlTo(q.chance) : null;

    internal Chance Chance => chance;
}
