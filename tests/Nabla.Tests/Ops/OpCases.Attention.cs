using Nabla.Testing;

namespace Nabla.Tests.Ops;

public static partial class OpCases
{
    // Row by row as the formula says: q (B, T, H·D), k and v (B, S, H·D); mask(b, h, t, s) is added to the scores.
    static Grid AttentionOf(Grid q, Grid k, Grid v, int heads, bool causal = false, Func<int, int, int, int, double>? mask = null)
    {
        var (size, y) = (q.Shape[2] / heads, new Grid(q.Shape));
        for (var b = 0; b < q.Shape[0]; b++)
            for (var h = 0; h < heads; h++)
                for (var t = 0; t < q.Shape[1]; t++)
                {
                    double Score(int s) => causal && s > t ? double.NegativeInfinity
                        : Enumerable.Range(h * size, size).Sum(d => q[b, t, d] * k[b, s, d]) / Math.Sqrt(size) + (mask?.Invoke(b, h, t, s) ?? 0);
                    double[] scores = [.. Enumerable.Range(0, k.Shape[1]).Select(Score)], weights = Exponentials(scores, scores.Max());
                    for (var d = h * size; d < (h + 1) * size; d++)
                        y[b, t, d] = weights.Select((w, s) => w * v[b, s, d]).Sum() / weights.Sum();
                }

        return y;
    }

    static double[] Exponentials(double[] x, double peak) => [.. x.Select(v => Math.Exp(v - peak))];

    static Grid SelfAttentionOf(Grid x, int heads, bool causal = false, Func<int, int, int, int, double>? mask = null)
    {
        var size = x.Shape[2] / 3;
        Grid Third(int number) => Grid.From([x.Shape[0], x.Shape[1], size], i => x[i[0], i[1], number * size + i[2]]);
        return AttentionOf(Third(0), Third(1), Third(2), heads, causal, mask);
    }

    // A sum of 300 exponentials of numbers near 10 rounds to 1e-13 of itself; its gradient to ten times that.
    static IEnumerable<OpCase> Attention =>
    [
        new("Attention", "one head", x => x[0].Attention(x[1], x[2]), x => AttentionOf(x[0], x[1], x[2], 1), In(2, 3, 4), In(2, 5, 4), In(2, 5, 4)),
        new("Attention", "three heads, causal", x => x[0].Attention(x[1], x[2], 3, causal: true),
            x => AttentionOf(x[0], x[1], x[2], 3, true), In(2, 5, 6), In(2, 5, 6), In(2, 5, 6)),
        new("Attention", "causal, keys that none sees", x => x[0].Attention(x[1], x[2], causal: true),
            x => AttentionOf(x[0], x[1], x[2], 1, true), In(1, 3, 2), In(1, 70, 2), In(1, 70, 2)),
        new("Attention", "causal, more queries than keys", x => x[0].Attention(x[1], x[2], causal: true),
            x => AttentionOf(x[0], x[1], x[2], 1, true), In(1, 60, 3), In(1, 7, 3), In(1, 7, 3)),
        new("Attention", "added mask", x => x[0].Attention(x[1], x[2], 2, mask: x[3]),
            x => AttentionOf(x[0], x[1], x[2], 2, mask: (b, h, t, s) => x[3][h, t, s]), In(2, 3, 4), In(2, 5, 4), In(2, 5, 4), In(2, 3, 5)),
        new("Attention", "mask of truth values", x => x[0].Attention(x[1], x[2], 2, mask: x[3].Greater(0)),
            x => AttentionOf(x[0], x[1], x[2], 2, mask: (b, h, t, s) => x[3][0, s] > 0 ? 0 : double.NegativeInfinity),
            In(2, 3, 4), In(2, 9, 4), In(2, 9, 4), new OpInput([1, 9], -1, 1, DType.Float32)),
        new("Attention", "many blocks", x => x[0].Attention(x[1], x[2], 2),
            x => AttentionOf(x[0], x[1], x[2], 2), In(1, 203, 6), In(1, 301, 6), In(1, 301, 6)) { Order = 1, FloatTolerance = 5e-6 },
        new("Attention", "many blocks, causal", x => x[0].Attention(x[1], x[2], 2, causal: true),
            x => AttentionOf(x[0], x[1], x[2], 2, true), In(1, 205, 70), In(1, 205, 70), In(1, 205, 70)) { Order = 1, FloatTolerance = 5e-6 },
        new("Attention", "huge scores", x => x[0].Attention(x[1], x[2]), x => AttentionOf(x[0], x[1], x[2], 1),
            new OpInput([1, 30, 8], -300, 300), new OpInput([1, 300, 8], -300, 300), In(1, 300, 8)) { Order = 0, FloatTolerance = 0.05 },
        new("SelfAttention", "", x => x[0].SelfAttention(2), x => SelfAttentionOf(x[0], 2), In(2, 5, 18)),
        new("SelfAttention", "causal", x => x[0].SelfAttention(2, causal: true), x => SelfAttentionOf(x[0], 2, true), In(2, 5, 12)),
        new("SelfAttention", "causal, added mask", x => x[0].SelfAttention(2, causal: true, mask: x[1]),
            x => SelfAttentionOf(x[0], 2, true, (b, h, t, s) => x[1][t, s]), In(2, 4, 12), In(4, 4)),
        new("SelfAttention", "as in a language model", x => x[0].SelfAttention(2, causal: true),
            x => SelfAttentionOf(x[0], 2, true), In(1, 128, 192)) { Order = 1, FloatTolerance = 5e-6 },
    ];

    static IEnumerable<ErrorCase> WrongAttention =>
    [
        new("Attention", "Attention(3 heads): the queries must be (…, T, 3·D), got (2, 5, 4).", () => Zeros(2, 5, 4).Attention(Zeros(2, 5, 4), Zeros(2, 5, 4), 3)),
        new("Attention", "Attention: the keys must fit (2, 5, 4) in all but axis 1, which must not be empty, got (2, 7, 6).",
            () => Zeros(2, 5, 4).Attention(Zeros(2, 7, 6), Zeros(2, 7, 6))),
        new("Attention", "Attention: the values must be (2, 7, 4) like the keys, got (2, 5, 4).", () => Zeros(2, 5, 4).Attention(Zeros(2, 7, 4), Zeros(2, 5, 4))),
        new("SelfAttention", "SelfAttention(2 heads): the input must be (…, T, 3·2·D), got (5, 8).", () => Zeros(5, 8).SelfAttention(2)),
    ];
}
