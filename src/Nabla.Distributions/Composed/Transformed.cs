namespace Nabla.Distributions;

/// <summary>
/// f(X) of a variable X: p(y) = p_X(f⁻¹(y)) / |det ∂f/∂x|. Maps of numbers are run on each component of a vector; a map of vectors makes
/// the last axes of a batch of numbers one vector.
/// </summary>
public sealed class Transformed : Distribution
{
    readonly Distribution origin;
    readonly Bijection[] maps;
    readonly int[] ranks;           // axes of one value before each map and behind the last

    /// <summary>The maps are run in this order; their parameters broadcast with the batch.</summary>
    /// <exception cref="ShapeException">The parameters of a map do not broadcast with the batch.</exception>
    public Transformed(Distribution origin, params Bijection[] maps)
        : this(origin, maps, Infer(origin, maps))
    {
    }

    Transformed(Distribution origin, Bijection[] maps, (Shape Whole, int[] Ranks) shapes)
        : base(shapes.Whole.ToArray()[..^shapes.Ranks[^1]], shapes.Whole.ToArray()[^shapes.Ranks[^1]..], origin.DType) =>
        (this.origin, this.maps, ranks) = (origin, maps, shapes.Ranks);

    /// <inheritdoc/>
    public override Support Support
    {
        get
        {
            var all = maps.Aggregate(origin.Support, (values, map) => map.Image(values));
            return EventShape.Rank > 0 && all is not (Support.Simplex or Support.CorrelationFactor) ? Support.Vector : all;
        }
    }

    /// <inheritdoc/>
    public override bool IsReparameterized => origin.IsReparameterized;

    /// <summary>E[f(X)], for maps that are all affine.</summary>
    /// <shape>→ (batch, event)</shape>
    /// <exception cref="NotSupportedException">A map is not affine.</exception>
    public override Tensor Mean => Affine("mean").Aggregate(Whole(origin.Mean), (mean, map) => map.Forward(mean));

    /// <summary>Var[f(X)], for maps that are all affine.</summary>
    /// <shape>→ (batch, event)</shape>
    /// <exception cref="NotSupportedException">A map is not affine.</exception>
    public override Tensor Variance =>
        Affine("variance").Aggregate(Whole(origin.Variance), (variance, map) => variance * map.Scale.Square());

    // H(f(X)) = H(X) + ln |f′| for constant slopes
    /// <inheritdoc/>
    public override Tensor Entropy()
    {
        var mean = Whole(origin.Mean);
        return Affine("entropy").Aggregate(origin.Entropy(), (entropy, map) => entropy + OverEvent(map.LogSlope(mean, mean)));
    }

    /// <inheritdoc/>
    public override Bijection BijectionFromReals() => new ComposedMap([origin.BijectionFromReals(), .. maps]);

