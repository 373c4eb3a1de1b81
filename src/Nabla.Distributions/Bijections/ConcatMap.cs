namespace Nabla.Distributions;

/// <summary>Parts of an axis, each with a bijection of its own.</summary>
public sealed class ConcatMap : Bijection
{
    readonly (Bijection Map, int Length)[] parts;
    readonly int axis, rank;

    /// <summary>Parts along an axis counted from the end.</summary>
    /// <param name="axis">−1 or below.</param>
    /// <param name="parts">A map and how much of the axis of x it takes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The axis is not below 0.</exception>
    /// <exception cref="ArgumentException">No parts, or one that changes the number of axes.</exception>
    public ConcatMap(int axis, params (Bijection Map, int Length)[] parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Length == 0 || parts.Any(p => p.Map.InputRank != p.Map.OutputRank))
            throw new ArgumentException(
                $"ConcatMap: there must be parts that keep the number of axes, got {string.Join(", ", parts.Select(p => p.Map.ToString()))}.");
        (this.axis, this.parts, rank) = (Parts.Behind("ConcatMap", axis), parts, parts.Max(p => p.Map.InputRank));
    }

    /// <inheritdoc/>
    public override int InputRank => rank;

    /// <inheritdoc/>
    public override int OutputRank => rank;

    /// <inheritdoc/>
    public override Support Values => Support.Vector;

    /// <inheritdoc/>
    public override Shape OutputShape(Shape x) => x.With(axis, Outputs(x).Sum());

    /// <inheritdoc/>
    public override Shape InputShape(Shape y) => y.With(axis, parts.Sum(p => p.Length));

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) =>
        Tensor.Concat([.. Split(x, Inputs(x.Shape)).Select((part, i) => parts[i].Map.Forward(part))], axis);

    /// <inheritdoc/>
    public override Tensor Inverse(Tensor y) =>
        Tensor.Concat([.. Split(y, Outputs(InputShape(y.Shape))).Select((part, i) => parts[i].Map.Inverse(part))], axis);

    /// <inheritdoc/>
    public override Tensor LogSlope(Tensor x, Tensor y)
    {
        var (from, to) = (Split(x, Inputs(x.Shape)), Split(y, Outputs(x.Shape)));
        var slopes = parts.Select((p, i) => Parts.SumLast(p.Map.LogSlope(from[i], to[i]), rank - p.Map.InputRank)).ToArray();
        return -axis <= rank ? slopes.Aggregate((a, b) => a + b) : Tensor.Concat(slopes, axis + rank);
    }

    /// <inheritdoc/>
    public override Tensor IsValue(Tensor y)
    {
        var to = Split(y, Outputs(InputShape(y.Shape)));
        var inside = parts.Select((p, i) => Parts.AllLast(p.Map.IsValue(to[i]), rank - p.Map.OutputRank)).ToArray();
        return -axis <= rank ? inside.Aggregate((a, b) => a.LogicalAnd(b)) : Tensor.Concat(inside, axis + rank);
    }

    /// <inheritdoc/>
    public override Tensor SafeLike(Tensor y) =>
        Tensor.Concat([.. Split(y, Outputs(InputShape(y.Shape))).Select((part, i) =>
            parts[i].Map.SafeLike(part).BroadcastTo(part.Shape))], axis);

    /// <inheritdoc/>
    public override string ToString() => $"ConcatMap(axis {axis}, {string.Join(", ", parts.Select(p => $"{p.Map} {p.Length}"))})";

    int[] Inputs(Shape x) => x.Rank >= -axis && x[axis] == parts.Sum(p => p.Length)
        ? [.. parts.Select(p => p.Length)]
        : throw new ShapeException($"{this}: axis {axis} must be {parts.Sum(p => p.Length)}, got {x}.");

    int[] Outputs(Shape x)
    {
        Inputs(x);
        return [.. parts.Select(p => p.Map.OutputShape(x.With(axis, p.Length))[axis])];
    }

    Tensor[] Split(Tensor x, int[] lengths)
    {
        var (all, at) = (new Tensor[lengths.Length], 0);
        for (var i = 0; i < lengths.Length; at += lengths[i++])
            all[i] = x.Slice(axis, at, lengths[i]);
        return all;
    }
}
