namespace Nabla.Distributions;

/// <summary>p(x) = exp(−|x − mean| / scale) / (2 scale). As a loss it is the absolute error; as a prior it favours zeros.</summary>
/// <param name="mean">Where the peak is.</param>
/// <param name="scale">Mean distance from the peak, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
public sealed class Laplace(TensorOrNumber mean, TensorOrNumber scale)
    : Distribution(Arguments.Of("Laplace", ("mean", mean, Domain.Finite), ("scale", scale, Domain.Positive)))
{
    /// <summary>Mean distance from the peak.</summary>
    /// <shape>(batch)</shape>
    public Tensor Scale => Argument(1);

    /// <inheritdoc/>
    public override Support Support => Support.Real;

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <inheritdoc/>
    public override Tensor Mean => Argument(0);

    /// <inheritdoc/>
    public override Tensor Variance => 2 * Scale.Square();

    /// <inheritdoc/>
    public override Tensor Entropy() => 1 + (2 * Scale).Log();

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x) => -(2 * Scale).Log() - (x - Mean).Abs() / Scale;

    // ½ e^z below the peak, 1 − ½ e^−z above
    /// <inheritdoc/>
    protected override Tensor CdfAt(Tensor x)
    {
        var z = (x - Mean) / Scale;
        var tail = 0.5 * (-z.Abs()).Exp();
        return z.Less(0).Where(tail, 1 - tail);
    }

    /// <inheritdoc/>
    protected override Tensor QuantileAt(Tensor p) => p.Less(0.5).Where(Mean + Scale * (2 * p).Log(), Mean - Scale * (2 * (1 - p)).Log());

    // The difference of two exponential variables.
    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape) => Mean + Scale * (Noise(rng, shape).Log() - Noise(rng, shape).Log()).To(DType);

    /// <inheritdoc/>
    protected override Tensor? KlOf(Distribution other)
    {
        if (other is not Laplace q)
            return null;
        var (ratio, distance) = (Scale / q.Scale, (Mean - q.Mean).Abs());
        return ratio * (-distance / Scale).Exp() + distance / q.Scale - ratio.Log() - 1;
    }

    // −E_p[ln q] = ln 2s + E|X − m| / s, with E|X − m| = σ √(2/π) exp(−δ²/2σ²) + δ erf(δ/σ√2) for a normal p at distance δ
    /// <inheritdoc/>
    protected override Tensor? CrossEntropyFrom(Distribution p)
    {
        if (p is not Normal)
            return null;
        var z = (p.Mean - Mean) / p.Deviation * Math.Sqrt(0.5);
        var distance = p.Deviation * (Math.Sqrt(2 / Math.PI) * (-z.Square()).Exp() + Math.Sqrt(2) * z * z.Erf());
        return (2 * Scale).Log() + distance / Scale;
    }
}
