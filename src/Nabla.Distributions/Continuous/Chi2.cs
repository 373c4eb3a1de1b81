namespace Nabla.Distributions;

/// <summary>
/// The sum of the squares of ν standard normal variables: p(x) = x^(ν/2 − 1) e^(−x/2) / (2^(ν/2) Γ(ν/2)) for x ≥ 0, a <see cref="Gamma"/>
/// variable with concentration ν/2 and rate ½.
/// </summary>
/// <param name="freedom">Degrees of freedom ν, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">The degrees of freedom are not above 0.</exception>
public sealed class Chi2(TensorOrNumber freedom) : Distribution(Arguments.Of("Chi2", ("freedom", freedom, Domain.Positive)))
{
    /// <summary>ν.</summary>
    /// <shape>(batch)</shape>
    public Tensor Freedom => Argument(0);

    Gamma Gamma => new(0.5 * Freedom, 0.5);

    /// <inheritdoc/>
    public override Support Support => Support.Positive;

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <inheritdoc/>
    public override Tensor Mean => Freedom;

    /// <inheritdoc/>
    public override Tensor Variance => 2 * Freedom;

    /// <inheritdoc/>
    public override Tensor Entropy() => Gamma.Entropy();

    /// <inheritdoc/>
    protected internal override Distribution Family => Gamma;

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x) => Gamma.LogDensity(x);

    /// <inheritdoc/>
    protected override Tensor CdfAt(Tensor x) => Gamma.Cdf(x);

    /// <inheritdoc/>
    protected override Tensor QuantileAt(Tensor p) => Gamma.Quantile(p);

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape) => 2 * Gamma.Standard(0.5 * Freedom, rng, shape);
}
