namespace Nabla;

/// <summary>Parts of a tensor.</summary>
public static class SliceOp
{
    extension(Tensor x)
    {
        /// <summary>Elements <paramref name="start"/> … <paramref name="start"/> + <paramref name="length"/> − 1 of an axis: a view.</summary>
        /// <shape>(…, N, …) → (…, length, …)</shape>
        /// <exception cref="ShapeException">The part lies outside the axis.</exception>
        public Tensor Slice(int axis, int start, int length)
        {
            var at = x.Shape.Axis(axis);
            if (start < 0 || length < 0 || start > x.Shape[at] - length)
                throw new ShapeException(
                    $"Slice: elements {start} … {(long)start + length - 1} must lie in axis {at} of size {x.Shape[at]} of {x.Shape}.");
            Span<long> strides = stackalloc long[Shape.MaxRank];
            x.Layout.CopyStrides(strides);
            var y = x.View(new Layout(x.Shape.With(at, length), strides, x.Layout.Offset + start * strides[at]));
            return Autograd.Record(y, new Back(at, start, x.Shape), x);
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

        /// <summary>x put into zeros of size <paramref name="size"/> along an axis, beginning at <paramref name="start"/>: the gradient of Slice.</summary>
        /// <shape>(…, N, …) → (…, size, …)</shape>
        /// <exception cref="ShapeException">x does not fit.</exception>
        public Tensor Embed(int axis, int start, int size)
        {
            var at = x.Shape.Axis(axis);
            if (start < 0 || start + x.Shape[at] > size)
                throw new ShapeException($"Embed: {x.Shape[at]} elements from {start} on do not fit into size {size} of axis {at}.");
            var y = Tensor.Zeros(x.Shape.With(at, size), x.DType, x.Device);
            x.Backend.CopyInto(x, y, Part(y, at, start, x.Shape[at]));
            return Autograd.Record(y, new Cut(at, start, x.Shape[at]), x);
        }
    }

    /// <summary>The layout of a part of a dense tensor.</summary>
    internal static Layout Part(Tensor y, int axis, int start, int length)
    {
        Span<long> strides = stackalloc long[Shape.MaxRank];
        y.Layout.CopyStrides(strides);
        return new Layout(y.Shape.With(axis, length), strides, y.Layout.Offset + start * strides[axis]);
    }

    sealed class Back(int axis, int start, Shape shape) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => to[0] = g.Embed(axis, start, shape[axis]);
    }

    sealed class Cut(int axis, int start, int length) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => to[0] = g.Slice(axis, start, length);
    }
}
