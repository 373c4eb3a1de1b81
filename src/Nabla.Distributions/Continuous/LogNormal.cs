namespace Nabla.Distributions;

/// <summary>e^X of a normal variable X: p(y) = exp(−½ ((ln y − mean) / deviation)²) / (y deviation √(2π)) for y &gt; 0.</summary>
/// <param name="logMean">The mean of ln Y.</param>
/// <param name="logDeviation">The standard deviation of ln Y, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
public sealed class LogNormal(TensorOrNumber logMean, TensorOrNumber logDeviation) : Distribution(Arguments.Of(
    "LogNormal", ("logMean", logMean, Domain.Finite), ("logDeviation", logDeviation, Domain.Positive)))
{
    /// <summary>ln Y.</summary>
    public Normal Logarithm => new(Argument(0), Argument(1));

    Transformed Mapped => new(Logarithm, new ExpMap());

    /// <inheritdoc/>
    public override Support Support => Support.Positive;

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <inheritdoc/>
    public override Tensor Mean => (Argument(0) + 0.5 * Argument(1).Square()).Exp();

    /// <inheritdoc/>
    public override Tensor Variance => Argument(1).Square().Expm1() * (2 * Argument(0) + Argument(1).Square()).Exp();

    /// <inheritdoc/>
    protected internal override Tensor? MeanLogarithm => Argument(0);

    /// <inheritdoc/>
    public override Tensor Entropy() => Logarithm.Entropy() + Argument(0);

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x) => Mapped.LogDensity(x);

    /// <inheritdoc/>
    protected override Tensor CdfAt(Tensor x) => Mapped.Cdf(x);

    /// <inheritdoc/>
    protected override Tensor QuantileAt(Tensor p) => Mapped.Quantile(p);

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape) => (Argument(0) + Argument(1) * rng.Normal(shape, dtype: DType)).Exp();

    /// <inheritdoc/>
    protected override Tensor? KlOf(Distribution other) => other is LogNormal q ? Logarithm.KlTo(q.Logarithm) : null;
}
