namespace Nabla;

/// <summary>Repetition along axes without a copy, and its opposite.</summary>
public static class BroadcastToOp
{
    extension(Tensor x)
    {
        /// <summary>Repeated along new leading axes and axes of size 1 to fill a shape: a view.</summary>
        /// <shape>(…) → shape</shape>
        /// <exception cref="ShapeException">The shapes do not fit.</exception>
        public Tensor BroadcastTo(Shape shape)
        {
            if (shape == x.Shape)
                return x;
            if (Shape.Broadcast(x.Shape, shape) != shape)
                throw new ShapeException($"BroadcastTo: {x.Shape} cannot be repeated to {shape}: sizes must be equal or 1.");
            return Autograd.Record(x.View(x.Layout.Broadcast(shape)), new Back(x.Shape), x);
        }

        /// <summary>Summed over the axes along which <paramref name="shape"/> was broadcast: the gradient of broadcasting.</summary>
        /// <shape>(…) → shape</shape>
        /// <exception cref="ShapeException">The shape does not broadcast to that of x.</exception>
        public Tensor SumTo(Shape shape)
        {
            if (shape == x.Shape)
                return x;
            if (Shape.Broadcast(x.Shape, shape) != x.Shape)
                throw new ShapeException($"SumTo: {shape} does not broadcast to {x.Shape}.");
            Span<int> axes = stackalloc int[Shape.MaxRank];
            var count = 0;
            for (var axis = 0; axis < x.Rank; axis++)
            {
                var own = axis - (x.Rank - shape.Rank);
                if (own < 0 || (shape[own] == 1 && x.Shape[axis] != 1))
                    axes[count++] = axis;
            }

            return x.Sum(axes[..count], keepAxes: true).Reshape(shape.ToArray());
        }
    }

    sealed class Back(Shape shape) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => to[0] = g.SumTo(shape);
    }
}
