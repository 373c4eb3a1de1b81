namespace Nabla;

/// <summary>Scaled dot-product attention (Vaswani et al. 2017).</summary>
public static class AttentionOp
{
    extension(Tensor queries)
    {
        /// <summary>
        /// For each head, Y = softmax(Q Kᵀ / √D) V: every position takes the mean of the values, weighted by how well its query fits their
        /// keys. The heads lie side by side in the last axis. Keys and values may have fewer heads, G, each for H/G heads of the queries:
        /// grouped-query attention (Ainslie et al. 2023), multi-query attention for G = 1 (Shazeer 2019).
        /// </summary>
        /// <param name="keys">One for each position that can be seen; G is read from their size.</param>
        /// <param name="values">What is taken from these positions.</param>
        /// <param name="heads">H; divides the last axis.</param>
        /// <param name="causal">Query i sees the positions 0 … first + i only.</param>
        /// <param name="mask">
        /// Of truth values: which positions are seen; of numbers: added to Q Kᵀ / √D. With a mask, with dropout, and where E is not D, the
        /// T × S matrix of weights is held in memory. A position that sees none becomes NaN.
        /// </param>
        /// <param name="first">Position of query 0, at least 0, if causal: how many keys come from before the queries.</param>
        /// <param name="dropProbability">Share of the weights that become 0, in [0, 1); the others grow by 1 / (1 − share).</param>
        /// <param name="rng">Draws them; needed if the share is not 0.</param>
        /// <shape>queries (…, T, H·D), keys (…, S, G·D), values (…, S, G·E), mask broadcasts to (…, H, T, S) → (…, T, H·E)</shape>
        /// <exception cref="ShapeException">Sizes or dtypes that do not fit.</exception>
        public Tensor Attention(
            Tensor keys, Tensor values, int heads = 1, bool causal = false, Tensor? mask = null, int first = 0, double dropProbability = 0, Rng? rng = null)
        {
            Infer(queries, keys, heads, first);
            var groups = KeyHeads(queries, keys, heads);
            Infer(keys, values, groups);
            if (mask is not null || dropProbability != 0 || values.Shape != keys.Shape)
            {
                var weights = queries.AttentionWeights(keys, heads, causal, mask, first);
                return (dropProbability != 0 ? weights.Dropout(dropProbability, rng!) : weights).AttentionMean(values, groups);
            }

            Tensor q = Split(queries, heads), k = Split(keys, groups), v = Split(values, groups);
            var form = new AttentionForm(Scale(q), causal, first);
            var y = Run(q, k, v, form, out var logSums);
            return Autograd.Record(y, new Back(q, k, v, y, logSums, form), q, k, v).Reshape(queries.Shape.ToArray());
        }

        /// <summary>
        /// <see cref="Attention"/> of a sequence to itself, with queries, keys and values side by side in the last axis as one projection
        /// computes them: neither they nor their gradients are copied.
        /// </summary>
        /// <param name="heads">H; divides a third of the last axis.</param>
        /// <param name="causal">Position i sees the positions 0 … i only.</param>
        /// <param name="mask">As in <see cref="Attention"/>.</param>
        /// <param name="dropProbability">As in <see cref="Attention"/>.</param>
        /// <param name="rng">As in <see cref="Attention"/>.</param>
        /// <shape>(…, T, 3·H·D), mask broadcasts to (…, H, T, T) → (…, T, H·D)</shape>
        /// <exception cref="ShapeException">Sizes that do not fit.</exception>
        public Tensor SelfAttention(int heads = 1, bool causal = false, Tensor? mask = null, double dropProbability = 0, Rng? rng = null)
        {
            var shape = Infer(queries, heads);
            var all = Split(queries, 3 * heads);
            if (mask is not null || dropProbability != 0)
            {
                Tensor Part(int number) => queries.Slice(-1, number * shape[-1], shape[-1]);
                return Part(0).Attention(Part(1), Part(2), heads, causal, mask, 0, dropProbability, rng);
            }

            var form = new AttentionForm(Scale(all), causal, 0);
            var y = Run(Third(all, 0), Third(all, 1), Third(all, 2), form, out var logSums);
            return Autograd.Record(y, new PackedBack(all, y, logSums, form), all).Reshape(shape.ToArray());
        }
    }

    internal static void Infer(Tensor q, Tensor k, int heads, int first)
    {
        if (q.Rank < 2 || heads < 1 || q.Shape[-1] % heads != 0 || q.Shape[-1] == 0)
            throw new ShapeException($"Attention({heads} heads): the queries must be (…, T, {heads}·D), got {q.Shape}.");
        if (!q.DType.IsFloating() || k.DType != q.DType)
            throw new ShapeException(
                $"Attention: queries, keys and values must be of one floating-point type, got queries {q.DType.Name()}, keys {k.DType.Name()}.");
        var size = q.Shape[-1] / heads;
        if (k.Rank != q.Rank || k.Shape.With(-1, 1) != q.Shape.With(-2, k.Shape[-2]).With(-1, 1) || k.Shape[-2] == 0 || k.Shape[-1] % size != 0)
            throw new ShapeException($"Attention: the keys must fit {q.Shape} in all but axis {q.Rank - 2}, which must not be empty, got {k.Shape}.");
        if (k.Shape[-1] == 0 || heads % (k.Shape[-1] / size) != 0)
            throw new ShapeException($"Attention({heads} heads): the keys must be (…, S, G·{size}) with G heads that divide {heads}, got {k.Shape}.");
        if (first < 0)
            throw new ShapeException($"Attention: the position of the first query must be at least 0, got {first}.");
    }

