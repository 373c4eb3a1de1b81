namespace Nabla.Distributions;

/// <summary>
/// f(X) of a variable X: p(y) = p_X(f⁻¹(y)) / |f′(f⁻¹(y))|. Of vectors each component is mapped.
/// </summary>
public sealed class Transformed : Distribution
{
    readonly Distribution origin;
    readonly Bijection[] maps;

    /// <summary>The maps are run in this order; their parameters broadcast with the batch.</summary>
    /// <exception cref="ShapeException">The parameters of a map do not broadcast with the batch.</exception>
    public Transformed(Distribution origin, params Bijection[] maps)
        : base(Infer(origin, maps), origin.EventShape, origin.DType) => (this.origin, this.maps) = (origin, maps);

    /// <inheritdoc/>
    public override Support Support => EventShape.Rank > 0 ? Support.Vector : maps.LastOrDefault() switch
    {
        null => origin.Support,
        ExpMap => Support.Positive,
        SigmoidMap => Support.Unit,
        TanhMap => Support.Interval,
        _ => Support.Real,
    };

    /// <inheritdoc/>
    public override bool IsReparameterized => origin.IsReparameterized;

    /// <summary>E[f(X)], for maps that are all affine.</summary>
    /// <shape>→ (batch, event)</shape>
    /// <exception cref="NotSupportedException">A map is not affine.</exception>
    public override Tensor Mean => Affine("mean").Aggregate(Whole(origin.Mean), (mean, map) => map.Forward(mean));

    /// <summary>Var[f(X)], for maps that are all affine.</summary>
    /// <shape>→ (batch, event)</shape>
    /// <exception cref="NotSupportedException">A map is not affine.</exception>
    public override Tensor Variance => Affine("variance").Aggregate(Whole(origin.Variance), (variance, map) => variance * map.Scale.Square());

    // H(f(X)) = H(X) + ln |f′| for constant slopes
    /// <inheritdoc/>
    public override Tensor Entropy()
    {
        var mean = Whole(origin.Mean);
        return Affine("entropy").Aggregate(origin.Entropy(), (entropy, map) => entropy + OverEvent(map.LogSlope(mean, mean)));
    }

    /// <inheritdoc/>
    public override string ToString() => $"Transformed({origin}, {string.Join(", ", maps.Select(m => m.ToString()))})";

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x)
    {
        var (inside, y, slopes) = (x.EqualTo(x), x, Number(0));
        foreach (var map in maps.Reverse())
        {
            var isValue = map.IsValue(y);
            inside = inside.LogicalAnd(isValue);
            var safe = isValue.Where(y, Number(map.Safe));
            y = map.Inverse(safe);
            slopes += OverEvent(map.LogSlope(y, safe));
        }

        for (var axis = 0; axis < EventShape.Rank; axis++)
            inside = inside.All([-1]);
        return inside.Where(origin.LogDensity(y) - slopes, Number(double.NegativeInfinity));
    }

    // A map that falls turns "at most" into "at least".
    /// <inheritdoc/>
    protected override Tensor CdfAt(Tensor x)
    {
        var (y, direction, below, above) = (x, Number(1), Number(0), Number(0));
        foreach (var map in maps.Reverse())
        {
            // Beyond the values of f lies all of it or nothing: the safe value says on which side.
            var isValue = map.IsValue(y);
            var less = y.Less(map.Safe).To(DType) * (1 - isValue.To(DType));
            var more = (1 - isValue.To(DType)) - less;
            var open = (1 - below) * (1 - above);
            var rises = direction.Greater(0).To(DType);
            below += open * (rises * less + (1 - rises) * more);
            above += open * (rises * more + (1 - rises) * less);
            y = map.Inverse(isValue.Where(y, Number(map.Safe)));
            direction = map.Direction is { } sign ? direction * sign : direction;
        }

        var cdf = origin.Cdf(y);
        cdf = direction.Greater(0).Where(cdf, 1 - cdf);
        return below.Greater(0).Where(Number(0), above.Greater(0).Where(Number(1), cdf));
    }

    /// <inheritdoc/>
    protected override Tensor QuantileAt(Tensor p)
    {
        var direction = maps.Aggregate(Number(1), (sign, map) => map.Direction is { } d ? sign * d : sign);
        return Mapped(origin.Quantile(direction.Greater(0).Where(p, 1 - p)));
    }

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape)
    {
        // Batch axes that only the maps have would share one draw.
        if (origin.BatchShape != BatchShape)
            throw new ShapeException($"{this}: to be sampled, the base must have the batch {BatchShape} of the maps, got {origin.BatchShape}.");
        Shape lead = shape.ToArray()[..^BatchShape.Rank];
        return Mapped(IsReparameterized ? origin.SampleReparameterized(rng, lead) : origin.Sample(rng, lead));
    }

    // A bijection changes both densities alike.
    /// <inheritdoc/>
    protected override Tensor? KlOf(Distribution other) =>
        other is Transformed q && maps.Length == q.maps.Length && maps.Zip(q.maps).All(pair => Same(pair.First, pair.Second)) ? origin.KlTo(q.origin) : null;

    Tensor Mapped(Tensor x) => maps.Aggregate(x, (y, map) => map.Forward(y));

    Tensor Whole(Tensor x) => x.BroadcastTo([.. BatchShape, .. EventShape]);

    Tensor OverEvent(Tensor x) => Enumerable.Range(0, EventShape.Rank).Aggregate(x, (sum, _) => sum.Sum(-1));

    IEnumerable<AffineMap> Affine(string what) => maps.All(m => m is AffineMap) ? maps.Cast<AffineMap>() : throw Missing(what);

    static bool Same(Bijection a, Bijection b) => a is AffineMap ? ReferenceEquals(a, b) : a.GetType() == b.GetType();

    static Shape Infer(Distribution origin, Bijection[] maps)
    {
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(maps);
        // Maps may widen a batch of numbers, but not the events.
        Shape all = [.. origin.BatchShape, .. origin.EventShape];
        foreach (var map in maps)
            all = Shape.Broadcast(all, map.Shape) is { } wider && (origin.EventShape.Rank == 0 || wider == all) ? wider : throw new ShapeException(
                $"Transformed: {map} of shape {map.Shape} does not broadcast with the batch {origin.BatchShape} of events {origin.EventShape}.");
        return all.ToArray()[..^origin.EventShape.Rank];
    }
}
