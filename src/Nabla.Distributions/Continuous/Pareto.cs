namespace Nabla.Distributions;

/// <summary>
/// Sizes without a typical one, as of towns and incomes (Pareto 1896): p(x) = a scaleᵃ / x^(a+1) for x ≥ scale, with a the exponent.
/// </summary>
/// <param name="scale">The smallest value, above 0.</param>
/// <param name="exponent">a, above 0: the larger, the lighter the tail.</param>
/// <exception cref="ArgumentOutOfRangeException">A parameter is not above 0.</exception>
public sealed class Pareto(TensorOrNumber scale, TensorOrNumber exponent)
    : Distribution(Arguments.Of("Pareto", ("scale", scale, Domain.Positive), ("exponent", exponent, Domain.Positive)))
{
    /// <summary>The smallest value.</summary>
    /// <shape>(batch)</shape>
    public Tensor Scale => Argument(0);

    /// <summary>a.</summary>
    /// <shape>(batch)</shape>
    public Tensor Exponent => Argument(1);

    /// <inheritdoc/>
    public override Support Support => Support.Above;

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>a scale / (a − 1); +∞ for a ≤ 1.</summary>
    /// <shape>→ (batch)</shape>
    public override Tensor Mean => Supports.Within(Exponent, Exponent.Greater(1), 2, a => a * Scale / (a - 1), double.PositiveInfinity);

    /// <summary>a scale² / ((a − 1)² (a − 2)); +∞ for a ≤ 2.</summary>
    /// <shape>→ (batch)</shape>
    public override Tensor Variance => Supports.Within(
        Exponent, Exponent.Greater(2), 3, a => a * Scale.Square() / ((a - 1).Square() * (a - 2)), double.PositiveInfinity);

    /// <inheritdoc/>
    public override Bijection BijectionFromReals() => new ComposedMap(new ExpMap(), new AffineMap(Scale, 1));

    /// <inheritdoc/>
    public override Tensor Entropy() => (Scale / Exponent).Log() + (1 + Exponent.Reciprocal());

    /// <inheritdoc/>
    protected internal override Tensor? MeanLogarithm => Scale.Log() + Exponent.Reciprocal();

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x)
    {
        var inside = x.GreaterOrEqual(Scale);
        var log = inside.Where(x, Scale).Log();
        return inside.Where(Exponent.Log() + Exponent * Scale.Log() - (Exponent + 1) * log, Number(double.NegativeInfinity));
    }

    /// <inheritdoc/>
    protected override Tensor CdfAt(Tensor x) => -(Exponent * (Scale / x.GreaterOrEqual(Scale).Where(x, Scale)).Log()).Expm1();

    /// <inheritdoc/>
    protected override Tensor QuantileAt(Tensor p) => Scale * (-(-p).Log1p() / Exponent).Exp();

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape) => Scale * (-Noise(rng, shape).Log().To(DType) / Exponent).Exp();

    // −E_p[ln q] = −ln a − a ln s + (a + 1) E[ln X], if all values of p are at least s
    /// <inheritdoc/>
    protected override Tensor? CrossEntropyFrom(Distribution p)
    {
        if (p is not (Pareto or Uniform))
            return null;
        // The logarithm of a lower end below 0 must not reach the result.
        var least = p is Pareto other ? other.Scale : ((Uniform)p).Low;
        var inside = least.GreaterOrEqual(Scale);
        var mean = p is Uniform u ? new Uniform(inside.Where(u.Low, Scale), inside.Where(u.High, 2 * Scale)).MeanLogarithm! : p.MeanLogarithm!;
        return inside.Where((Exponent + 1) * mean - Exponent.Log() - Exponent * Scale.Log(), Number(double.PositiveInfinity));
    }
}
