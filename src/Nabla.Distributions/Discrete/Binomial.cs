namespace Nabla.Distributions;

/// <summary>Successes in a number of trials: P(k) = (n over k) pᵏ (1 − p)ⁿ⁻ᵏ.</summary>
public sealed class Binomial : Distribution
{
    readonly Chance chance;

    /// <summary>By the probability of success.</summary>
    /// <param name="count">n, a whole number of at least 0; no gradient flows to it.</param>
    /// <param name="probability">p of each trial.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public Binomial(TensorOrNumber count, TensorOrNumber probability)
        : this(Arguments.Of("Binomial", ("count", count, Domain.Count), ("probability", probability, Domain.Probability)), isLogit: false)
    {
    }

    Binomial(Arguments arguments, bool isLogit) : base(arguments) => chance = new Chance(Argument(1), isLogit);

    /// <summary>By the logit ln(p / (1 − p)).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public static Binomial FromLogits(TensorOrNumber count, TensorOrNumber logits) =>
        new(Arguments.Of("Binomial", ("count", count, Domain.Count), ("logits", logits, Domain.Finite)), isLogit: true);

    /// <summary>n, the number of trials.</summary>
    /// <shape>(batch)</shape>
    public Tensor Count => Argument(0).Detach();

    /// <inheritdoc/>
    public override Support Support => Support.Bounded;

    /// <inheritdoc/>
    public override Tensor Mean => Count * chance.Success;

    /// <inheritdoc/>
    public override Tensor Variance => Count * chance.Success * chance.Failure;

    /// <summary>−Σ P(k) ln P(k), summed over all k up to the largest n; so it reads n and cannot be captured.</summary>
    /// <shape>→ (batch)</shape>
    public override Tensor Entropy()
    {
        var largest = (int)Count.Max().Item();
        var k = Tensor.Range(largest + 1, DType).Reshape([largest + 1, .. Enumerable.Repeat(1, BatchShape.Rank)]);
        var inside = k.LessOrEqual(Count);
        var log = Mass(inside.Where(k, Number(0)));
        return -inside.Where(log.Exp() * log, Number(0)).Sum(0);
    }

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x) => Supports.Within(x, Supports.IsWhole(x).LogicalAnd(x.LessOrEqual(Count)), 0, Mass);

    // P(X ≤ k) = I_{1−p}(n − k, k + 1)
    /// <inheritdoc/>
    protected override Tensor CdfAt(Tensor x)
    {
        var (k, zero, one) = (x.Detach().Floor(), Number(0), Number(1));
        var inside = k.GreaterOrEqual(0).LogicalAnd(k.Less(Count));
        var cdf = IncompleteBeta.Regularized(inside.Where(Count - k, one), inside.Where(k + 1, one), chance.Failure);
        return inside.Where(cdf, k.Less(0).Where(zero, one));
    }

    /// <inheritdoc/>
    protected override Tensor QuantileAt(Tensor p) => p.EqualTo(1).Where(Count, WholeQuantile.Search(Below, p, Count, chance.Success));

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape) => rng.Draw(shape, default(BinomialLaw), Count, chance.Success);

    /// <inheritdoc/>
    protected override Tensor? KlOf(Distribution other)
    {
        if (other is not Binomial q)
            return null;
        // With fewer trials the binomial coefficients do not cancel, and there is no closed form.
        return Count.Less(q.Count).Any().Item() != 0
            ? null
            : Count.EqualTo(q.Count).Where(Count * chance.KlTo(q.chance), Number(double.PositiveInfinity));
    }

    static double Below(double k, ReadOnlySpan<double> a) => k >= a[0] ? 1 : IncompleteBeta.Value(a[0] - k, k + 1, 1 - a[1]);

    Tensor Mass(Tensor k) =>
        (Count + 1).LogGamma() - (k + 1).LogGamma() - (Count - k + 1).LogGamma() + chance.LogProbability(k, Count - k);
}
