namespace Nabla;

/// <summary>Axes in another order.</summary>
public static class PermuteOp
{
    extension(Tensor x)
    {
        /// <summary>Axis i of the result is axis <c>axes[i]</c> of x: a view.</summary>
        /// <shape>(N, H, W, C) → (N, C, H, W) for axes 0, 3, 1, 2</shape>
        /// <exception cref="ShapeException">Not every axis is named once.</exception>
        public Tensor Permute(params ReadOnlySpan<int> axes)
        {
            Infer(x.Shape, axes);
            var inverse = new int[x.Rank];
            for (var i = 0; i < x.Rank; i++)
                inverse[x.Shape.Axis(axes[i])] = i;
            return Autograd.Record(x.View(x.Layout.Permute(axes)), new Back(inverse), x);
        }

        /// <summary>Two axes exchanged: a view.</summary>
        /// <shape>(…, A, …, B, …) → (…, B, …, A, …)</shape>
        public Tensor Transpose(int first = -2, int second = -1)
        {
            Span<int> axes = stackalloc int[x.Rank];
            for (var i = 0; i < axes.Length; i++)
                axes[i] = i;
            (axes[x.Shape.Axis(first)], axes[x.Shape.Axis(second)]) = (x.Shape.Axis(second), x.Shape.Axis(first));
            return x.Permute(axes);
        }

        /// <summary>The last two axes exchanged: the matrix transpose.</summary>
        /// <shape>(…, N, M) → (…, M, N)</shape>
        public Tensor T => x.Transpose();
    }

    static void Infer(Shape shape, ReadOnlySpan<int> axes)
    {
        var seen = 0;
        foreach (var axis in axes)
            seen |= 1 << shape.Axis(axis);
        if (axes.Length != shape.Rank || seen != (1 << shape.Rank) - 1)
            throw new ShapeException($"Permute: every axis of {shape} must be named once, got ({string.Join(", ", axes.ToArray())}).");
    }

    sealed class Back(int[] inverse) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => to[0] = g.Permute(inverse);
    }
}
