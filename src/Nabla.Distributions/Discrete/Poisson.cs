using Nabla.Kernels;

namespace Nabla.Distributions;

/// <summary>Number of events in a unit when they come at a rate: P(k) = rateᵏ e^(−rate) / k!.</summary>
/// <param name="rate">Expected number, at least 0.</param>
/// <exception cref="ArgumentOutOfRangeException">The rate is below 0.</exception>
public sealed class Poisson(TensorOrNumber rate) : Distribution(Arguments.Of("Poisson", ("rate", rate, Domain.NotNegative))), IExponentialFamily
{
    /// <inheritdoc/>
    public override Support Support => Support.Whole;

    /// <inheritdoc/>
    public override Tensor Mean => Argument(0);

    /// <inheritdoc/>
    public override Tensor Variance => Argument(0);

    IReadOnlyList<Tensor> IExponentialFamily.NaturalParameters => [Mean.Log()];

    Tensor? IExponentialFamily.MeanLogCarrier => null;

    Tensor IExponentialFamily.LogNormalizer(IReadOnlyList<Tensor> natural) => natural[0].Exp();

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x) =>
        Supports.Within(x, Supports.IsWhole(x), 0, k => k.XLogY(Mean) - Mean - (k + 1).LogGamma());

    // P(X ≤ k) = 1 − P(k + 1, rate)
    /// <inheritdoc/>
    protected override Tensor CdfAt(Tensor x) =>
        Supports.Within(x.Detach().Floor(), x.GreaterOrEqual(0), 0, k => (k + 1).GammaQ(Mean), outside: 0);

    /// <inheritdoc/>
    protected override Tensor QuantileAt(Tensor p) =>
        p.EqualTo(1).Where(Number(double.PositiveInfinity), WholeQuantile.Search(Below, p, Mean));

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape) => rng.Draw(shape, default(PoissonLaw), Mean);

    /// <inheritdoc/>
    protected override Tensor? KlOf(Distribution other) =>
        other is Poisson q ? Mean.XLogY(Mean) - Mean.XLogY(q.Mean) - (Mean - q.Mean) : null;

    // −E_p[ln q] = λ − E[k] ln λ + E[ln k!]; of 0 and 1 the factorial is 1.
    /// <inheritdoc/>
    protected override Tensor? CrossEntropyFrom(Distribution p) => p is Bernoulli ? Mean - p.Mean.XLogY(Mean) : null;

    static double Below(double k, ReadOnlySpan<double> rate) => GammaIntegrals.Both(k + 1, rate[0]).Q;
}
