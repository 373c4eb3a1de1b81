namespace Nabla;

/// <summary>Scaled dot-product attention (Vaswani et al. 2017).</summary>
public static class AttentionOp
{
    extension(Tensor queries)
    {
        /// <summary>
        /// For each head, Y = softmax(Q Kᵀ / √D) V: every position takes the mean of the values, weighted by how well its query fits their
        /// keys. The heads lie side by side in the last axis.
        /// </summary>
        /// <param name="keys">One for each position that can be seen.</param>
        /// <param name="values">What is taken from these positions.</param>
        /// <param name="heads">H; divides the last axis.</param>
        /// <param name="causal">Position i sees the positions 0 … i only.</param>
        /// <param name="mask">
        /// Of truth values: which positions are seen; of numbers: added to Q Kᵀ / √D. With a mask the T × S matrix of weights is held in
        /// memory. A position that sees none becomes NaN.
        /// </param>
        /// <shape>queries (…, T, H·D), keys and values (…, S, H·D), mask broadcasts to (…, H, T, S) → (…, T, H·D)</shape>
        /// <exception cref="ShapeException">Sizes or dtypes that do not fit.</exception>
        public Tensor Attention(Tensor keys, Tensor values, int heads = 1, bool causal = false, Tensor? mask = null)
        {
            Infer(queries, keys, values, heads);
            Tensor q = Split(queries, heads), k = Split(keys, heads), v = Split(values, heads);
            if (mask is not null)
                return Composite(q, k, v, causal, mask).Reshape(queries.Shape.ToArray());
            var y = Run(q, k, v, causal, out var logSums);
            return Autograd.Record(y, new Back(q, k, v, y, logSums, causal), q, k, v).Reshape(queries.Shape.ToArray());
        }

        /// <summary>
        /// <see cref="Attention"/> of a sequence to itself, with queries, keys and values side by side in the last axis as one projection
        /// computes them: neither they nor their gradients are copied.
        /// </summary>
        /// <param name="heads">H; divides a third of the last axis.</param>
        /// <param name="causal">Position i sees the positions 0 … i only.</param>
        /// <param name="mask">As in <see cref="Attention"/>.</param>
        /// <shape>(…, T, 3·H·D), mask broadcasts to (…, H, T, T) → (…, T, H·D)</shape>
        /// <exception cref="ShapeException">Sizes that do not fit.</exception>
        public Tensor SelfAttention(int heads = 1, bool causal = false, Tensor? mask = null)
        {
            var shape = Infer(queries, heads);
            var all = Split(queries, 3 * heads);
            if (mask is not null)
                return Composite(all.Slice(2, 0, heads), all.Slice(2, heads, heads), all.Slice(2, 2 * heads, heads), causal, mask)
                    .Reshape(shape.ToArray());
            var y = Run(Third(all, 0), Third(all, 1), Third(all, 2), causal, out var logSums);
            return Autograd.Record(y, new PackedBack(all, y, logSums, causal), all).Reshape(shape.ToArray());
        }
    }

    static void Infer(Tensor q, Tensor k, Tensor v, int heads)
    {
        if (q.Rank < 2 || heads < 1 || q.Shape[-1] % heads != 0)
            throw new ShapeException($"Attention({heads} heads): the queries must be (…, T, {heads}·D), got {q.Shape}.");
        if (!q.DType.IsFloating() || k.DType != q.DType || v.DType != q.DType)
            throw new ShapeException(
                $"Attention: queries, keys and values must be of one floating-point type, got {q.DType.Name()}, {k.DType.Name()} and {v.DType.Name()}.");
        if (k.Rank != q.Rank || k.Shape != q.Shape.With(-2, k.Shape[-2]) || k.Shape[-2] == 0)
            throw new ShapeException($"Attention: the keys must fit {q.Shape} in all but axis {q.Rank - 2}, which must not be empty, got {k.Shape}.");
        if (v.Shape != k.Shape)
            throw new ShapeException($"Attention: the values must be {k.Shape} like the keys, got {v.Shape}.");
    }

    static Shape Infer(Tensor x, int heads)
    {
        if (x.Rank < 2 || heads < 1 || x.Shape[-1] % (3 * heads) != 0)
            throw new ShapeException($"SelfAttention({heads} heads): the input must be (…, T, 3·{heads}·D), got {x.Shape}.");
        return x.DType.IsFloating()
            ? x.Shape.With(-1, x.Shape[-1] / 3)
            : throw new ShapeException($"SelfAttention: elements must be floating-point, got {x.DType.Name()}; convert with To(DType.Float32).");
    }

