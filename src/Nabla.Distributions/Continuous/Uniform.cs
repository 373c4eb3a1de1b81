namespace Nabla.Distributions;

/// <summary>All numbers in [low, high) alike: p(x) = 1 / (high − low).</summary>
/// <param name="low">The lower end.</param>
/// <param name="high">The upper end, above low.</param>
/// <exception cref="ArgumentOutOfRangeException">high is not above low.</exception>
public sealed class Uniform(TensorOrNumber low, TensorOrNumber high)
    : Distribution(Arguments.Of("Uniform", ("low", low, Domain.Finite), ("high", high, Domain.Finite)).Ascending())
{
    /// <summary>The lower end.</summary>
    /// <shape>(batch)</shape>
    public Tensor Low => Argument(0);

    /// <summary>The upper end.</summary>
    /// <shape>(batch)</shape>
    public Tensor High => Argument(1);

    /// <inheritdoc/>
    public override Support Support => Support.Interval;

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <inheritdoc/>
    public override Tensor Mean => 0.5 * (Low + High);

    /// <inheritdoc/>
    public override Tensor Variance => (High - Low).Square() / 12;

    /// <inheritdoc/>
    public override Bijection BijectionFromReals() => new ComposedMap(new SigmoidMap(), new AffineMap(Low, High - Low));

    /// <inheritdoc/>
    public override Tensor Entropy() => (High - Low).Log();

    /// <inheritdoc/>
    protected internal override Tensor? MeanLogarithm => (High.XLogY(High) - Low.XLogY(Low)) / (High - Low) - 1;

    /// <inheritdoc/>
    protected internal override Tensor? MeanLogarithmOfComplement =>
        ((1 - Low).XLogY(1 - Low) - (1 - High).XLogY(1 - High)) / (High - Low) - 1;

    // (e^(t high) − e^(t low)) / (t (high − low)), with the larger power taken out
    /// <inheritdoc/>
    protected internal override Tensor? MeanExponential(Tensor t) => (t * Low + TruncatedExponential.LogNormalizer(t * (High - Low))).Exp();

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x) =>
        x.GreaterOrEqual(Low).LogicalAnd(x.Less(High)).Where(-(High - Low).Log(), Number(double.NegativeInfinity));

    /// <inheritdoc/>
    protected override Tensor CdfAt(Tensor x) => ((x - Low) / (High - Low)).Clamp(0, 1);

    /// <inheritdoc/>
    protected override Tensor QuantileAt(Tensor p) => Low + p * (High - Low);

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape) => QuantileAt(rng.Uniform(shape, dtype: DType));

    // −E_p[ln q] = ln(high − low), if p stays inside.
    /// <inheritdoc/>
    protected override Tensor? CrossEntropyFrom(Distribution p)
    {
        if (p is not (Uniform or Beta or ContinuousBernoulli or Kumaraswamy))
            return null;
        var (from, to) = p is Uniform u ? (u.Low, u.High) : (Number(0), Number(1));
        return Low.LessOrEqual(from).LogicalAnd(High.GreaterOrEqual(to)).Where((High - Low).Log(), Number(double.PositiveInfinity));
    }
}
