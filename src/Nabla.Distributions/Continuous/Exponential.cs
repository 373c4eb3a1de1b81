namespace Nabla.Distributions;

/// <summary>Waiting time between events that come at a rate: p(x) = rate e^(−rate x) for x ≥ 0.</summary>
/// <param name="rate">Events per unit, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">The rate is not above 0.</exception>
public sealed class Exponential(TensorOrNumber rate) : Distribution(Arguments.Of("Exponential", ("rate", rate, Domain.Positive))), IExponentialFamily
{
    // γ of Euler and Mascheroni: E[ln X] = −γ − ln rate.
    internal const double Euler = 0.5772156649015329;

    /// <summary>Events per unit.</summary>
    /// <shape>(batch)</shape>
    public Tensor Rate => Argument(0);

    /// <inheritdoc/>
    public override Support Support => Support.Positive;

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <inheritdoc/>
    public override Tensor Mean => Rate.Reciprocal();

    /// <inheritdoc/>
    public override Tensor Variance => Rate.Square().Reciprocal();

    /// <inheritdoc/>
    public override Tensor Entropy() => 1 - Rate.Log();

    /// <inheritdoc/>
    protected internal override Tensor? MeanLogarithm => -Rate.Log() - Euler;

    // 1 / (1 − t / rate), for t below the rate
    /// <inheritdoc/>
    protected internal override Tensor? MeanExponential(Tensor t) => (1 - t / Rate).Reciprocal();

    IReadOnlyList<Tensor> IExponentialFamily.NaturalParameters => [-Rate];

    Tensor IExponentialFamily.LogNormalizer(IReadOnlyList<Tensor> natural) => -(-natural[0]).Log();

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x) => Supports.Within(x, x.GreaterOrEqual(0), 1, x => Rate.Log() - Rate * x);

    /// <inheritdoc/>
    protected override Tensor CdfAt(Tensor x) => Supports.Within(x, x.GreaterOrEqual(0), 1, x => -(-Rate * x).Expm1(), outside: 0);

    /// <inheritdoc/>
    protected override Tensor QuantileAt(Tensor p) => -(-p).Log1p() / Rate;

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape) => -Noise(rng, shape).Log().To(DType) / Rate;

    /// <inheritdoc/>
    protected override Tensor? KlOf(Distribution other) => other is Exponential q ? (Rate / q.Rate).Log() + q.Rate / Rate - 1 : null;

    /// <inheritdoc/>
    protected override Tensor? CrossEntropyFrom(Distribution p) => p switch
    {
        Uniform u => u.Low.GreaterOrEqual(0).Where(Rate * p.Mean - Rate.Log(), Number(double.PositiveInfinity)),
        Exponential or Gamma or Beta or HalfNormal or LogNormal or Pareto or Weibull or ContinuousBernoulli or FisherSnedecor or Kumaraswamy => Rate * p.Mean - Rate.Log(),
        _ => null,
    };
}
