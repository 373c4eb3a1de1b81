namespace Nabla.Distributions;

/// <summary>How often each class occurs in n draws: P(x) = n! / Π xₖ! · Π pₖ^xₖ.</summary>
public sealed class Multinomial : Distribution
{
    readonly Categorical single;

    /// <summary>By probabilities, or weights in their ratio.</summary>
    /// <param name="count">n, at least 0.</param>
    /// <param name="probabilities">Of the classes.</param>
    /// <shape>probabilities (…, K)</shape>
    /// <exception cref="ArgumentOutOfRangeException">The count or a weight is below 0.</exception>
    /// <exception cref="ShapeException">There is no axis of classes.</exception>
    public Multinomial(int count, Tensor probabilities) : this(count, new Categorical(probabilities))
    {
    }

    Multinomial(int count, Categorical single)
        : base(single.BatchShape, [single.Classes], single.DType)
    {
        if (count < 0)
            throw new ArgumentOutOfRangeException(nameof(count), $"Multinomial: count must be at least 0, got {count}.");
        (Count, this.single) = (count, single);
    }

    /// <summary>By unnormalised logarithms of probabilities.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 0, or a logit is not a number, or +∞.</exception>
    /// <exception cref="ShapeException">There is no axis of classes.</exception>
    public static Multinomial FromLogits(int count, Tensor logits) => new(count, Categorical.FromLogits(logits));

    /// <summary>n.</summary>
    public int Count { get; }

    /// <inheritdoc/>
    public override Support Support => Support.Counts;

    /// <inheritdoc/>
    public override Tensor Mean => Count * single.Probabilities;

    /// <inheritdoc/>
    public override Tensor Variance => Count * single.Probabilities * (1 - single.Probabilities);

    // −ln n! + n H(p) + Σₖ E[ln xₖ!], where xₖ is binomial
    /// <inheritdoc/>
    public override Tensor Entropy()
    {
        var k = Tensor.Range(Count + 1, DType).Reshape([Count + 1, .. Enumerable.Repeat(1, BatchShape.Rank + 1)]);
        var logFactorial = (k + 1).LogGamma();
        var expected = (new Binomial(Count, single.Probabilities).Density(k) * logFactorial).Sum(0).Sum(-1);
        return Count * single.Entropy() + expected - Number(Count + 1).LogGamma();
    }

    /// <inheritdoc/>
    public override string ToString() => $"Multinomial(count {Count}, probabilities {single.Probabilities.Shape})";

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x)
    {
        var inside = Supports.IsWhole(x).All([-1]).LogicalAnd(x.Sum(-1).EqualTo(Count));
        var counts = Supports.IsWhole(x).Where(x, Number(0));
        var happens = counts.NotEqualTo(0);
        var likelihood = happens.Where(counts * happens.Where(single.LogProbabilities, Number(0)), Number(0)).Sum(-1);
        return inside.Where(
            Number(Count + 1).LogGamma() - (counts + 1).LogGamma().Sum(-1) + likelihood, Number(double.NegativeInfinity));
    }

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape)
    {
        var lead = shape.ToArray()[..^BatchShape.Rank];
        return single.Sample(rng, [Count, .. lead]).To(DType.Int64).OneHot(single.Classes, DType).Sum(0);
    }

    /// <inheritdoc/>
    protected override Tensor? KlOf(Distribution other) =>
        other is Multinomial q && q.Count == Count ? Count * single.KlTo(q.single) : null;
}
