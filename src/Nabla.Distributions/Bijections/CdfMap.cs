namespace Nabla.Distributions;

/// <summary>
/// y = P(X ≤ x), which makes a variable even over (0, 1). With its inverse at the end, a copula of normal variables gets any marginals.
/// </summary>
public sealed class CdfMap : Bijection
{
    readonly Distribution distribution;

    /// <summary>By the CDF of a continuous variable that is a number.</summary>
    /// <exception cref="ShapeException">The values are vectors.</exception>
    public CdfMap(Distribution distribution)
    {
        ArgumentNullException.ThrowIfNull(distribution);
        this.distribution = distribution.EventShape.Rank == 0
            ? distribution
            : throw new ShapeException($"CdfMap: values must be numbers, got {distribution} of events {distribution.EventShape}.");
    }

    /// <inheritdoc/>
    public override double Safe => 0.5;

    /// <inheritdoc/>
    public override Shape Shape => distribution.BatchShape;

    /// <inheritdoc/>
    public override Support Values => Support.Unit;

    /// <inheritdoc/>
    public override Support Image(Support x) => x == distribution.Support ? Support.Unit : Support.Interval;

    /// <inheritdoc/>
    public override Shape OutputShape(Shape x) => Parts.Joint(this, x, Shape);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => distribution.Cdf(x);

    /// <inheritdoc/>
    public override Tensor Inverse(Tensor y) => distribution.Quantile(y);

    /// <inheritdoc/>
    public override Tensor LogSlope(Tensor x, Tensor y) => distribution.LogDensity(x);

    /// <inheritdoc/>
    public override Tensor IsValue(Tensor y) => y.Greater(0).LogicalAnd(y.Less(1));

    /// <inheritdoc/>
    public override string ToString() => $"CdfMap({distribution})";
}
