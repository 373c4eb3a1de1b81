namespace Nabla;

/// <summary>Axes of reductions as bit masks.</summary>
static class ReducedAxes
{
    public static uint Infer(string who, Tensor x, ReadOnlySpan<int> axes)
    {
        if (x.DType == DType.Bool)
            throw new ShapeException($"{who}: elements must be numbers, got bool; convert with To(DType.Int64).");
        return Mask(who, x, axes);
    }

    /// <summary>The bits of the axes, all if none are given, for elements of any dtype.</summary>
    public static uint Mask(string who, Tensor x, ReadOnlySpan<int> axes)
    {
        if (axes.IsEmpty)
            return (1u << x.Rank) - 1;
        var mask = 0u;
        foreach (var axis in axes)
        {
            var bit = 1u << x.Shape.Axis(axis);
            if ((mask & bit) != 0)
                throw new ShapeException($"{who}: axis {axis} of {x.Shape} is named twice.");
            mask |= bit;
        }

        return mask;
    }

    /// <summary>The shape with size 1 on the reduced axes.</summary>
    public static Shape Kept(Shape shape, uint mask)
    {
        var sizes = shape.CopyTo(stackalloc int[Shape.MaxRank]);
        for (var axis = 0; axis < sizes.Length; axis++)
            if ((mask >> axis & 1) != 0)
                sizes[axis] = 1;
        return Shape.Of(sizes);
    }

    /// <summary>The shape without the reduced axes.</summary>
    public static Shape Dropped(Shape shape, uint mask)
    {
        Span<int> sizes = stackalloc int[Shape.MaxRank];
        var rank = 0;
        for (var axis = 0; axis < shape.Rank; axis++)
            if ((mask >> axis & 1) == 0)
                sizes[rank++] = shape[axis];
        return Shape.Of(sizes[..rank]);
    }
}
