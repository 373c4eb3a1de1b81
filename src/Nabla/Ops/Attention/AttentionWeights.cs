namespace Nabla;

/// <summary>The two halves of attention, for who wants the matrix between them: weights to look at, masks, dropout.</summary>
public static class AttentionWeightsOp
{
    extension(Tensor queries)
    {
        /// <summary>
        /// For each head, P = softmax(Q Kᵀ / √D + mask): row t is how much of each position query t takes. See Attention.
        /// </summary>
        /// <param name="keys">One for each position that can be seen; of H heads, or of fewer, G, which divide H.</param>
        /// <param name="heads">H.</param>
        /// <param name="causal">Query i sees the positions 0 … first + i only.</param>
        /// <param name="mask">
        /// Of truth values: which positions are seen; of numbers: added to Q Kᵀ / √D. A row that sees none becomes NaN.
        /// </param>
        /// <param name="first">Position of query 0, at least 0, if causal.</param>
        /// <shape>queries (…, T, H·D), keys (…, S, G·D), mask broadcasts to (…, H, T, S) → (…, H, T, S)</shape>
        /// <exception cref="ShapeException">Sizes or dtypes that do not fit.</exception>
        public Tensor AttentionWeights(Tensor keys, int heads = 1, bool causal = false, Tensor? mask = null, int first = 0)
        {
            AttentionOp.Infer(queries, keys, heads, first);
            var shape = queries.Shape.With(-1, keys.Shape[-2]).Insert(queries.Rank - 2, heads);
            return Weights(
                AttentionOp.Split(queries, heads), AttentionOp.Split(keys, AttentionOp.KeyHeads(queries, keys, heads)), shape, causal, mask, first);
        }

        /// <summary>For each head the mean of the values under the weights, Y = P V; this tensor holds the weights.</summary>
        /// <param name="values">Of as many heads as the weights, or of fewer, G, which divide H.</param>
        /// <param name="valueHeads">G; H if not given.</param>
        /// <shape>weights (…, H, T, S), values (…, S, G·E) → (…, T, H·E)</shape>
        /// <exception cref="ShapeException">Sizes or dtypes that do not fit.</exception>
        public Tensor AttentionMean(Tensor values, int? valueHeads = null)
        {
            var weights = queries;
            Infer(weights, values, valueHeads);
            int heads = weights.Shape[-3], groups = valueHeads ?? heads, rows = weights.Shape[-2], size = values.Shape[-1] / groups;
            var v = AttentionOp.Split(values, groups).Permute(0, 2, 1, 3).Unsqueeze(2);
            var p = weights.Reshape(v.Shape[0], groups, heads / groups, rows, weights.Shape[-1]);
            return p.MatMul(v).Permute(0, 3, 1, 2, 4).Reshape(values.Shape.With(-2, rows).With(-1, heads * size).ToArray());
        }
    }

    // q (B, T, H, D), k (B, S, G, D) → shape, the same as (B, H, T, S)
    internal static Tensor Weights(Tensor q, Tensor k, Shape shape, bool causal, Tensor? mask, int first)
    {
        var scores = (Grouped(q, k.Shape[2]).MatMul(k.Permute(0, 2, 3, 1).Unsqueeze(2)) * AttentionOp.Scale(q)).Reshape(shape.ToArray());
        var never = Tensor.Scalar(double.NegativeInfinity, q.DType, q.Device);
        if (mask is not null)
            scores = mask.DType == DType.Bool ? mask.Where(scores, never) : scores + mask;
        if (causal)
            scores = CausalMaskOp.Seen(shape[-2], shape[-1], first).Where(scores, never);
        return scores.Softmax();
    }

    /// <summary>(B, T, H, D) as (B, G, H/G, T, D): heads that share keys side by side.</summary>
    internal static Tensor Grouped(Tensor x, int groups) =>
        x.Reshape(x.Shape[0], x.Shape[1], groups, x.Shape[2] / groups, x.Shape[3]).Permute(0, 2, 3, 1, 4);

    static void Infer(Tensor weights, Tensor values, int? groups)
    {
        if (weights.Rank < 3 || weights.DType != values.DType)
            throw new ShapeException(
                $"AttentionMean: the weights must be (…, H, T, S) of {values.DType.Name()} like the values, "
                + $"got {weights.DType.Name()} {weights.Shape}.");
        var heads = weights.Shape[-3];
        if (groups is < 1 || heads % (groups ?? heads) != 0)
            throw new ShapeException($"AttentionMean: the heads of the values must divide {heads}, got {groups}.");
        if (values.Rank != weights.Rank - 1 || values.Shape.With(-1, 1) != weights.Shape.Remove(-2).Remove(-2).Insert(values.Rank - 1, 1)
            || values.Shape[-1] % (groups ?? heads) != 0)
            throw new ShapeException(
                $"AttentionMean: the values must be (…, {weights.Shape[-1]}, {groups ?? heads}·E) to fit the weights {weights.Shape}, "
                + $"got {values.Shape}.");
    }
}
