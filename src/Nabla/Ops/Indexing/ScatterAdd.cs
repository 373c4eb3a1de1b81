namespace Nabla;

/// <summary>Elements added where an index says.</summary>
public static class ScatterAddOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// y = x, then y[…, index[…, i, …], …] += source[…, i, …] along an axis, in the order of i, so that the result is the same on any
        /// number of threads.
        /// </summary>
        /// <shape>x (…, N, …), index (…, M, …) int64 or int32, source (…, M, …) → (…, N, …)</shape>
        /// <exception cref="ShapeException">Index and source that differ in shape, or from x along another axis.</exception>
        /// <exception cref="ArgumentOutOfRangeException">An index is not in 0 … N − 1.</exception>
        public Tensor ScatterAdd(int axis, Tensor index, Tensor source)
        {
            var at = x.Shape.Axis(axis);
            Infer("ScatterAdd", x, at, index, source);
            var places = index.To(DType.Int64);
            return Autograd.Record(ScatterOp.Into(ScatterKind.Add, x, at, places, source), new Both(at, places), x, source);
        }
    }

    internal static Tensor Run(Tensor source, int axis, Tensor index, int size)
    {
        var y = Tensor.Zeros(source.Shape.With(axis, size), source.DType, source.Device);
        source.Backend.Scatter(ScatterKind.Add, source, axis, index, y);
        return Autograd.Record(y, new Back(axis, index), source);
    }

    internal static void Infer(string who, Tensor x, int axis, Tensor index, Tensor source)
    {
        GatherOp.RequireIndex(who, index);
        if (index.Shape != source.Shape)
            throw new ShapeException($"{who}: the index must be {source.Shape} like the source, got {index.Shape}.");
        if (source.DType != x.DType)
            throw new ShapeException($"{who}: the source must be {x.DType.Name()} like x, got {source.DType.Name()}; convert one with To.");
        if (source.Rank != x.Rank || source.Shape.With(axis, 0) != x.Shape.With(axis, 0))
            throw new ShapeException($"{who}: the source may differ from {x.Shape} along axis {axis} only, got {source.Shape}.");
    }

    sealed class Back(int axis, Tensor index) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => to[0] = GatherOp.Run(g, axis, index);
    }

    // y = x + scattered source
    sealed class Both(int axis, Tensor index) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            to[0] = g;
            if (to.Needs(1))
                to[1] = GatherOp.Run(g, axis, index);
        }
    }
}
