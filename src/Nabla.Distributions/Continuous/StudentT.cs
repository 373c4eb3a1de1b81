namespace Nabla.Distributions;

/// <summary>
/// Student's t (Gosset 1908), a normal variable of unknown variance: p(x) = Γ((ν + 1)/2) / (Γ(ν/2) √(νπ) scale) (1 + z²/ν)^(−(ν + 1)/2)
/// with z = (x − location) / scale. As a loss it forgives outliers.
/// </summary>
/// <param name="freedom">Degrees of freedom ν, above 0; the larger, the closer to normal.</param>
/// <param name="location">The middle.</param>
/// <param name="scale">The width, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
public sealed class StudentT(TensorOrNumber freedom, TensorOrNumber location, TensorOrNumber scale) : Distribution(Arguments.Of(
    "StudentT", ("freedom", freedom, Domain.Positive), ("location", location, Domain.Finite), ("scale", scale, Domain.Positive)))
{
    /// <summary>With location 0 and scale 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The degrees of freedom are not above 0.</exception>
    public StudentT(TensorOrNumber freedom) : this(freedom, 0.0, 1.0)
    {
    }

    /// <summary>ν.</summary>
    /// <shape>(batch)</shape>
    public Tensor Freedom => Argument(0);

    /// <summary>The middle.</summary>
    /// <shape>(batch)</shape>
    public Tensor Location => Argument(1);

    /// <summary>The width.</summary>
    /// <shape>(batch)</shape>
    public Tensor Scale => Argument(2);

    /// <inheritdoc/>
    public override Support Support => Support.Real;

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>The location; NaN for ν ≤ 1, where there is none.</summary>
    /// <shape>→ (batch)</shape>
    public override Tensor Mean => Freedom.Greater(1).Where(Location, Number(double.NaN));

    /// <summary>scale² ν / (ν − 2); +∞ for ν ≤ 2, NaN for ν ≤ 1.</summary>
    /// <shape>→ (batch)</shape>
    public override Tensor Variance => Freedom.Greater(1).Where(
        Supports.Within(Freedom, Freedom.Greater(2), 3, v => Scale.Square() * v / (v - 2), double.PositiveInfinity), Number(double.NaN));

    /// <inheritdoc/>
    public override Tensor Entropy()
    {
        var half = 0.5 * (Freedom + 1);
        return Scale.Log() + half * (half.Digamma() - (0.5 * Freedom).Digamma()) + 0.5 * Freedom.Log() + LogBeta;
    }

    Tensor LogBeta => IncompleteBeta.LogBeta(0.5 * Freedom, Number(0.5));

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x) =>
        -0.5 * (Freedom + 1) * (((x - Location) / Scale).Square() / Freedom).Log1p() - (Scale.Log() + 0.5 * Freedom.Log() + LogBeta);

    // The tail beyond |z| is ½ I_{ν / (ν + z²)}(ν/2, ½).
    /// <inheritdoc/>
    protected override Tensor CdfAt(Tensor x)
    {
        var z = (x - Location) / Scale;
        var inside = z.NotEqualTo(0);
        var safe = inside.Where(z, Number(1));
        var tail = 0.5 * IncompleteBeta.Regularized(0.5 * Freedom, Number(0.5), Freedom / (Freedom + safe.Square()));
        return inside.Where(z.Less(0).Where(tail, 1 - tail), Number(0.5));
    }

    /// <inheritdoc/>
    protected override Tensor QuantileAt(Tensor p)
    {
        var inside = p.NotEqualTo(0.5);
        var tail = inside.Where(p.Less(0.5).Where(2 * p, 2 * (1 - p)), Number(0.5));
        var share = IncompleteBeta.Inverse(0.5 * Freedom, Number(0.5), tail);       // ν / (ν + z²)
        var z = (Freedom * (1 - share) / share).Sqrt();
        return Location + Scale * inside.Where(p.Less(0.5).Where(-z, z), Number(0));
    }

    // A normal variable over the root of an independent χ² / ν.
    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape) =>
        Location + Scale * rng.Normal(shape, dtype: DType) * (Gamma.Standard(0.5 * Freedom, rng, shape) / (0.5 * Freedom)).Rsqrt();
}