    static void Infer(Tensor k, Tensor v, int groups)
    {
        if (v.Rank != k.Rank || v.Shape.With(-1, 1) != k.Shape.With(-1, 1) || v.Shape[-1] % groups != 0)
            throw new ShapeException($"Attention: the values must be {k.Shape} like the keys, got {v.Shape}.");
        if (v.DType != k.DType)
            throw new ShapeException(
                $"Attention: queries, keys and values must be of one floating-point type, got keys {k.DType.Name()}, values {v.DType.Name()}.");
    }

    internal static int KeyHeads(Tensor q, Tensor k, int heads) => k.Shape[-1] / (q.Shape[-1] / heads);

    static Shape Infer(Tensor x, int heads)
    {
        if (x.Rank < 2 || heads < 1 || x.Shape[-1] % (3 * heads) != 0)
            throw new ShapeException($"SelfAttention({heads} heads): the input must be (…, T, 3·{heads}·D), got {x.Shape}.");
        return x.DType.IsFloating()
            ? x.Shape.With(-1, x.Shape[-1] / 3)
            : throw new ShapeException($"SelfAttention: elements must be floating-point, got {x.DType.Name()}; convert with To(DType.Float32).");
    }

    // (…, T, H·D) as (B, T, H, D) whose last axis lies side by side, as the kernel wants it.
    internal static Tensor Split(Tensor x, int heads)
    {
        var (rows, size) = (x.Shape[-2], x.Shape[-1] / heads);
        var samples = checked((int)x.Shape.Remove(-1).Remove(-1).Length);
        if (x.Layout.Stride(-1) != 1 && size > 1)
            x = x.Contiguous();
        return x.Reshape(samples, rows, heads, size);
    }

    static Tensor Third(Tensor all, int number) =>
        all.View(SliceOp.Part(all.Layout, 2, number * (all.Shape[2] / 3), all.Shape[2] / 3));

    internal static double Scale(Tensor q) => 1 / Math.Sqrt(q.Shape[-1]);

    static Tensor Run(Tensor q, Tensor k, Tensor v, AttentionForm form, out Tensor logSums)
    {
        var y = Tensor.Empty(q.Shape, q.DType, q.Device);
        logSums = Tensor.Empty([q.Shape[0], q.Shape[2], q.Shape[1]], q.DType, q.Device);
        q.Backend.Attention(q, k, v, form, y, logSums);
        return y;
    }

    // With P recomputed: dV = Pᵀ G, dS = scale · P ⊙ (G Vᵀ − Σ P ⊙ G Vᵀ), dQ = dS K, dK = dSᵀ Q; dK and dV sum over the heads that share them.
    static (Tensor Q, Tensor K, Tensor V) Gradients(Tensor q, Tensor k, Tensor v, AttentionForm form, Tensor g)
    {
        int samples = q.Shape[0], rows = q.Shape[1], heads = q.Shape[2], keys = k.Shape[1], groups = k.Shape[2];
        Tensor Shared(Tensor x) => x.Permute(0, 2, 1, 3).Unsqueeze(2);
        var p = AttentionWeightsOp.Weights(q, k, [samples, heads, rows, keys], form.Causal, null, form.First)
            .Reshape(samples, groups, heads / groups, rows, keys);
        var by = AttentionWeightsOp.Grouped(g, groups);
        var dp = by.MatMul(Shared(v).T);
        var ds = p * (dp - (p * dp).Sum(-1, keepAxes: true)) * form.Scale;
        return (ds.MatMul(Shared(k)).Permute(0, 3, 1, 2, 4).Reshape(q.Shape.ToArray()),
            ds.T.MatMul(AttentionWeightsOp.Grouped(q, groups)).Sum(2).Transpose(1, 2), p.T.MatMul(by).Sum(2).Transpose(1, 2));
    }

    // The gradient by y with its last axis side by side; a sum spreads one number over all of it.
    static Tensor Rows(Tensor g) => g.Layout.Stride(-1) == 1 || g.Shape[-1] == 1 ? g : g.Contiguous();

    sealed class Back(Tensor q, Tensor k, Tensor v, Tensor y, Tensor logSums, AttentionForm form) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            if (to.KeepGraph)
            {
                (to[0], to[1], to[2]) = Gradients(q, k, v, form, g);
                return;
            }

            Tensor dq = Tensor.Empty(q.Shape, q.DType, q.Device), dk = Tensor.Empty(k.Shape, k.DType, k.Device), dv = Tensor.Empty(v.Shape, v.DType, v.Device);
            q.Backend.AttentionGradient(q, k, v, form, y, logSums, Rows(g), dq, dk, dv);
            (to[0], to[1], to[2]) = (dq, dk, dv);
        }
    }

    // Queries, keys and values are thirds of one tensor, and so are their gradients.
    sealed class PackedBack(Tensor all, Tensor y, Tensor logSums, AttentionForm form) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            var heads = all.Shape[2] / 3;
            if (to.KeepGraph)
            {
                var (q, k, v) = Gradients(all.Slice(2, 0, heads), all.Slice(2, heads, heads), all.Slice(2, 2 * heads, heads), form, g);
                to[0] = Tensor.Concat([q, k, v], 2);
                return;
            }

            var d = Tensor.Empty(all.Shape, all.DType, all.Device);
            all.Backend.AttentionGradient(
                Third(all, 0), Third(all, 1), Third(all, 2), form, y, logSums, Rows(g), Third(d, 0), Third(d, 1), Third(d, 2));
            to[0] = d;
        }
    }
}
