namespace Nabla.Distributions;

/// <summary>Bijections one after the other: y = fₙ(… f₂(f₁(x))).</summary>
public sealed class ComposedMap : Bijection
{
    readonly Bijection[] maps;
    readonly int[] ranks;           // axes of one value before each map and behind the last

    /// <summary>The maps are run in this order.</summary>
    public ComposedMap(params Bijection[] maps)
    {
        ArgumentNullException.ThrowIfNull(maps);
        this.maps = maps;
        ranks = Chain(maps, 0);
    }

    /// <inheritdoc/>
    public override int InputRank => ranks[0];

    /// <inheritdoc/>
    public override int OutputRank => ranks[^1];

    /// <inheritdoc/>
    public override Tensor? Direction =>
        maps.Select(m => m.Direction).Aggregate((Tensor?)null, (all, d) => all is null ? d : d is null ? all : all * d);

    /// <inheritdoc/>
    public override Shape Shape => maps.Aggregate(Shape.Scalar, (all, m) => Parts.Joint(this, all, m.Shape));

    /// <inheritdoc/>
    public override Support Values => maps.Aggregate(Support.Real, (values, m) => m.Image(values));

    /// <inheritdoc/>
    public override Support Image(Support x) => maps.Aggregate(x, (values, m) => m.Image(values));

    /// <inheritdoc/>
    public override Shape OutputShape(Shape x) => maps.Aggregate(x, (shape, m) => m.OutputShape(shape));

    /// <inheritdoc/>
    public override Shape InputShape(Shape y) => maps.Reverse().Aggregate(y, (shape, m) => m.InputShape(shape));

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => maps.Aggregate(x, (y, m) => m.Forward(y));

    /// <inheritdoc/>
    public override Tensor Inverse(Tensor y) => maps.Reverse().Aggregate(y, (x, m) => m.Inverse(x));

    /// <inheritdoc/>
    public override Tensor LogSlope(Tensor x, Tensor y)
    {
        Tensor? sum = null;
        for (var i = 0; i < maps.Length; i++)
        {
            var next = i < maps.Length - 1 ? maps[i].Forward(x) : y;
            var part = Parts.SumLast(maps[i].LogSlope(x, next), ranks[i] - maps[i].InputRank);
            (x, sum) = (next, sum is null ? part : sum + part);
        }

        return sum ?? Tensor.Zeros(x.Shape, x.DType);
    }

    /// <inheritdoc/>
    public override Tensor IsValue(Tensor y)
    {
        var inside = Parts.AllLast(y.EqualTo(y), OutputRank);
        for (var i = maps.Length - 1; i >= 0; i--)
        {
            var isValue = maps[i].IsValue(y);
            inside = inside.LogicalAnd(Parts.AllLast(isValue, ranks[i + 1] - maps[i].OutputRank));
            y = maps[i].Inverse(Parts.Widened(isValue, maps[i].OutputRank).Where(y, maps[i].SafeLike(y)));
        }

        return inside;
    }

    // What is a value of the first map, carried through the others.
    /// <inheritdoc/>
    public override Tensor SafeLike(Tensor y)
    {
        if (maps.Length == 0)
            return Tensor.Scalar(Safe, y.DType);
        var shape = maps[0].OutputShape(InputShape(y.Shape));
        return maps.Skip(1).Aggregate(maps[0].SafeLike(Tensor.Empty(shape, y.DType)).BroadcastTo(shape), (x, m) => m.Forward(x));
    }

    /// <inheritdoc/>
    public override string ToString() => $"ComposedMap({string.Join(", ", maps.Select(m => m.ToString()))})";

    /// <summary>
    /// Axes of one value before each of the maps and behind the last, where one value has at least <paramref name="least"/> before the
    /// first.
    /// </summary>
    internal static int[] Chain(Bijection[] maps, int least)
    {
        // A map of vectors makes all maps before it maps of vectors, too.
        var (first, rank) = (least, least);
        foreach (var map in maps)
        {
            first += Math.Max(0, map.InputRank - rank);
            rank = Math.Max(rank, map.InputRank) + map.OutputRank - map.InputRank;
        }

        var ranks = new int[maps.Length + 1];
        ranks[0] = first;
        for (var i = 0; i < maps.Length; i++)
            ranks[i + 1] = ranks[i] + maps[i].OutputRank - maps[i].InputRank;
        return ranks;
    }
}
