namespace Nabla;

/// <summary>Where the elements of a tensor lie in its storage: element (i₀, i₁, …) is at offset + Σ iₖ · strideₖ.</summary>
public readonly struct Layout
{
    readonly AxisArray<long> strides;

    /// <summary>Rows of the last axis one after the other, without gaps.</summary>
    public Layout(Shape shape, long offset = 0)
    {
        Shape = shape;
        Offset = offset;
        IsContiguous = true;
        long stride = 1;
        for (var axis = shape.Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }
    }

    /// <summary>Any strides, in elements; 0 repeats, negative runs backwards.</summary>
    public Layout(Shape shape, ReadOnlySpan<long> strides, long offset)
    {
        Shape = shape;
        Offset = offset;
        long dense = 1;
        IsContiguous = true;
        for (var axis = shape.Rank - 1; axis >= 0; axis--)
        {
            this.strides[axis] = strides[axis];
            if (shape[axis] != 1 && strides[axis] != dense && shape.Length > 1)
                IsContiguous = false;
            dense *= shape[axis];
        }
    }

    /// <summary>The sizes of the axes.</summary>
    public Shape Shape { get; }

    /// <summary>Position of the first element in the storage, in elements.</summary>
    public long Offset { get; }

    /// <summary>Whether the elements lie one after the other in row-major order.</summary>
    public bool IsContiguous { get; }

    /// <summary>Elements between neighbours along an axis; −1 is the last axis.</summary>
    public long Stride(int axis) => strides[Shape.Axis(axis)];

    /// <summary>Copies the strides into <paramref name="target"/> and returns the part that was filled.</summary>
    public Span<long> CopyStrides(Span<long> target)
    {
        for (var axis = 0; axis < Shape.Rank; axis++)
            target[axis] = strides[axis];
        return target[..Shape.Rank];
    }

    /// <summary>The same elements under a new shape of equal length, if strides can express it without a copy; else null.</summary>
    public Layout? Reshape(Shape shape)
    {
        if (IsContiguous)
            return new Layout(shape, Offset);

        // Walk both shapes from the end; a group of new axes must cover a group of old axes that lie densely behind each other.
        Span<long> result = stackalloc long[Shape.MaxRank];
        var old = Shape.Rank - 1;
        var made = shape.Rank - 1;
        while (made >= 0)
        {
            while (old >= 0 && Shape[old] == 1)
                old--;
            if (shape[made] == 1)
            {
                result[made--] = 0;
                continue;
            }

            if (old < 0)
                return null;
            long group = Shape[old];
            var stride = strides[old];
            while (made >= 0 && group > 1)
            {
                var size = shape[made];
                while (size > group || group % size != 0)
                {
                    if (--old < 0 || strides[old] != strides[old + 1] * Shape[old + 1])
                        return null;
                    group *= Shape[old];
                }

                result[made--] = stride;
                stride *= size;
                group /= size;
            }

            old--;
        }

        return new Layout(shape, result[..shape.Rank], Offset);
    }

    /// <summary>Axis i of the result is axis <c>axes[i]</c>; the caller has checked that each is named once.</summary>
    public Layout Permute(ReadOnlySpan<int> axes)
    {
        Span<int> sizes = stackalloc int[Shape.MaxRank];
        Span<long> result = stackalloc long[Shape.MaxRank];
        for (var i = 0; i < axes.Length; i++)
        {
            sizes[i] = Shape[axes[i]];
            result[i] = Stride(axes[i]);
        }

        return new Layout(Shape.Of(sizes[..axes.Length]), result[..axes.Length], Offset);
    }

    /// <summary>
    /// The elements repeated along new and size-1 axes to fill <paramref name="shape"/>; the caller has checked that it fits.
    /// </summary>
    public Layout Broadcast(Shape shape)
    {
        Span<long> result = stackalloc long[Shape.MaxRank];
        for (var back = 1; back <= shape.Rank; back++)
            result[shape.Rank - back] = back <= Shape.Rank && Shape[-back] != 1 ? strides[Shape.Rank - back] : 0;
        return new Layout(shape, result[..shape.Rank], Offset);
    }
}
