namespace Nabla.Distributions;

/// <summary>A bijection whose last axes count as one value: slopes are summed over them.</summary>
public sealed class IndependentMap : Bijection
{
    readonly Bijection map;
    readonly int axes;

    /// <summary>The <paramref name="axes"/> axes before the values of <paramref name="map"/> join them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 0 axes.</exception>
    public IndependentMap(Bijection map, int axes = 1)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentOutOfRangeException.ThrowIfNegative(axes);
        (this.map, this.axes) = (map, axes);
    }

    /// <inheritdoc/>
    public override int InputRank => map.InputRank + axes;

    /// <inheritdoc/>
    public override int OutputRank => map.OutputRank + axes;

    /// <inheritdoc/>
    public override Shape Shape => map.Shape;

    /// <inheritdoc/>
    public override Support Values => axes == 0 ? map.Values : Support.Vector;

    /// <inheritdoc/>
    public override Shape OutputShape(Shape x) => map.OutputShape(x);

    /// <inheritdoc/>
    public override Shape InputShape(Shape y) => map.InputShape(y);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => map.Forward(x);

    /// <inheritdoc/>
    public override Tensor Inverse(Tensor y) => map.Inverse(y);

    /// <inheritdoc/>
    public override Tensor LogSlope(Tensor x, Tensor y) => Parts.SumLast(map.LogSlope(x, y), axes);

    /// <inheritdoc/>
    public override Tensor IsValue(Tensor y) => Parts.AllLast(map.IsValue(y), axes);

    /// <inheritdoc/>
    public override Tensor SafeLike(Tensor y) => map.SafeLike(y);

    /// <inheritdoc/>
    public override string ToString() => $"IndependentMap({map}, {axes})";
}
