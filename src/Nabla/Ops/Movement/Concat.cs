namespace Nabla;

/// <summary>Tensors put together.</summary>
public static class ConcatOp
{
    extension(Tensor)
    {
        /// <summary>Tensors one behind the other along an axis; all other sizes must be equal.</summary>
        /// <shape>(…, N₁, …), (…, N₂, …), … → (…, N₁ + N₂ + …, …)</shape>
        /// <exception cref="ShapeException">No tensors, or sizes or dtypes that differ.</exception>
        public static Tensor Concat(ReadOnlySpan<Tensor> parts, int axis = -1)
        {
            var shape = Infer(parts, axis, out var at);
            var y = Tensor.Empty(shape, parts[0].DType, parts[0].Device);
            var starts = new int[parts.Length + 1];
            for (var i = 0; i < parts.Length; i++)
            {
                y.Backend.CopyInto(parts[i], y, SliceOp.Part(y.Layout, at, starts[i], parts[i].Shape[at]));
                starts[i + 1] = starts[i] + parts[i].Shape[at];
            }

            return Autograd.Record(y, new Back(at, starts), parts!);
        }

        /// <summary>Tensors of one shape along a new axis.</summary>
        /// <shape>k × (…) → (…, k, …)</shape>
        /// <exception cref="ShapeException">No tensors, or shapes that differ.</exception>
        public static Tensor Stack(ReadOnlySpan<Tensor> parts, int axis = 0)
        {
            var wide = new Tensor[parts.Length];
            for (var i = 0; i < parts.Length; i++)
                wide[i] = parts[i].Unsqueeze(axis);
            return Tensor.Concat(wide, axis);
        }
    }

    static Shape Infer(ReadOnlySpan<Tensor> parts, int axis, out int at)
    {
        if (parts.Length == 0)
            throw new ShapeException("Concat: at least one tensor is needed.");
        var first = parts[0];
        at = first.Shape.Axis(axis);
        var size = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            var shape = parts[i].Shape;
            if (parts[i].DType != first.DType)
                throw new ShapeException($"Concat: part {i} must be {first.DType.Name()} like part 0, got {parts[i].DType.Name()}.");
            if (shape.Rank != first.Rank || shape.With(at, 0) != first.Shape.With(at, 0))
                throw new ShapeException($"Concat along axis {at}: part {i} must fit {first.Shape.With(at, shape.Rank > at ? shape[at] : 0)}, got {shape}.");
            size = checked(size + shape[at]);
        }

        return first.Shape.With(at, size);
    }

    sealed class Back(int axis, int[] starts) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            for (var i = 0; i + 1 < starts.Length; i++)
                if (to.Needs(i))
                    to[i] = g.Slice(axis, starts[i], starts[i + 1] - starts[i]);
        }
    }
}
