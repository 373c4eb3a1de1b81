namespace Nabla;

/// <summary>Masks of attention, of truth values: which keys a query sees.</summary>
public static class CausalMaskOp
{
    extension(Tensor lengths)
    {
        /// <summary>Query i sees the keys 0 … first + i: what <c>causal: true</c> means, as a tensor.</summary>
        /// <param name="queries">T.</param>
        /// <param name="keys">S.</param>
        /// <param name="first">Position of query 0 among the keys.</param>
        /// <shape>→ (T, S) of truth values</shape>
        public static Tensor CausalMask(int queries, int keys, int first = 0) => Seen(queries, keys, first);

        /// <summary>For sequences that were filled up to a common length: every query sees the keys before its sequence's length.</summary>
        /// <param name="keys">S.</param>
        /// <shape>lengths (N) int64 → (N, 1, 1, S) of truth values</shape>
        /// <exception cref="ShapeException">The lengths are no vector of integers.</exception>
        public Tensor PaddingMask(int keys)
        {
            GatherOp.RequireIndex("PaddingMask", lengths);
            if (lengths.Rank != 1)
                throw new ShapeException($"PaddingMask: the lengths must be a vector, got {lengths.Shape}.");
            return Tensor.Range(keys).Less(lengths.To(DType.Int64).Reshape(-1, 1, 1, 1));
        }
    }

    internal static Tensor Seen(int queries, int keys, int first) =>
        (Tensor.Range(keys) - Tensor.Range(queries).Unsqueeze(1)).LessOrEqual(first);
}
