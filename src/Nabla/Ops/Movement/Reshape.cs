namespace Nabla;

/// <summary>The same elements under another shape.</summary>
public static class ReshapeOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// The same elements in row-major order under a new shape; one size may be −1 and is worked out. A view where strides allow.
        /// </summary>
        /// <shape>(…) → shape</shape>
        /// <exception cref="ShapeException">The new shape has another number of elements.</exception>
        public Tensor Reshape(params ReadOnlySpan<int> sizes)
        {
            var shape = Infer(x.Shape, sizes);
            if (shape == x.Shape)
                return x;
            var y = x.Layout.Reshape(shape) is { } layout ? x.View(layout) : x.Contiguous().View(new Layout(shape));
            return Autograd.Record(y, new Back(x.Shape), x);
        }

        /// <summary>All axes from <paramref name="first"/> to <paramref name="last"/> as one.</summary>
        /// <shape>(N, H, W, C) → (N, H·W·C) for first = 1</shape>
        public Tensor Flatten(int first = 0, int last = -1)
        {
            if (x.Rank == 0)
                return x.Reshape(1);
            var (from, to) = (x.Shape.Axis(first), x.Shape.Axis(last));
            if (from > to)
                throw new ShapeException(
                    $"Flatten: the first axis must not be behind the last, got {first} and {last} for shape {x.Shape}.");
            Span<int> sizes = stackalloc int[Shape.MaxRank];
            x.Shape.CopyTo(sizes);
            for (var axis = from + 1; axis <= to; axis++)
                sizes[from] *= x.Shape[axis];
            for (var axis = to + 1; axis < x.Rank; axis++)
                sizes[axis - to + from] = x.Shape[axis];
            return x.Reshape(sizes[..(x.Rank - to + from)]);
        }

        /// <summary>With an axis of size 1 put in before position <paramref name="axis"/> (−1: behind the last).</summary>
        /// <shape>(…) → (…, 1, …)</shape>
        public Tensor Unsqueeze(int axis) => x.Reshape(x.Shape.Insert(axis, 1).ToArray());

        /// <summary>Without the axis <paramref name="axis"/>, which must have size 1.</summary>
        /// <shape>(…, 1, …) → (…)</shape>
        /// <exception cref="ShapeException">The axis has another size.</exception>
        public Tensor Squeeze(int axis) => x.Shape[axis] == 1
            ? x.Reshape(x.Shape.Remove(axis).ToArray())
            : throw new ShapeException($"Squeeze: axis {axis} must have size 1, got {x.Shape}.");

        /// <summary>With axes of size 1 in front until there is one: a scalar becomes (1).</summary>
        /// <shape>() → (1); others stay</shape>
        public Tensor AtLeast1d() => x.Rank == 0 ? x.Reshape(1) : x;

        /// <summary>With axes of size 1 in front until there are two: a vector becomes one row.</summary>
        /// <shape>() → (1, 1); (N) → (1, N); others stay</shape>
        public Tensor AtLeast2d() => x.Rank < 2 ? x.Reshape(1, -1) : x;

        /// <summary>With axes of size 1 until there are three: a vector becomes one row, a matrix an image of one channel.</summary>
        /// <shape>() → (1, 1, 1); (N) → (1, N, 1); (N, M) → (N, M, 1); others stay</shape>
        public Tensor AtLeast3d() => x.Rank < 3 ? x.AtLeast2d().Unsqueeze(-1) : x;

        /// <summary>
        /// The same values in memory of their own. Tensors never change, so a copy is needed only of a parameter, in whose memory an
        /// optimiser writes, or to let go of a large tensor of which this is a small view.
        /// </summary>
        /// <shape>(…) → (…)</shape>
        public Tensor Clone()
        {
            var y = Tensor.Empty(x.Shape, x.DType, x.Device);
            x.Backend.Copy(x, y);
            return Autograd.Record(y, new Same(), x);
        }

        /// <summary>The same values one after the other in memory; itself if they are already.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor Contiguous()
        {
            if (x.Layout.IsContiguous)
                return x;
            var y = Tensor.Empty(x.Shape, x.DType, x.Device);
            x.Backend.Copy(x, y);
            return Autograd.Record(y, new Same(), x);
        }
    }

    static Shape Infer(Shape from, ReadOnlySpan<int> sizes)
    {
        Span<int> result = stackalloc int[sizes.Length];
        sizes.CopyTo(result);
        var open = sizes.IndexOf(-1);
        if (open >= 0)
        {
            long known = 1;
            for (var i = 0; i < sizes.Length; i++)
                known *= i == open ? 1 : sizes[i];
            if (known == 0 || from.Length % known != 0)
                throw new ShapeException(
                    $"Reshape: {from} with {from.Length} elements cannot be divided into ({string.Join(", ", sizes.ToArray())}).");
            result[open] = checked((int)(from.Length / known));
        }

        var shape = Shape.Of(result);
        return shape.Length == from.Length
            ? shape
            : throw new ShapeException($"Reshape: {from} has {from.Length} elements, {shape} needs {shape.Length}.");
    }

    sealed class Back(Shape shape) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => to[0] = g.Reshape(shape.ToArray());
    }

    sealed class Same : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => to[0] = g;
    }
}
