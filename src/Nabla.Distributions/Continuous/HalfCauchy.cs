namespace Nabla.Distributions;

/// <summary>
/// |X| of a <see cref="Cauchy"/> variable at 0: p(x) = 2 / (π scale (1 + (x / scale)²)) for x ≥ 0. As a prior of deviations it lets the
/// data speak (Gelman 2006). It has no mean.
/// </summary>
/// <param name="scale">The median, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">The scale is not above 0.</exception>
public sealed class HalfCauchy(TensorOrNumber scale) : Distribution(Arguments.Of("HalfCauchy", ("scale", scale, Domain.Positive)))
{
    /// <summary>The median.</summary>
    /// <shape>(batch)</shape>
    public Tensor Scale => Argument(0);

    /// <inheritdoc/>
    public override Support Support => Support.Positive;

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>+∞.</summary>
    /// <shape>→ (batch)</shape>
    public override Tensor Mean => Tensor.Full(BatchShape, double.PositiveInfinity, DType);

    /// <summary>+∞.</summary>
    /// <shape>→ (batch)</shape>
    public override Tensor Variance => Tensor.Full(BatchShape, double.PositiveInfinity, DType);

    /// <inheritdoc/>
    public override Tensor Entropy() => (2 * Math.PI * Scale).Log();

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x) => Supports.Within(x, x.GreaterOrEqual(0), 1, x =>
        Math.Log(2 / Math.PI) - Scale.Log() - (x / Scale).Square().Log1p());

    /// <inheritdoc/>
    protected override Tensor CdfAt(Tensor x) =>
        Supports.Within(x, x.GreaterOrEqual(0), 1, x => (x / Scale).Atan() * (2 / Math.PI), outside: 0);

    // tan(πp/2), above ½ by the tangent of the complement, which keeps its digits and ends in +∞
    /// <inheritdoc/>
    protected override Tensor QuantileAt(Tensor p)
    {
        var lower = p.Less(0.5);
        var tangent = (0.5 * Math.PI * lower.Where(p, 1 - p)).Tan();
        return Scale * lower.Where(tangent, lower.Where(Number(1), tangent).Reciprocal());
    }

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape) => Scale * (0.5 * Math.PI * Noise(rng, shape)).Tan().To(DType);

    // As of Cauchy variables with one location.
    /// <inheritdoc/>
    protected override Tensor? KlOf(Distribution other) =>
        other is HalfCauchy q ? 2 * (Scale + q.Scale).Log() - (4 * Scale * q.Scale).Log() : null;
}