    // (…, T, H·D) as (B, T, H, D) whose last axis lies side by side, as the kernel wants it.
    static Tensor Split(Tensor x, int heads)
    {
        var (rows, size) = (x.Shape[-2], x.Shape[-1] / heads);
        var samples = checked((int)x.Shape.Remove(-1).Remove(-1).Length);
        if (x.Layout.Stride(-1) != 1 && size > 1)
            x = x.Contiguous();
        return x.Reshape(samples, rows, heads, size);
    }

    static Tensor Third(Tensor all, int number) =>
        all.View(SliceOp.Part(all, 2, number * (all.Shape[2] / 3), all.Shape[2] / 3));

    static double Scale(Tensor q) => 1 / Math.Sqrt(q.Shape[-1]);

    static Tensor Run(Tensor q, Tensor k, Tensor v, bool causal, out Tensor logSums)
    {
        var y = Tensor.Empty(q.Shape, q.DType, q.Device);
        logSums = Tensor.Empty([q.Shape[0], q.Shape[2], q.Shape[1]], q.DType, q.Device);
        q.Backend.Attention(q, k, v, causal, Scale(q), y, logSums);
        return y;
    }

    static Tensor Composite(Tensor q, Tensor k, Tensor v, bool causal, Tensor? mask) =>
        Weights(q, k, causal, mask).MatMul(v.Transpose(1, 2)).Transpose(1, 2);

    // P (B, H, T, S) = softmax(q kᵀ · scale + mask)
    static Tensor Weights(Tensor q, Tensor k, bool causal, Tensor? mask)
    {
        var scores = q.Transpose(1, 2).MatMul(k.Permute(0, 2, 3, 1)) * Scale(q);
        var never = Tensor.Scalar(double.NegativeInfinity, q.DType, q.Device);
        if (mask is not null)
            scores = mask.DType == DType.Bool ? mask.Where(scores, never) : scores + mask;
        if (causal)
            scores = (Tensor.Range(k.Shape[1]) - Tensor.Range(q.Shape[1]).Unsqueeze(1)).LessOrEqual(0).Where(scores, never);
        return scores.Softmax();
    }

    // With P recomputed: dV = Pᵀ G, dS = scale · P ⊙ (G Vᵀ − Σ P ⊙ G Vᵀ), dQ = dS K, dK = dSᵀ Q.
    static (Tensor Q, Tensor K, Tensor V) Gradients(Tensor q, Tensor k, Tensor v, bool causal, Tensor g)
    {
        var p = Weights(q, k, causal, null);
        var by = g.Transpose(1, 2);
        var dp = by.MatMul(v.Permute(0, 2, 3, 1));
        var ds = p * (dp - (p * dp).Sum(-1, keepAxes: true)) * Scale(q);
        return (ds.MatMul(k.Transpose(1, 2)).Transpose(1, 2), ds.T.MatMul(q.Transpose(1, 2)).Transpose(1, 2), p.T.MatMul(by).Transpose(1, 2));
    }

    // The gradient by y with its last axis side by side; a sum spreads one number over all of it.
    static Tensor Rows(Tensor g) => g.Layout.Stride(-1) == 1 || g.Shape[-1] == 1 ? g : g.Contiguous();

    sealed class Back(Tensor q, Tensor k, Tensor v, Tensor y, Tensor logSums, bool causal) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            if (to.KeepGraph)
            {
                (to[0], to[1], to[2]) = Gradients(q, k, v, causal, g);
                return;
            }

            Tensor dq = Tensor.Empty(q.Shape, q.DType, q.Device), dk = Tensor.Empty(k.Shape, k.DType, k.Device), dv = Tensor.Empty(v.Shape, v.DType, v.Device);
            q.Backend.AttentionGradient(q, k, v, causal, Scale(q), y, logSums, Rows(g), dq, dk, dv);
            (to[0], to[1], to[2]) = (dq, dk, dv);
        }
    }

    // Queries, keys and values are thirds of one tensor, and so are their gradients.
    sealed class PackedBack(Tensor all, Tensor y, Tensor logSums, bool causal) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            var heads = all.Shape[2] / 3;
            if (to.KeepGraph)
            {
                var (q, k, v) = Gradients(all.Slice(2, 0, heads), all.Slice(2, heads, heads), all.Slice(2, 2 * heads, heads), causal, g);
                to[0] = Tensor.Concat([q, k, v], 2);
                return;
            }

            var d = Tensor.Empty(all.Shape, all.DType, all.Device);
            all.Backend.AttentionGradient(
                Third(all, 0), Third(all, 1), Third(all, 2), causal, Scale(all), y, logSums, Rows(g), Third(d, 0), Third(d, 1), Third(d, 2));
            to[0] = d;
        }
    }
}
