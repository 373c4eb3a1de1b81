namespace Nabla.Distributions;

/// <summary>
/// Angles in radians around a direction (von Mises 1918): p(x) = exp(k cos(x − mean)) / (2π I₀(k)) over a whole turn, with k the
/// concentration.
/// </summary>
/// <param name="mean">The direction; turns do not count.</param>
/// <param name="concentration">k, above 0: near 0 all angles are alike, for large k the deviation is near 1 / √k.</param>
/// <remarks>Mean and variance are those of directions on a circle. Samples lie between −π and π and carry no gradient.</remarks>
/// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
public sealed class VonMises(TensorOrNumber mean, TensorOrNumber concentration) : Distribution(Arguments.Of(
    "VonMises", ("mean", mean, Domain.Finite), ("concentration", concentration, Domain.Positive)))
{
    /// <summary>k.</summary>
    /// <shape>(batch)</shape>
    public Tensor Concentration => Argument(1);

    /// <inheritdoc/>
    public override Support Support => Support.Circle;

    /// <summary>The direction of the mean of the unit vectors.</summary>
    /// <shape>→ (batch)</shape>
    public override Tensor Mean => Argument(0);

    /// <summary>1 − I₁(k) / I₀(k): 1 less the length of the mean of the unit vectors.</summary>
    /// <shape>→ (batch)</shape>
    public override Tensor Variance => 1 - MeanCosine(Concentration);

    /// <inheritdoc/>
    public override Tensor Entropy() => LogNormalizer - Concentration * MeanCosine(Concentration);

    Tensor LogNormalizer => Concentration.ScaledModifiedBesselI0().Log() + Concentration + Math.Log(2 * Math.PI);

    // I₁(k) / I₀(k), the mean of the cosine
    static Tensor MeanCosine(Tensor k) => k.ScaledModifiedBesselI1() / k.ScaledModifiedBesselI0();

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x) => Concentration * (x - Mean).Cos() - LogNormalizer;

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape)
    {
        var x = rng.Draw(shape, default(VonMisesLaw), Concentration) + Mean;
        return x - 2 * Math.PI * (x * (0.5 / Math.PI)).Round();
    }

    // −E_p[ln q] = ln 2π I₀(k) − k E[cos(X − m)], and the mean of a cosine is the ratio times that of the means' difference
    /// <inheritdoc/>
    protected override Tensor? CrossEntropyFrom(Distribution p) => p is VonMises v
        ? LogNormalizer - Concentration * MeanCosine(v.Concentration) * (v.Mean - Mean).Cos()
        : null;
}
