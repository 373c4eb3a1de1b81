using Nabla.Testing;

namespace Nabla.Tests.Ops;

public static partial class OpCases
{
    // With G heads of keys and values: each is written down once for each head of the queries that uses it.
    static Grid Repeated(Grid x, int groups, int heads)
    {
        var size = x.Shape[2] / groups;
        return Grid.From([x.Shape[0], x.Shape[1], heads * size], i => x[i[0], i[1], i[2] / size * groups / heads * size + i[2] % size]);
    }

    static Grid GroupedOf(Grid[] x, int groups, int heads, bool causal = false, Func<int, int, int, int, double>? mask = null) =>
        AttentionOf(x[0], Repeated(x[1], groups, heads), Repeated(x[2], groups, heads), heads, causal, mask);

    static double Unseen(bool hidden) => hidden ? double.NegativeInfinity : 0;

    // P (B, H, T, S): attention whose values are the unit vectors.
    static Grid WeightsOf(Grid q, Grid k, int heads, Func<int, int, int, int, double> mask) =>
        Grid.From([q.Shape[0], heads, q.Shape[1], k.Shape[1]], i =>
        {
            var size = q.Shape[2] / heads;
            double Score(int s) => Enumerable.Range(i[1] * size, size).Sum(d => q[i[0], i[2], d] * k[i[0], s, d]) / Math.Sqrt(size) + mask(i[0], i[1], i[2], s);
            double[] scores = [.. Enumerable.Range(0, k.Shape[1]).Select(Score)], weights = Exponentials(scores, scores.Max());
            return weights[i[3]] / weights.Sum();
        });

    static IEnumerable<OpCase> GroupedAttention =>
    [
        new("Attention", "two heads a key", x => x[0].Attention(x[1], x[2], 4), x => GroupedOf(x, 2, 4), In(2, 3, 8), In(2, 5, 4), In(2, 5, 4)),
        new("Attention", "one head of keys, causal", x => x[0].Attention(x[1], x[2], 3, causal: true),
            x => GroupedOf(x, 1, 3, true), In(2, 4, 6), In(2, 4, 2), In(2, 4, 2)),
        new("Attention", "two heads a key, many blocks, causal", x => x[0].Attention(x[1], x[2], 4, causal: true),
            x => GroupedOf(x, 2, 4, true), In(1, 130, 12), In(1, 130, 6), In(1, 130, 6)) { Order = 1, FloatTolerance = 5e-6 },
        new("Attention", "two heads a key, added mask", x => x[0].Attention(x[1], x[2], 4, mask: x[3]),
            x => GroupedOf(x, 2, 4, false, (b, h, t, s) => x[3][h, t, s]), In(2, 3, 8), In(2, 5, 4), In(2, 5, 4), In(4, 3, 5)),
        new("Attention", "queries behind the first keys", x => x[0].Attention(x[1], x[2], causal: true, first: 2),
            x => AttentionOf(x[0], x[1], x[2], 1, mask: (b, h, t, s) => Unseen(s > 2 + t)), In(2, 3, 4), In(2, 5, 4), In(2, 5, 4)),
        new("Attention", "queries behind many keys", x => x[0].Attention(x[1], x[2], causal: true, first: 100),
            x => AttentionOf(x[0], x[1], x[2], 1, mask: (b, h, t, s) => Unseen(s > 100 + t)), In(1, 60, 3), In(1, 170, 3), In(1, 170, 3))
            { Order = 1, FloatTolerance = 5e-6 },
        new("Attention", "values of another size", x => x[0].Attention(x[1], x[2], 2),
            x => AttentionWeighted(WeightsOf(x[0], x[1], 2, (_, _, _, _) => 0), x[2], 2), In(2, 3, 4), In(2, 5, 4), In(2, 5, 6)),
        new("Attention", "four axes, a mask for each", x => x[0].Attention(x[1], x[2], mask: x[3]),
            x => Grid.From([2, 2, 3, 2], i =>
            {
                Grid Part(Grid g) => Grid.From([1, g.Shape[2], g.Shape[3]], at => g[i[0], i[1], at[1], at[2]]);
                return AttentionOf(Part(x[0]), Part(x[1]), Part(x[2]), 1, mask: (_, _, t, s) => x[3][i[0], i[1], 0, t, s])[0, i[2], i[3]];
            }),
            In(2, 2, 3, 2), In(2, 2, 4, 2), In(2, 2, 4, 2), In(2, 2, 1, 3, 4)),
        new("Attention", "all weights dropped", x => x[0].Attention(x[1], x[2], dropProbability: 1, rng: new Rng(1)),
            x => new Grid(2, 3, 4), In(2, 3, 4), In(2, 5, 4), In(2, 5, 4)) { Order = 0 },
        new("AttentionWeights", "", x => x[0].AttentionWeights(x[1], 2), x => WeightsOf(x[0], x[1], 2, (_, _, _, _) => 0), In(2, 3, 4), In(2, 5, 4)),
        new("AttentionWeights", "causal, one head of keys, behind the first keys", x => x[0].AttentionWeights(x[1], 2, causal: true, first: 1),
            x => WeightsOf(x[0], Repeated(x[1], 1, 2), 2, (_, _, t, s) => Unseen(s > 1 + t)), In(2, 3, 4), In(2, 5, 2)),
        new("AttentionMean", "", x => x[0].AttentionMean(x[1]), x => AttentionWeighted(x[0], x[1], 2), In(2, 2, 3, 4), In(2, 4, 6)),
        new("AttentionMean", "heads of values shared", x => x[0].AttentionMean(x[1], 1),
            x => AttentionWeighted(x[0], Repeated(x[1], 1, 2), 2), In(2, 2, 3, 4), In(2, 4, 3)),
        new("CausalMask", "", x => Tensor.CausalMask(3, 5, 1).Where(x[0], x[0] * 0), x => Grid.From([3, 5], i => i[1] <= i[0] + 1 ? x[0][i] : 0), In(3, 5)),
        new("PaddingMask", "", x => Tensor.Of<long>(3, 1).PaddingMask(4).Where(x[0], x[0] * 0),
            x => Grid.From([2, 2, 3, 4], i => i[3] < (i[0] == 0 ? 3 : 1) ? x[0][i] : 0), In(2, 2, 3, 4)),
        new("Rotate", "neighbours", x => x[0].Rotate(x[1], x[2]),
            x => Grid.From([2, 3, 8], i => x[0][i] * x[1][i[1], i[2] % 4] + x[0][i[0], i[1], i[2] ^ 1] * x[2][i[1], i[2] % 4]), In(2, 3, 8), In(3, 4), In(3, 4)),
        new("Rotate", "neighbours, whole registers and a rest", x => x[0].Rotate(x[1], x[2]),
            x => Grid.From([2, 3, 44], i => x[0][i] * x[1][i[1], i[2] % 22] + x[0][i[0], i[1], i[2] ^ 1] * x[2][i[1], i[2] % 22]),
            In(2, 3, 44), In(3, 22), In(3, 22)),
        new("Rotate", "halves, whole registers and a rest", x => x[0].Rotate(x[1], x[2], halves: true),
            x => Grid.From([2, 38], i => x[0][i] * x[1][i] + x[0][i[0], (i[1] + 19) % 38] * x[2][i]), In(2, 38), In(2, 38), In(2, 38)),
        new("Rotate", "halves", x => x[0].Rotate(x[1], x[2], halves: true),
            x => Grid.From([3, 6], i => x[0][i] * x[1][i] + x[0][i[0], (i[1] + 3) % 6] * x[2][i]), In(3, 6), In(3, 6), In(3, 6)),
    ];

