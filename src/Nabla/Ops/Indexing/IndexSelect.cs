namespace Nabla;

/// <summary>Whole slices chosen by index: batches of samples, rows of an embedding.</summary>
public static class IndexSelectOp
{
    extension(Tensor x)
    {
        /// <summary>y[…, i, …] = x[…, index[i], …] along an axis.</summary>
        /// <shape>x (…, N, …), index (M) int64 or int32 → (…, M, …)</shape>
        /// <exception cref="ShapeException">The index is no vector of integers.</exception>
        /// <exception cref="ArgumentOutOfRangeException">An index is not in 0 … N − 1.</exception>
        public Tensor IndexSelect(int axis, Tensor index)
        {
            GatherOp.RequireIndex("IndexSelect", index);
            if (index.Rank != 1)
                throw new ShapeException($"IndexSelect: the index must be a vector, got {index.Shape}.");
            return Select(x, x.Shape.Axis(axis), index.To(DType.Int64));
        }

        /// <summary>Row index[…] of a matrix for each index: what an embedding layer does.</summary>
        /// <shape>x (N, D), index (…) int64 or int32 → (…, D)</shape>
        /// <exception cref="ShapeException">x is no matrix, or the index not made of integers.</exception>
        /// <exception cref="ArgumentOutOfRangeException">An index is not in 0 … N − 1.</exception>
        public Tensor Rows(Tensor index)
        {
            if (x.Rank != 2)
                throw new ShapeException($"Rows: the table must be a matrix (N, D), got {x.Shape}.");
            return x.IndexSelect(0, index.Reshape(-1)).Reshape(index.Shape.Insert(index.Rank, x.Shape[1]).ToArray());
        }
    }

    static Tensor Select(Tensor x, int axis, Tensor index)
    {
        var y = Tensor.Empty(x.Shape.With(axis, index.Shape[0]), x.DType, x.Device);
        x.Backend.IndexSelect(x, axis, index, y);
        return Autograd.Record(y, new Back(axis, index, x.Shape[axis]), x);
    }

    // y = 0, then y[…, index[i], …] += x[…, i, …]
    internal static Tensor Add(Tensor x, int axis, Tensor index, int size)
    {
        var y = Tensor.Empty(x.Shape.With(axis, size), x.DType, x.Device);
        x.Backend.IndexAdd(x, axis, index, y);
        return Autograd.Record(y, new AddBack(axis, index), x);
    }

    sealed class Back(int axis, Tensor index, int size) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => to[0] = Add(g, axis, index, size);
    }

    sealed class AddBack(int axis, Tensor index) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => to[0] = Select(g, axis, index);
    }
}
