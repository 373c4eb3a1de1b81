namespace Nabla.Distributions;

/// <summary>p(x) = rateᵃ x^(a−1) e^(−rate x) / Γ(a) for x ≥ 0, with a the concentration.</summary>
/// <param name="concentration">a, above 0.</param>
/// <param name="rate">Above 0; the mean is a / rate.</param>
/// <remarks>
/// Samples are drawn by rejection and differentiated implicitly (Figurnov, Mohamed, Mnih 2018); the gradient by a can be taken once.
/// </remarks>
/// <exception cref="ArgumentOutOfRangeException">A parameter is not above 0.</exception>
public sealed class Gamma(TensorOrNumber concentration, TensorOrNumber rate)
    : Distribution(Arguments.Of("Gamma", ("concentration", concentration, Domain.Positive), ("rate", rate, Domain.Positive))), IExponentialFamily
{
    /// <summary>a.</summary>
    /// <shape>(batch)</shape>
    public Tensor Concentration => Argument(0);

    /// <summary>How quickly the density falls.</summary>
    /// <shape>(batch)</shape>
    public Tensor Rate => Argument(1);

    /// <inheritdoc/>
    public override Support Support => Support.Positive;

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <inheritdoc/>
    public override Tensor Mean => Concentration / Rate;

    /// <inheritdoc/>
    public override Tensor Variance => Concentration / Rate.Square();

    /// <inheritdoc/>
    public override Tensor Entropy() =>
        Concentration - Rate.Log() + Concentration.LogGamma() + (1 - Concentration) * Concentration.Digamma();

    /// <inheritdoc/>
    protected internal override Tensor? MeanLogarithm => Concentration.Digamma() - Rate.Log();

    // (1 − t / rate)⁻ᵃ, for t below the rate
    /// <inheritdoc/>
    protected internal override Tensor? MeanExponential(Tensor t) => (-Concentration * (-t / Rate).Log1p()).Exp();

    IReadOnlyList<Tensor> IExponentialFamily.NaturalParameters => [Concentration - 1, -Rate];

    Tensor IExponentialFamily.LogNormalizer(IReadOnlyList<Tensor> natural) =>
        (natural[0] + 1).LogGamma() - (natural[0] + 1) * (-natural[1]).Log();

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x) => Supports.Within(x, x.GreaterOrEqual(0), 1, x =>
        (Concentration - 1).XLogY(x) - Rate * x + (Concentration * Rate.Log() - Concentration.LogGamma()));

    /// <inheritdoc/>
    protected override Tensor CdfAt(Tensor x) =>
        Supports.Within(x, x.GreaterOrEqual(0), 1, x => Concentration.GammaP(Rate * x), outside: 0);

    /// <inheritdoc/>
    protected override Tensor QuantileAt(Tensor p) => IncompleteGamma.Inverse(Concentration, p) / Rate;

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape) => Standard(Concentration, rng, shape) / Rate;

    // −E_p[ln q] = −a ln β + ln Γ(a) − (a − 1) E[ln X] + β E[X]
    /// <inheritdoc/>
    protected override Tensor? CrossEntropyFrom(Distribution p)
    {
        if (p.MeanLogarithm is not { } logarithm)
            return null;
        var cross = Concentration.LogGamma() - Concentration * Rate.Log() - (Concentration - 1) * logarithm + Rate * p.Mean;
        return p is Uniform u ? u.Low.GreaterOrEqual(0).Where(cross, Number(double.PositiveInfinity)) : cross;
    }

    /// <summary>Draws with rate 1.</summary>
    internal static Tensor Standard(Tensor concentration, Rng rng, Shape shape) =>
        IncompleteGamma.Moved(concentration, rng.Draw(shape, default(GammaLaw), concentration));

    /// <summary>Logarithms of draws with rate 1: those of small concentrations are below the smallest number.</summary>
    internal static Tensor LogStandard(Tensor concentration, Rng rng, Shape shape) =>
        rng.Draw(shape, default(LogGammaLaw), concentration.Detach());
}