    static Grid AttentionWeighted(Grid p, Grid v, int heads)
    {
        var size = v.Shape[2] / heads;
        return Grid.From([v.Shape[0], p.Shape[2], v.Shape[2]],
            i => Enumerable.Range(0, v.Shape[1]).Sum(s => p[i[0], i[2] / size, i[1], s] * v[i[0], s, i[2]]));
    }

    static IEnumerable<ErrorCase> WrongGroupedAttention =>
    [
        new("Attention", "Attention(4 heads): the keys must be (…, S, G·2) with G heads that divide 4, got (2, 5, 6).",
            () => Zeros(2, 5, 8).Attention(Zeros(2, 5, 6), Zeros(2, 5, 6), 4)),
        new("Attention", "Attention: the position of the first query must be at least 0, got -1.",
            () => Zeros(2, 5, 4).Attention(Zeros(2, 5, 4), Zeros(2, 5, 4), causal: true, first: -1)),
        new("AttentionMean", "AttentionMean: the values must be (…, 5, 2·E) to fit the weights (2, 3, 5), got (4, 6).",
            () => Zeros(2, 3, 5).AttentionMean(Zeros(4, 6))),
        new("AttentionMean", "AttentionMean: the heads of the values must divide 2, got 3.", () => Zeros(2, 3, 5).AttentionMean(Zeros(5, 6), 3)),
        new("PaddingMask", "PaddingMask: the lengths must be a vector, got (1, 2).", () => Tensor.Zeros([1, 2], DType.Int64).PaddingMask(3)),
        new("Rotate", "Rotate: cosines and sines must both be (T, D) with an even D, got (2, 3) and (2, 3).", () => Zeros(2, 6).Rotate(Zeros(2, 3), Zeros(2, 3))),
        new("Rotate", "Rotate: the input must be (…, 2, H·4), got (3, 8).", () => Zeros(3, 8).Rotate(Zeros(2, 4), Zeros(2, 4))),
    ];
}
