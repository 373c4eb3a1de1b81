namespace Nabla.Distributions;

/// <summary>|X| of a normal variable with mean 0: p(x) = √(2/π) / scale · exp(−½ (x / scale)²) for x ≥ 0.</summary>
/// <param name="scale">The normal variable's deviation, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">The scale is not above 0.</exception>
public sealed class HalfNormal(TensorOrNumber scale) : Distribution(Arguments.Of("HalfNormal", ("scale", scale, Domain.Positive)))
{
    /// <summary>The normal variable's deviation.</summary>
    /// <shape>(batch)</shape>
    public Tensor Scale => Argument(0);

    /// <inheritdoc/>
    public override Support Support => Support.Positive;

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <inheritdoc/>
    public override Tensor Mean => Scale * Math.Sqrt(2 / Math.PI);

    /// <inheritdoc/>
    public override Tensor Variance => Scale.Square() * (1 - 2 / Math.PI);

    /// <inheritdoc/>
    public override Tensor Entropy() => Scale.Log() + 0.5 * (Math.Log(Math.PI / 2) + 1);

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x) => Supports.Within(x, x.GreaterOrEqual(0), 1, x =>
        -0.5 * (x / Scale).Square() - Scale.Log() + (Math.Log(2) - Normal.HalfLn2Pi));

    /// <inheritdoc/>
    protected override Tensor CdfAt(Tensor x) =>
        Supports.Within(x, x.GreaterOrEqual(0), 1, x => (x / Scale * Math.Sqrt(0.5)).Erf(), outside: 0);

    /// <inheritdoc/>
    protected override Tensor QuantileAt(Tensor p) => Scale * (Math.Sqrt(2) * p.ErfInverse());

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape) => Scale * rng.Normal(shape, dtype: DType).Abs();

    // As of normal variables with one mean.
    /// <inheritdoc/>
    protected override Tensor? KlOf(Distribution other)
    {
        if (other is not HalfNormal q)
            return null;
        var ratio = (Scale / q.Scale).Square();
        return 0.5 * (ratio - 1 - ratio.Log());
    }
}
