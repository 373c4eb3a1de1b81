namespace Nabla.Distributions;

/// <summary>
/// Time to a failure whose rate changes with age (Weibull 1951): p(x) = k / scale · (x / scale)^(k−1) exp(−(x / scale)ᵏ) for x ≥ 0, with k
/// the concentration.
/// </summary>
/// <param name="scale">The age that 1 / e = 37 % reach, above 0.</param>
/// <param name="concentration">k, above 0: the rate falls with age below 1 and rises above.</param>
/// <exception cref="ArgumentOutOfRangeException">A parameter is not above 0.</exception>
public sealed class Weibull(TensorOrNumber scale, TensorOrNumber concentration)
    : Distribution(Arguments.Of("Weibull", ("scale", scale, Domain.Positive), ("concentration", concentration, Domain.Positive)))
{
    /// <summary>The age that 37 % reach.</summary>
    /// <shape>(batch)</shape>
    public Tensor Scale => Argument(0);

    /// <summary>k.</summary>
    /// <shape>(batch)</shape>
    public Tensor Concentration => Argument(1);

    /// <inheritdoc/>
    public override Support Support => Support.Positive;

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <inheritdoc/>
    public override Tensor Mean => MeanPower(Number(1));

    /// <inheritdoc/>
    public override Tensor Variance => MeanPower(Number(2)) - MeanPower(Number(1)).Square();

    /// <inheritdoc/>
    public override Tensor Entropy() => Exponential.Euler * (1 - Concentration.Reciprocal()) + (Scale / Concentration).Log() + 1;

    /// <inheritdoc/>
    protected internal override Tensor? MeanLogarithm => Scale.Log() - Exponential.Euler / Concentration;

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x) => Supports.Within(x, x.GreaterOrEqual(0), 1, x =>
        (Concentration / Scale).Log() + (Concentration - 1).XLogY(x / Scale) - Risk(x));

    /// <inheritdoc/>
    protected override Tensor CdfAt(Tensor x) => -(-Risk(x)).Expm1();

    /// <inheritdoc/>
    protected override Tensor QuantileAt(Tensor p) => Scale * ((-(-p).Log1p()).Log() / Concentration).Exp();

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape) => Scale * ((-Noise(rng, shape).Log()).Log().To(DType) / Concentration).Exp();

    // −E_p[ln q] = −ln k + k ln λ − (k − 1) E[ln X] + E[Xᵏ] / λᵏ
    /// <inheritdoc/>
    protected override Tensor? CrossEntropyFrom(Distribution p) => p is Weibull w
        ? Concentration * Scale.Log() - Concentration.Log() - (Concentration - 1) * w.MeanLogarithm!
            + w.MeanPower(Concentration) * (-Concentration * Scale.Log()).Exp()
        : null;

    // E[Xⁿ] = λⁿ Γ(1 + n / k)
    Tensor MeanPower(Tensor n) => (n * Scale.Log() + (1 + n / Concentration).LogGamma()).Exp();

    // (x / λ)ᵏ, and 0 for x ≤ 0
    Tensor Risk(Tensor x) => Supports.Within(x, x.Greater(0), 1, x => (Concentration * (x / Scale).Log()).Exp(), outside: 0);
}
