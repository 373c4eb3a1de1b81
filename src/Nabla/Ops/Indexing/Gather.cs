namespace Nabla;

/// <summary>Elements chosen by an index for each.</summary>
public static class GatherOp
{
    extension(Tensor x)
    {
        /// <summary>y[…, i, …] = x[…, index[…, i, …], …] along an axis. Along the other axes the index may be shorter than x.</summary>
        /// <shape>x (…, N, …), index (…, M, …) int64 or int32 → (…, M, …)</shape>
        /// <exception cref="ShapeException">
        /// Ranks that differ, or an index that is longer along another axis or not made of integers.
        /// </exception>
        /// <exception cref="ArgumentOutOfRangeException">An index is not in 0 … N − 1.</exception>
        public Tensor Gather(int axis, Tensor index)
        {
            var at = x.Shape.Axis(axis);
            Infer("Gather", x, at, index);
            for (var other = 0; other < x.Rank; other++)
                if (other != at && x.Shape[other] != index.Shape[other])
                    x = x.Slice(other, 0, index.Shape[other]);
            return Run(x, at, index.To(DType.Int64));
        }
    }

    internal static Tensor Run(Tensor x, int axis, Tensor index)
    {
        var y = Tensor.Empty(index.Shape, x.DType, x.Device);
        x.Backend.Gather(x, axis, index, y);
        return Autograd.Record(y, new Back(axis, index, x.Shape[axis]), x);
    }

    internal static void Infer(string who, Tensor x, int axis, Tensor index)
    {
        RequireIndex(who, index);
        if (index.Rank != x.Rank)
            throw new ShapeException($"{who}: the index must have {x.Rank} axes like {x.Shape}, got {index.Shape}.");
        for (var other = 0; other < x.Rank; other++)
            if (other != axis && index.Shape[other] > x.Shape[other])
                throw new ShapeException($"{who}: axis {other} of the index must be at most {x.Shape[other]}, got {index.Shape}.");
    }

    internal static void RequireIndex(string who, Tensor index)
    {
        if (index.DType is not (DType.Int64 or DType.Int32))
            throw new ShapeException($"{who}: the index must be int64 or int32, got {index.DType.Name()}; convert with To(DType.Int64).");
    }

    sealed class Back(int axis, Tensor index, int size) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => to[0] = ScatterAddOp.Run(g, axis, index, size);
    }
}
