namespace Nabla;

/// <summary>Reversal of axes.</summary>
public static class FlipOp
{
    extension(Tensor x)
    {
        /// <summary>The elements of an axis in reverse order: a view.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor Flip(int axis)
        {
            var at = x.Shape.Axis(axis);
            Span<long> strides = stackalloc long[Shape.MaxRank];
            x.Layout.CopyStrides(strides);
            var offset = x.Layout.Offset + Math.Max(0, x.Shape[at] - 1) * strides[at];
            strides[at] = -strides[at];
            return Autograd.Record(x.View(new Layout(x.Shape, strides, offset)), new Back(at), x);
        }
    }

    sealed class Back(int axis) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => to[0] = g.Flip(axis);
    }
}
