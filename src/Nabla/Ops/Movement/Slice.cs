namespace Nabla;

/// <summary>Parts of a tensor.</summary>
public static class SliceOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// Elements <paramref name="start"/>, <paramref name="start"/> + <paramref name="step"/>, … of an axis, <paramref name="length"/> of them: a
        /// view. A negative step runs backwards.
        /// </summary>
        /// <shape>(…, N, …) → (…, length, …)</shape>
        /// <exception cref="ShapeException">The part lies outside the axis, or the step is 0.</exception>
        public Tensor Slice(int axis, int start, int length, int step = 1)
        {
            var at = x.Shape.Axis(axis);
            Infer(x.Shape, at, start, length, step);
            Span<long> strides = stackalloc long[Shape.MaxRank];
            x.Layout.CopyStrides(strides);
            var offset = x.Layout.Offset + start * strides[at];
            strides[at] *= step;
            var y = x.View(new Layout(x.Shape.With(at, length), strides, offset));
            return Autograd.Record(y, new Back(at, start, step, x.Shape), x);
        }

        /// <summary>The part of an axis given as a range: <c>x.Slice(0, 2..^1)</c>.</summary>
        /// <shape>(…, N, …) → (…, length, …)</shape>
        public Tensor Slice(int axis, Range range)
        {
            var (start, length) = range.GetOffsetAndLength(x.Shape[axis]);
            return x.Slice(axis, start, length);
        }

        /// <summary>Element <paramref name="index"/> of an axis, which disappears: a view.</summary>
        /// <shape>(…, N, …) → (…)</shape>
        public Tensor Select(int axis, int index) => x.Slice(axis, index, 1).Squeeze(axis);

        /// <summary>
        /// x put into zeros of size <paramref name="size"/> along an axis, at <paramref name="start"/>, <paramref name="start"/> +
        /// <paramref name="step"/>, …: the gradient of Slice.
        /// </summary>
        /// <shape>(…, N, …) → (…, size, …)</shape>
        /// <exception cref="ShapeException">x does not fit.</exception>
        public Tensor Embed(int axis, int start, int size, int step = 1)
        {
            var at = x.Shape.Axis(axis);
            var last = start + (x.Shape[at] - 1L) * step;
            if (step == 0 || start < 0 || x.Shape[at] > 0 && (Math.Max(start, last) >= size || last < 0))
                throw new ShapeException(
                    $"Embed: {x.Shape[at]} elements from {start} on{(step == 1 ? "" : $" in steps of {step}")} do not fit into size {size} of axis {at}.");
            var y = Tensor.Empty(x.Shape.With(at, size), x.DType, x.Device);
            if (step == 1)
            {
                PadOp.FillPart(y, Part(y.Layout, at, 0, start), 0);
                PadOp.FillPart(y, Part(y.Layout, at, start + x.Shape[at], size - start - x.Shape[at]), 0);
            }
            else
                y.Backend.Fill(y, 0);
            x.Backend.CopyInto(x, y, Part(y.Layout, at, start, x.Shape[at], step));
            return Autograd.Record(y, new Cut(at, start, x.Shape[at], step), x);
        }
    }

    /// <summary>The layout of a part of a layout.</summary>
    internal static Layout Part(Layout y, int axis, int start, int length, int step = 1)
    {
        Span<long> strides = stackalloc long[Shape.MaxRank];
        y.CopyStrides(strides);
        var offset = y.Offset + start * strides[axis];
        strides[axis] *= step;
        return new Layout(y.Shape.With(axis, length), strides, offset);
    }

    static void Infer(Shape shape, int axis, int start, int length, int step)
    {
        var last = start + (length - 1L) * step;
        if (step == 0 || start < 0 || length < 0 || start > shape[axis] || length > 0 && (Math.Max(start, last) >= shape[axis] || last < 0))
            throw new ShapeException(
                $"Slice: elements {start} … {last}{(step == 1 ? "" : $" in steps of {step}")} must lie in axis {axis} of size {shape[axis]} of {shape}.");
    }

    sealed class Back(int axis, int start, int step, Shape shape) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => to[0] = g.Embed(axis, start, shape[axis], step);
    }

    sealed class Cut(int axis, int start, int length, int step) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => to[0] = g.Slice(axis, start, length, step);
    }
}
