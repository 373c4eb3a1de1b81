namespace Nabla;

/// <summary>Elements put where an index says.</summary>
public static class ScatterOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// y = x, then y[…, index[…, i, …], …] = source[…, i, …] along an axis, in the order of i: of equal indices the last stays. The
        /// gradient flows to what stayed.
        /// </summary>
        /// <shape>x (…, N, …), index (…, M, …) int64 or int32, source (…, M, …) → (…, N, …)</shape>
        /// <exception cref="ShapeException">Index and source that differ in shape, or from x along another axis.</exception>
        /// <exception cref="ArgumentOutOfRangeException">An index is not in 0 … N − 1.</exception>
        public Tensor Scatter(int axis, Tensor index, Tensor source)
        {
            var at = x.Shape.Axis(axis);
            ScatterAddOp.Infer("Scatter", x, at, index, source);
            var places = index.To(DType.Int64);
            return Autograd.Record(Into(ScatterKind.Replace, x, at, places, source), new Back(at, places, x.Shape), x, source);
        }
    }

    /// <summary>A copy of x into which the source is scattered, without a gradient.</summary>
    internal static Tensor Into(ScatterKind kind, Tensor x, int axis, Tensor index, Tensor source)
    {
        var y = Tensor.Empty(x.Shape, x.DType, x.Device);
        x.Backend.Copy(x, y);
        x.Backend.Scatter(kind, source, axis, index, y);
        return y;
    }

    // dx = g where nothing was put, else 0; dsource[i] = g[index[i]] where source[i] stayed, else 0
    sealed class Back(int axis, Tensor index, Shape shape) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            // Which i stayed at each place: the places' own numbers are scattered in the same way, −1 where none came.
            var along = index.Shape[axis];
            var numbers = Tensor.Range(along).Reshape(Along(index.Rank, axis, along)).BroadcastTo(index.Shape);
            var stayed = Into(ScatterKind.Replace, Tensor.Full(shape, -1, DType.Int64, g.Device), axis, index, numbers);
            var zero = Tensor.Scalar(0, g.DType, g.Device);
            if (to.Needs(0))
                to[0] = stayed.Less(0).Where(g, zero);
            if (to.Needs(1))
                to[1] = GatherOp.Run(stayed, axis, index).EqualTo(numbers).Where(GatherOp.Run(g, axis, index), zero);
        }
    }

    // (1, …, size, …, 1)
    static int[] Along(int rank, int axis, int size)
    {
        var sizes = new int[rank];
        Array.Fill(sizes, 1);
        sizes[axis] = size;
        return sizes;
    }
}