    /// <inheritdoc/>
    public override string ToString() => $"Transformed({origin}, {string.Join(", ", maps.Select(m => m.ToString()))})";

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x)
    {
        var (inside, y, slopes) = (Parts.AllLast(x.EqualTo(x), EventShape.Rank), x, Number(0));
        for (var i = maps.Length - 1; i >= 0; i--)
        {
            var (map, extra) = (maps[i], ranks[i + 1] - maps[i].OutputRank);
            var isValue = map.IsValue(y);
            inside = inside.LogicalAnd(Parts.AllLast(isValue, extra));
            var safe = Parts.Widened(isValue, map.OutputRank).Where(y, map.SafeLike(y));
            y = map.Inverse(safe);
            slopes += Parts.SumLast(map.LogSlope(y, safe), extra);
        }

        var density = Parts.SumLast(origin.LogDensity(y), ranks[0] - origin.EventShape.Rank);
        return inside.Where(density - slopes, Number(double.NegativeInfinity));
    }

    // A map that falls turns "at most" into "at least".
    /// <inheritdoc/>
    protected override Tensor CdfAt(Tensor x)
    {
        if (EventShape.Rank > 0)
            throw Missing("CDF");
        var (y, direction, below, above) = (x, Number(1), Number(0), Number(0));
        foreach (var map in maps.Reverse())
        {
            // Beyond the values of f lies all of it or nothing: the safe value says on which side.
            var isValue = map.IsValue(y);
            var safe = map.SafeLike(y);
            var less = y.Less(safe).To(DType) * (1 - isValue.To(DType));
            var more = (1 - isValue.To(DType)) - less;
            var open = (1 - below) * (1 - above);
            var rises = direction.Greater(0).To(DType);
            below += open * (rises * less + (1 - rises) * more);
            above += open * (rises * more + (1 - rises) * less);
            y = map.Inverse(isValue.Where(y, safe));
            direction = map.Direction is { } sign ? direction * sign : direction;
        }

        var cdf = origin.Cdf(y);
        cdf = direction.Greater(0).Where(cdf, 1 - cdf);
        return below.Greater(0).Where(Number(0), above.Greater(0).Where(Number(1), cdf));
    }

    /// <inheritdoc/>
    protected override Tensor QuantileAt(Tensor p)
    {
        if (EventShape.Rank > 0)
            throw Missing("inverse CDF");
        var direction = maps.Aggregate(Number(1), (sign, map) => map.Direction is { } d ? sign * d : sign);
        return Mapped(origin.Quantile(direction.Greater(0).Where(p, 1 - p)));
    }

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape)
    {
        // Batch axes that only the maps have would share one draw.
        Shape batch = [.. BatchShape, .. origin.BatchShape.ToArray()[Math.Min(BatchShape.Rank, origin.BatchShape.Rank)..]];
        if (origin.BatchShape != batch)
            throw new ShapeException(
                $"{this}: to be sampled, the base must have the batch {BatchShape} of the maps, got {origin.BatchShape}.");
        Shape lead = shape.ToArray()[..^BatchShape.Rank];
        return Mapped(IsReparameterized ? origin.SampleReparameterized(rng, lead) : origin.Sample(rng, lead));
    }

    // A bijection changes both densities alike.
    /// <inheritdoc/>
    protected override Tensor? KlOf(Distribution other) =>
        other is Transformed q && maps.Length == q.maps.Length && maps.Zip(q.maps).All(pair => Same(pair.First, pair.Second)) ? origin.KlTo(q.origin) : null;

    Tensor Mapped(Tensor x) => maps.Aggregate(x, (y, map) => map.Forward(y));

    Tensor Whole(Tensor x) => x.BroadcastTo([.. BatchShape, .. EventShape]);

    Tensor OverEvent(Tensor x) => Parts.SumLast(x, EventShape.Rank);

    IEnumerable<AffineMap> Affine(string what) => maps.All(m => m is AffineMap) ? maps.Cast<AffineMap>() : throw Missing(what);

    static bool Same(Bijection a, Bijection b) => ReferenceEquals(a, b) || (a.IsFixed && a.GetType() == b.GetType());

    static (Shape Whole, int[] Ranks) Infer(Distribution origin, Bijection[] maps)
    {
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(maps);
        var ranks = ComposedMap.Chain(maps, origin.EventShape.Rank);
        Shape all = [.. origin.BatchShape, .. origin.EventShape];
        if (ranks[0] > all.Rank)
            throw new ShapeException(
                $"Transformed: {string.Join(", ", maps.Select(m => m.ToString()))} takes values of {ranks[0]} axes, got the batch {origin.BatchShape} of events {origin.EventShape}.");
        // Maps may widen a batch of numbers, but not the events.
        foreach (var map in maps)
        {
            var wider = Shape.Broadcast(all, map.Shape) is { } joint && (ranks[0] == 0 || joint == all) ? joint : throw new ShapeException(
                $"Transformed: {map} of shape {map.Shape} does not broadcast with the batch {origin.BatchShape} of events {origin.EventShape}.");
            all = map.OutputShape(wider);
        }

        return (all, ranks);
    }
}
