namespace Nabla.Distributions;

/// <summary>One of K classes as a vector with a 1 at its place: P(x) = Π pₖ^xₖ.</summary>
public sealed class OneHotCategorical : Distribution
{
    readonly Categorical single;

    /// <summary>By probabilities, or weights in their ratio.</summary>
    /// <shape>(…, K)</shape>
    /// <exception cref="ArgumentOutOfRangeException">A weight is below 0.</exception>
    /// <exception cref="ShapeException">There is no axis of classes.</exception>
    public OneHotCategorical(Tensor probabilities) : this(new Categorical(probabilities))
    {
    }

    OneHotCategorical(Categorical single) : base(single.BatchShape, [single.Classes], single.DType) => this.single = single;

    /// <summary>By unnormalised logarithms of probabilities.</summary>
    /// <shape>(…, K)</shape>
    /// <exception cref="ArgumentOutOfRangeException">A logit is not a number, or +∞.</exception>
    /// <exception cref="ShapeException">There is no axis of classes.</exception>
    public static OneHotCategorical FromLogits(Tensor logits) => new(Categorical.FromLogits(logits));

    /// <summary>p.</summary>
    /// <shape>(batch, K)</shape>
    public Tensor Probabilities => single.Probabilities;

    /// <inheritdoc/>
    public override Support Support => Support.OneHot;

    /// <inheritdoc/>
    public override Tensor Mean => Probabilities;

    /// <inheritdoc/>
    public override Tensor Variance => Probabilities * (1 - Probabilities);

    /// <inheritdoc/>
    public override Tensor Entropy() => single.Entropy();

    /// <summary>
    /// Draws whose gradient is taken as that of the probabilities (straight-through estimator; Bengio, Léonard, Courville 2013): biased,
    /// but the values stay one-hot.
    /// </summary>
    /// <shape>→ (shape, batch, K)</shape>
    public Tensor SampleStraightThrough(Rng rng, Shape? shape = null)
    {
        var x = Sample(rng, shape);
        return CustomGradient.Apply(_ => x, (g, _, _) => [g], Probabilities.BroadcastTo(x.Shape));
    }

    /// <inheritdoc/>
    public override string ToString() => $"OneHotCategorical(probabilities {Probabilities.Shape})";

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x)
    {
        var inside = x.EqualTo(0).LogicalOr(x.EqualTo(1)).All([-1]).LogicalAnd(x.Sum(-1).EqualTo(1));
        var chosen = x.EqualTo(1);
        return inside.Where(chosen.Where(single.LogProbabilities, Number(0)).Sum(-1), Number(double.NegativeInfinity));
    }

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape) =>
        single.Sample(rng, shape.ToArray()[..^BatchShape.Rank]).To(DType.Int64).OneHot(single.Classes, DType);

    /// <inheritdoc/>
    protected override Tensor? KlOf(Distribution other) => other is OneHotCategorical q ? single.KlTo(q.single) : null;
}
