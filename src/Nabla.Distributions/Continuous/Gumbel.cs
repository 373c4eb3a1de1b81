namespace Nabla.Distributions;

/// <summary>The law of largest values (Gumbel 1935): p(x) = exp(−z − e⁻ᶻ) / scale with z = (x − location) / scale.</summary>
/// <param name="location">The mode.</param>
/// <param name="scale">The width, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
public sealed class Gumbel(TensorOrNumber location, TensorOrNumber scale)
    : Distribution(Arguments.Of("Gumbel", ("location", location, Domain.Finite), ("scale", scale, Domain.Positive)))
{
    /// <summary>The mode.</summary>
    /// <shape>(batch)</shape>
    public Tensor Location => Argument(0);

    /// <summary>The width.</summary>
    /// <shape>(batch)</shape>
    public Tensor Scale => Argument(1);

    /// <inheritdoc/>
    public override Support Support => Support.Real;

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <inheritdoc/>
    public override Tensor Mean => Location + Scale * Exponential.Euler;

    /// <inheritdoc/>
    public override Tensor Variance => Scale.Square() * (Math.PI * Math.PI / 6);

    /// <inheritdoc/>
    public override Tensor Entropy() => Scale.Log() + (1 + Exponential.Euler);

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x)
    {
        var z = (Location - x) / Scale;
        return z - z.Exp() - Scale.Log();
    }

    /// <inheritdoc/>
    protected override Tensor CdfAt(Tensor x) => (-((Location - x) / Scale).Exp()).Exp();

    /// <inheritdoc/>
    protected override Tensor QuantileAt(Tensor p) => Location - Scale * (-p.Log()).Log();

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape) => Location + Scale * Standard(rng, shape, DType);

    // E[e^(tX)] = e^(t m) Γ(1 − t s), for t below 1 / s
    /// <inheritdoc/>
    protected internal override Tensor? MeanExponential(Tensor t) => (t * Location + (1 - t * Scale).LogGamma()).Exp();

    // −E_p[ln q] = ln s + E[Z] + E[e^−Z]
    /// <inheritdoc/>
    protected override Tensor? CrossEntropyFrom(Distribution p) => p.MeanExponential(-Scale.Reciprocal()) is { } mean
        ? Scale.Log() + (p.Mean - Location) / Scale + (Location / Scale).Exp() * mean
        : null;

    /// <summary>Draws with location 0 and scale 1: −ln of an exponential variable.</summary>
    internal static Tensor Standard(Rng rng, Shape shape, DType dtype) => -(-Noise(rng, shape).Log()).Log().To(dtype);
}
