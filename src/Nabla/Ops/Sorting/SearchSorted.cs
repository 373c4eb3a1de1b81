namespace Nabla;

/// <summary>Places in a sorted axis.</summary>
public static class SearchSortedOp
{
    extension(Tensor sorted)
    {
        /// <summary>
        /// Where each value would have to be put in to keep the axis sorted: the number of elements &lt; value, or ≤ value for
        /// <paramref name="right"/>. NaN goes behind all.
        /// </summary>
        /// <shape>sorted (N), values (…) → (…) int64; sorted (…, N), values (…, M) → (…, M) int64</shape>
        /// <exception cref="ShapeException">Leading axes or dtypes that differ.</exception>
        public Tensor SearchSorted(Tensor values, bool right = false)
        {
            Infer(sorted, values);
            var y = Tensor.Empty(values.Shape, DType.Int64, values.Device);
            values.Backend.SearchSorted(sorted, values, right, y);
            return y;
        }

        /// <summary>
        /// The number of the bucket between rising edges in which each element lies: bucket i is edge[i − 1] &lt; x ≤ edge[i], for
        /// <paramref name="right"/> edge[i − 1] ≤ x &lt; edge[i].
        /// </summary>
        /// <shape>x (…), edges (N) → (…) int64 in 0 … N</shape>
        /// <exception cref="ShapeException">Edges that are no vector, or another dtype.</exception>
        public Tensor Bucketize(Tensor edges, bool right = false) => edges.Rank == 1
            ? edges.SearchSorted(sorted, right)
            : throw new ShapeException($"Bucketize: the edges must be a vector, got {edges.Shape}.");
    }

    static void Infer(Tensor sorted, Tensor values)
    {
        if (sorted.DType != values.DType)
            throw new ShapeException(
                $"SearchSorted: both dtypes must be equal, got {sorted.DType.Name()} and {values.DType.Name()}; convert one with To.");
        if (sorted.Rank == 0 || sorted.Rank > 1 && (values.Rank != sorted.Rank || values.Shape.With(-1, 0) != sorted.Shape.With(-1, 0)))
            throw new ShapeException(
                $"SearchSorted: the values must have the leading axes of the sorted {sorted.Shape}, got {values.Shape}.");
    }
}
