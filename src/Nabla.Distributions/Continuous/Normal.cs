namespace Nabla.Distributions;

/// <summary>p(x) = exp(−½ ((x − mean) / deviation)²) / (deviation √(2π)).</summary>
/// <param name="mean">Where the middle is.</param>
/// <param name="deviation">The standard deviation, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
public sealed class Normal(TensorOrNumber mean, TensorOrNumber deviation)
    : Distribution(Arguments.Of("Normal", ("mean", mean, Domain.Finite), ("deviation", deviation, Domain.Positive))), IExponentialFamily
{
    internal const double HalfLn2Pi = 0.9189385332046728;

    Tensor Sigma => Argument(1);

    /// <inheritdoc/>
    public override Support Support => Support.Real;

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <inheritdoc/>
    public override Tensor Mean => Argument(0);

    /// <inheritdoc/>
    public override Tensor Variance => Sigma.Square();

    /// <inheritdoc/>
    public override Tensor Entropy() => Sigma.Log() + (HalfLn2Pi + 0.5);

    // e^(t mean + t² variance / 2)
    /// <inheritdoc/>
    protected internal override Tensor? MeanExponential(Tensor t) => (t * Mean + 0.5 * (t * Sigma).Square()).Exp();

    IReadOnlyList<Tensor> IExponentialFamily.NaturalParameters => [Mean / Variance, -0.5 / Variance];

    Tensor? IExponentialFamily.MeanLogCarrier => Number(-HalfLn2Pi);

    Tensor IExponentialFamily.LogNormalizer(IReadOnlyList<Tensor> natural) =>
        -0.25 * natural[0].Square() / natural[1] - 0.5 * (-2 * natural[1]).Log();

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x) => -0.5 * ((x - Mean) / Sigma).Square() - (Sigma.Log() + HalfLn2Pi);

    /// <inheritdoc/>
    protected override Tensor CdfAt(Tensor x) => ((x - Mean) / Sigma).NormalCdf();

    /// <inheritdoc/>
    protected override Tensor QuantileAt(Tensor p) => Mean + Sigma * p.NormalQuantile();

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape) => Mean + Sigma * rng.Normal(shape, dtype: DType);

    /// <inheritdoc/>
    protected override Tensor? KlOf(Distribution other)
    {
        if (other is not Normal q)
            return null;
        var ratio = (Sigma / q.Sigma).Square();
        return 0.5 * (ratio + ((Mean - q.Mean) / q.Sigma).Square() - 1 - ratio.Log());
    }

    // E_p[(X − μ)²] = Var p + (E p − μ)²
    /// <inheritdoc/>
    protected override Tensor? CrossEntropyFrom(Distribution p) => p is Normal or Laplace or Exponential or Gamma or Beta or Uniform or HalfNormal or LogNormal or StudentT
        or Gumbel or Pareto or ContinuousBernoulli or Weibull or Kumaraswamy or FisherSnedecor
        ? 0.5 * (p.Variance + (p.Mean - Mean).Square()) / Variance + Sigma.Log() + HalfLn2Pi
        : null;
}
