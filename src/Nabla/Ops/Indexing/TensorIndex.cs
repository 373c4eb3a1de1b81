namespace Nabla;

/// <summary>What an indexer takes of one axis: a number, a range, a range with a step, a mask or indices.</summary>
public readonly struct TensorIndex
{
    enum Kind
    {
        Number,
        Range,
        Chosen,
        Rest,
        New,
    }

    readonly Kind kind;
    readonly Range range;
    readonly int step;
    readonly Tensor? chosen;

    TensorIndex(Kind kind, Range range = default, int step = 1, Tensor? chosen = null) =>
        (this.kind, this.range, this.step, this.chosen) = (kind, range, step, chosen);

    /// <summary>All axes that the other indices leave, whole.</summary>
    public static TensorIndex Rest { get; } = new(Kind.Rest);

    /// <summary>A new axis of size 1.</summary>
    public static TensorIndex New { get; } = new(Kind.New);

    /// <summary>Every <paramref name="step"/>-th element of an axis; a negative step begins at the end.</summary>
    public static TensorIndex Every(int step) => Every(.., step);

    /// <summary>Every <paramref name="step"/>-th element of a range; a negative step begins at its end.</summary>
    public static TensorIndex Every(Range range, int step) => new(Kind.Range, range, step);

    /// <summary>One element; −1 is the last. The axis disappears.</summary>
    public static implicit operator TensorIndex(int number) => new Index(Math.Abs(number), number < 0);

    /// <summary>One element; the axis disappears.</summary>
    public static implicit operator TensorIndex(Index number) => new(Kind.Number, new Range(number, number));

    /// <summary>A part of an axis.</summary>
    public static implicit operator TensorIndex(Range range) => new(Kind.Range, range);

    /// <summary>A mask (bool) over as many axes as it has, or indices (int64, int32) into one.</summary>
    public static implicit operator TensorIndex(Tensor chosen) => new(Kind.Chosen, chosen: chosen);

    /// <summary>Takes this of the axis, and moves on to the next that is left.</summary>
    internal Tensor Apply(Tensor x, ref int axis, ReadOnlySpan<TensorIndex> after)
    {
        if (kind == Kind.Rest)
        {
            var needed = 0;
            foreach (var index in after)
                needed += index.Axes;
            axis = Math.Max(axis, x.Rank - needed);
            return x;
        }

        if (axis + Axes > x.Rank)
            throw new ShapeException($"Indexer: there are more indices than axes, {x.Shape} are left.");
        return kind switch
        {
            Kind.New => x.Unsqueeze(axis++),
            Kind.Number => x.Select(axis, Number(x.Shape, axis)),
            Kind.Range => Part(x, axis++),
            _ => Choose(x, ref axis),
        };
    }

    // How many of the tensor's axes it uses.
    int Axes => kind switch
    {
        Kind.New or Kind.Rest => 0,
        Kind.Chosen when chosen!.DType == DType.Bool => chosen.Rank,
        _ => 1,
    };

    int Number(Shape shape, int axis)
    {
        var at = range.Start.GetOffset(shape[axis]);
        return (uint)at < (uint)shape[axis]
            ? at
            : throw new ShapeException($"Indexer: index {range.Start} is outside axis {axis} of size {shape[axis]} of {shape}.");
    }

    Tensor Part(Tensor x, int axis)
    {
        var size = x.Shape[axis];
        var (start, end) = (range.Start.GetOffset(size), range.End.GetOffset(size));
        if (start < 0 || end > size || start > end || step == 0)
            throw new ShapeException($"Indexer: the range {range}{(step == 1 ? "" : $" in steps of {step}")} does not lie in axis {axis} of size {size} of {x.Shape}.");
        var count = (end - start + Math.Abs(step) - 1) / Math.Abs(step);
        return x.Slice(axis, step > 0 ? start : Math.Max(start, end - 1), count, step);
    }

    Tensor Choose(Tensor x, ref int axis)
    {
        var index = chosen!;
        int[] before = x.Shape.ToArray()[..axis], behind = x.Shape.ToArray()[(axis + Axes)..];
        if (index.DType == DType.Bool)
        {
            if (!x.Shape.ToArray().AsSpan(axis, index.Rank).SequenceEqual(index.Shape.ToArray()))
                throw new ShapeException($"Indexer: the mask {index.Shape} must fit {x.Shape} from axis {axis} on.");
            x = x.Reshape([.. before, checked((int)index.Length), .. behind]);
            return x.IndexSelect(axis++, index.Reshape(-1).NonZero().Squeeze(1));
        }

        GatherOp.RequireIndex("Indexer", index);
        var size = Tensor.Scalar(x.Shape[axis], index.DType, index.Device);
        var y = x.IndexSelect(axis, index.Less(0).Where(index + size, index).Reshape(-1)).Reshape([.. before, .. index.Shape, .. behind]);
        axis += index.Rank;
        return y;
    }
}
