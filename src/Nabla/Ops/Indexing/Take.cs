namespace Nabla;

/// <summary>Elements named by one index for each of the first axes: x[i, j] for tensors of indices i and j.</summary>
public static class TakeOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// y[k, …] = x[i[k], j[k], …, …]: the indices broadcast together and stand for the first axes; negative ones count from the end.
        /// </summary>
        /// <shape>x (A, B, …), i and j (K) int64 or int32 → (K, …)</shape>
        /// <exception cref="ShapeException">More indices than axes, or indices that do not broadcast or are not integers.</exception>
        /// <exception cref="ArgumentOutOfRangeException">An index is outside its axis.</exception>
        public Tensor Take(params ReadOnlySpan<Tensor> indices)
        {
            var places = Join("Take", x, indices);
            return Flat(x, indices.Length).IndexSelect(0, places.Reshape(-1)).Reshape([.. places.Shape, .. x.Shape.ToArray()[indices.Length..]]);
        }

        /// <summary>
        /// y = x, then y[i[k], j[k], …, …] = source[k, …], the last of equal places staying. The source broadcasts.
        /// </summary>
        /// <shape>x (A, B, …), i and j (K) int64 or int32, source (K, …) → (A, B, …)</shape>
        /// <exception cref="ShapeException">More indices than axes, or shapes that do not broadcast.</exception>
        /// <exception cref="ArgumentOutOfRangeException">An index is outside its axis.</exception>
        public Tensor Put(ReadOnlySpan<Tensor> indices, Tensor source)
        {
            var places = Join("Put", x, indices);
            return Flat(x, indices.Length).IndexPut(0, places.Reshape(-1), Rows(x, source, places, indices.Length)).Reshape(x.Shape.ToArray());
        }

        /// <summary>y = x, then y[i[k], j[k], …, …] += source[k, …], in the order of k. The source broadcasts.</summary>
        /// <shape>x (A, B, …), i and j (K) int64 or int32, source (K, …) → (A, B, …)</shape>
        /// <exception cref="ShapeException">More indices than axes, or shapes that do not broadcast.</exception>
        /// <exception cref="ArgumentOutOfRangeException">An index is outside its axis.</exception>
        public Tensor PutAdd(ReadOnlySpan<Tensor> indices, Tensor source)
        {
            var places = Join("PutAdd", x, indices);
            return Flat(x, indices.Length).IndexAdd(0, places.Reshape(-1), Rows(x, source, places, indices.Length)).Reshape(x.Shape.ToArray());
        }
    }

    // The first axes as one.
    static Tensor Flat(Tensor x, int axes)
    {
        var sizes = x.Shape.ToArray();
        return x.Reshape([sizes[..axes].Aggregate(1, (a, b) => checked(a * b)), .. sizes[axes..]]);
    }

    static Tensor Rows(Tensor x, Tensor source, Tensor places, int axes)
    {
        var rest = x.Shape.ToArray()[axes..];
        return source.BroadcastTo([.. places.Shape, .. rest]).Reshape([checked((int)places.Length), .. rest]);
    }

    // The place in row-major order that the indices name together.
    static Tensor Join(string who, Tensor x, ReadOnlySpan<Tensor> indices)
    {
        if (indices.Length == 0 || indices.Length > x.Rank)
            throw new ShapeException($"{who}: there must be 1 … {x.Rank} indices for {x.Shape}, got {indices.Length}.");
        var shape = Shape.Scalar;
        foreach (var index in indices)
        {
            GatherOp.RequireIndex(who, index);
            shape = Shape.Broadcast(shape, index.Shape)
                ?? throw new ShapeException(
                    $"{who}: the indices must broadcast together, got {string.Join(" and ", indices.ToArray().Select(i => i.Shape))}.");
        }

        var places = Tensor.Zeros(shape, DType.Int64, x.Device);
        for (var axis = 0; axis < indices.Length; axis++)
            x.Backend.JoinIndex(indices[axis].To(DType.Int64).BroadcastTo(shape), places, x.Shape[axis], axis);
        return places;
    }
}
