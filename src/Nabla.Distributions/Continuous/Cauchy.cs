namespace Nabla.Distributions;

/// <summary>The ratio of two normal variables: p(x) = 1 / (π scale (1 + z²)) with z = (x − location) / scale. It has no mean.</summary>
/// <param name="location">The middle.</param>
/// <param name="scale">Half of the width at half of the height, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
public sealed class Cauchy(TensorOrNumber location, TensorOrNumber scale)
    : Distribution(Arguments.Of("Cauchy", ("location", location, Domain.Finite), ("scale", scale, Domain.Positive)))
{
    /// <summary>The middle.</summary>
    /// <shape>(batch)</shape>
    public Tensor Location => Argument(0);

    /// <summary>Half of the width at half of the height.</summary>
    /// <shape>(batch)</shape>
    public Tensor Scale => Argument(1);

    /// <inheritdoc/>
    public override Support Support => Support.Real;

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>NaN: the integral does not exist.</summary>
    /// <shape>→ (batch)</shape>
    public override Tensor Mean => Tensor.Full(BatchShape, double.NaN, DType);

    /// <summary>+∞.</summary>
    /// <shape>→ (batch)</shape>
    public override Tensor Variance => Tensor.Full(BatchShape, double.PositiveInfinity, DType);

    /// <inheritdoc/>
    public override Tensor Entropy() => (4 * Math.PI * Scale).Log();

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x) => -((x - Location) / Scale).Square().Log1p() - (Math.PI * Scale).Log();

    /// <inheritdoc/>
    protected override Tensor CdfAt(Tensor x) => ((x - Location) / Scale).Atan() / Math.PI + 0.5;

    /// <inheritdoc/>
    protected override Tensor QuantileAt(Tensor p) => Location + Scale * (Math.PI * (p - 0.5)).Tan();

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape) => Location + Scale * (Math.PI * (Noise(rng, shape) - 0.5)).Tan().To(DType);

    // ln(((s + t)² + (m − n)²) / (4 s t)) (Chyzak, Nielsen 2019, arXiv:1905.10965)
    /// <inheritdoc/>
    protected override Tensor? KlOf(Distribution other) => other is Cauchy q
        ? ((Scale + q.Scale).Square() + (Location - q.Location).Square()).Log() - (4 * Scale * q.Scale).Log()
        : null;
}
