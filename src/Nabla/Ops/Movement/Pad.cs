namespace Nabla;

/// <summary>Constant borders.</summary>
public static class PadOp
{
    extension(Tensor x)
    {
        /// <summary>With <paramref name="before"/> and <paramref name="after"/> elements of a constant added at the ends of an axis.</summary>
        /// <shape>(…, N, …) → (…, before + N + after, …)</shape>
        /// <exception cref="ShapeException">The axis does not exist, or a number of elements is negative.</exception>
        public Tensor Pad(int axis, int before, int after, double value = 0)
        {
            var at = x.Shape.Axis(axis);
            if (before < 0 || after < 0)
                throw new ShapeException($"Pad: axis {at} can only grow, got {before} before and {after} after; cut with Slice.");
            WholeConstants.Require("Pad", value, x.DType);
            return Run(x, [.. Enumerable.Range(0, x.Rank).Select(i => i == at ? (before, after) : (0, 0))], value);
        }

        /// <summary>With elements of a constant added at the ends of several axes in one pass.</summary>
        /// <param name="borders">How many before and after, for each of the last axes, the outermost of them first.</param>
        /// <param name="value">The constant.</param>
        /// <shape>(…, N, …) → (…, before + N + after, …)</shape>
        /// <exception cref="ShapeException">More borders than axes, or a number of elements is negative.</exception>
        public Tensor Pad(ReadOnlySpan<(int Before, int After)> borders, double value = 0)
        {
            if (borders.Length > x.Rank)
                throw new ShapeException($"Pad: there are borders for {borders.Length} axes, but the tensor is {x.Shape}.");
            WholeConstants.Require("Pad", value, x.DType);
            var all = new (int Before, int After)[x.Rank];
            borders.CopyTo(all.AsSpan(x.Rank - borders.Length));
            foreach (var (before, after) in all)
                if (before < 0 || after < 0)
                    throw new ShapeException($"Pad: an axis can only grow, got {before} before and {after} after; cut with Slice.");
            return Run(x, all, value);
        }
    }

    static Tensor Run(Tensor x, (int Before, int After)[] borders, double value)
    {
        var shape = x.Shape;
        for (var axis = 0; axis < x.Rank; axis++)
            shape = shape.With(axis, borders[axis].Before + shape[axis] + borders[axis].After);
        var y = Tensor.Empty(shape, x.DType, x.Device);
        var part = new Layout(shape);
        for (var axis = 0; axis < x.Rank; axis++)
        {
            var (before, after) = borders[axis];
            FillPart(y, SliceOp.Part(part, axis, 0, before), value);
            FillPart(y, SliceOp.Part(part, axis, part.Shape[axis] - after, after), value);
            part = SliceOp.Part(part, axis, before, x.Shape[axis]);
        }

        x.Backend.CopyInto(x, y, part);
        return Autograd.Record(y, new Back(borders), x);
    }

    /// <summary>Sets the elements of y in a part of it.</summary>
    internal static void FillPart(Tensor y, Layout part, double value)
    {
        if (part.Shape.Length > 0)
            y.Backend.CopyInto(Tensor.Scalar(value, y.DType, y.Device), y, part);
    }

    // dx = g without the borders
    sealed class Back((int Before, int After)[] borders) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            for (var axis = 0; axis < borders.Length; axis++)
                if (borders[axis] is not (0, 0))
                    g = g.Slice(axis, borders[axis].Before, g.Shape[axis] - borders[axis].Before - borders[axis].After);
            to[0] = g;
        }
    }
}
