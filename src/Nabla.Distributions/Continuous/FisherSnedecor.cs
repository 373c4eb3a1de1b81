namespace Nabla.Distributions;

/// <summary>
/// The ratio of two mean squares, F of an analysis of variance (Fisher 1924, Snedecor 1934): (X₁ / ν₁) / (X₂ / ν₂) of two
/// <see cref="Chi2"/> variables, with p(x) = √((ν₁x)^ν₁ ν₂^ν₂ / (ν₁x + ν₂)^(ν₁+ν₂)) / (x B(ν₁/2, ν₂/2)) for x ≥ 0.
/// </summary>
/// <param name="freedom1">Degrees of freedom ν₁ of the numerator, above 0.</param>
/// <param name="freedom2">Degrees of freedom ν₂ of the denominator, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">A parameter is not above 0.</exception>
public sealed class FisherSnedecor(TensorOrNumber freedom1, TensorOrNumber freedom2) : Distribution(Arguments.Of(
    "FisherSnedecor", ("freedom1", freedom1, Domain.Positive), ("freedom2", freedom2, Domain.Positive)))
{
    /// <summary>ν₁.</summary>
    /// <shape>(batch)</shape>
    public Tensor Freedom1 => Argument(0);

    /// <summary>ν₂.</summary>
    /// <shape>(batch)</shape>
    public Tensor Freedom2 => Argument(1);

    Tensor A => 0.5 * Freedom1;

    Tensor B => 0.5 * Freedom2;

    Tensor Ratio => Freedom1 / Freedom2;

    /// <inheritdoc/>
    public override Support Support => Support.Positive;

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>ν₂ / (ν₂ − 2); +∞ for ν₂ ≤ 2.</summary>
    /// <shape>→ (batch)</shape>
    public override Tensor Mean => Supports.Within(Freedom2, Freedom2.Greater(2), 3, v => v / (v - 2), double.PositiveInfinity);

    /// <summary>2 ν₂² (ν₁ + ν₂ − 2) / (ν₁ (ν₂ − 2)² (ν₂ − 4)); +∞ for ν₂ ≤ 4.</summary>
    /// <shape>→ (batch)</shape>
    public override Tensor Variance => Supports.Within(Freedom2, Freedom2.Greater(4), 5, v =>
        2 * v.Square() * (Freedom1 + v - 2) / (Freedom1 * (v - 2).Square() * (v - 4)), double.PositiveInfinity);

    // Of Y = ν₁X / ν₂, a ratio of gamma variables, less the logarithm of ν₁ / ν₂
    /// <inheritdoc/>
    public override Tensor Entropy() =>
        IncompleteBeta.LogBeta(A, B) - (A - 1) * A.Digamma() - (B + 1) * B.Digamma() + (A + B) * (A + B).Digamma() - Ratio.Log();

    /// <inheritdoc/>
    protected internal override Tensor? MeanLogarithm => A.Digamma() - B.Digamma() - Ratio.Log();

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x) => Supports.Within(x, x.GreaterOrEqual(0), 1, x =>
        A * Ratio.Log() + (A - 1).XLogY(x) - (A + B) * (Ratio * x).Log1p() - IncompleteBeta.LogBeta(A, B));

    // ν₁x / (ν₁x + ν₂) is a beta variable.
    /// <inheritdoc/>
    protected override Tensor CdfAt(Tensor x) => Supports.Within(x, x.Greater(0), 1, x =>
        IncompleteBeta.Regularized(A, B, 1 - (1 + Ratio * x).Reciprocal()), outside: 0);

    /// <inheritdoc/>
    protected override Tensor QuantileAt(Tensor p)
    {
        var share = IncompleteBeta.Inverse(A, B, p);
        return share / ((1 - share) * Ratio);
    }

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape) => Gamma.Standard(A, rng, shape) / (Gamma.Standard(B, rng, shape) * Ratio);
}
