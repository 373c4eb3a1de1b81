namespace Nabla.Distributions;

/// <summary>
/// Grey values between 0 and 1 (Loaiza-Ganem, Cunningham 2019): p(x) ∝ λˣ (1 − λ)¹⁻ˣ, that is l e^(l x) / (eˡ − 1) with the logit
/// l = ln(λ / (1 − λ)).
/// </summary>
public sealed class ContinuousBernoulli : Distribution, IExponentialFamily
{
    readonly Chance chance;

    /// <summary>By λ, which is not the mean.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not in (0, 1).</exception>
    public ContinuousBernoulli(TensorOrNumber probability)
        : this(Arguments.Of("ContinuousBernoulli", ("probability", probability, Domain.OpenProbability)), isLogit: false)
    {
    }

    ContinuousBernoulli(Arguments arguments, bool isLogit) : base(arguments) => chance = new Chance(Argument(0), isLogit);

    /// <summary>By the logit l.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A logit is not finite.</exception>
    public static ContinuousBernoulli FromLogits(TensorOrNumber logits) =>
        new(Arguments.Of("ContinuousBernoulli", ("logits", logits, Domain.Finite)), isLogit: true);

    Tensor Logit => chance.Logit;

    /// <inheritdoc/>
    public override Support Support => Support.Unit;

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>1 / (1 − e⁻ˡ) − 1 / l, the first derivative of ln((eˡ − 1) / l).</summary>
    /// <shape>→ (batch)</shape>
    public override Tensor Mean => TruncatedExponential.Mean(Logit);

    /// <summary>1 / l² − 1 / (eˡ + e⁻ˡ − 2), the second derivative of ln((eˡ − 1) / l).</summary>
    /// <shape>→ (batch)</shape>
    public override Tensor Variance => TruncatedExponential.Variance(Logit);

    /// <inheritdoc/>
    public override Tensor Entropy() => TruncatedExponential.LogNormalizer(Logit) - Logit * Mean;

    IReadOnlyList<Tensor> IExponentialFamily.NaturalParameters => [Logit];

    Tensor IExponentialFamily.LogNormalizer(IReadOnlyList<Tensor> natural) => TruncatedExponential.LogNormalizer(natural[0]);

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x) => Supports.Within(x, x.GreaterOrEqual(0).LogicalAnd(x.LessOrEqual(1)), 0.5, x =>
        Logit * x - TruncatedExponential.LogNormalizer(Logit));

    /// <inheritdoc/>
    protected override Tensor CdfAt(Tensor x) => TruncatedExponential.Cdf(Logit, x.Clamp(0, 1));

    /// <inheritdoc/>
    protected override Tensor QuantileAt(Tensor p) => TruncatedExponential.Quantile(Logit, p);

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape) => QuantileAt(rng.Uniform(shape, dtype: DType));

    // −E_p[ln q] = ln((eˡ − 1) / l) − l E[X], if p stays between 0 and 1
    /// <inheritdoc/>
    protected override Tensor? CrossEntropyFrom(Distribution p)
    {
        if (p is not (Beta or ContinuousBernoulli or Kumaraswamy or Uniform))
            return null;
        var cross = TruncatedExponential.LogNormalizer(Logit) - Logit * p.Mean;
        return p is Uniform u
            ? u.Low.GreaterOrEqual(0).LogicalAnd(u.High.LessOrEqual(1)).Where(cross, Number(double.PositiveInfinity))
            : cross;
    }
}
