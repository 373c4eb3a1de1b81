using Nabla.Testing;

namespace Nabla.Tests.Ops;

public static partial class OpCases
{
    static double[] Row(Grid x, int row) => [.. x.Values.Skip(row * x.Shape[^1]).Take(x.Shape[^1])];

    static double MultiClassHingeOf(double[] row, int t, int power) =>
        row.Select((v, c) => c == t ? 0 : Math.Pow(Math.Max(0, 0.5 - row[t] + v), power)).Sum() / row.Length;

    static double MultiLabelMarginOf(double[] row, double[] targets)
    {
        var labels = targets.TakeWhile(t => t >= 0).Select(t => (int)t).ToArray();
        return labels.Sum(t => row.Select((v, c) => labels.Contains(c) ? 0 : Math.Max(0, 1 - row[t] + v)).Sum()) / row.Length;
    }

    // Counted, averaged over what the weights of the rows sum to.
    static double NllOf(Grid x, Grid t, Grid? weights, double ignored)
    {
        var rows = t.Values.Select((c, r) => c == ignored ? (0, 0) : (Loss: -Row(x, r)[(int)c] * (weights?.Values[(int)c] ?? 1), Weight: weights?.Values[(int)c] ?? 1)).ToArray();
        return rows.Sum(row => row.Item1) / rows.Sum(row => row.Item2);
    }

    static double SparsityOf(double[] means, double rho) =>
        means.Sum(r => rho * Math.Log(rho / r) + (1 - rho) * Math.Log((1 - rho) / (1 - r)));

    static double[] UnitOf(double[] v) => [.. v.Select(e => e / Math.Sqrt(v.Sum(u => u * u)))];

    static double CosineOf(double[] a, double[] b) => UnitOf(a).Zip(UnitOf(b), (u, v) => u * v).Sum();

    static double DistanceOf(double[] a, double[] b, double power = 2, double epsilon = 1e-6) => double.IsInfinity(power)
        ? a.Zip(b, (u, v) => Math.Abs(u - v + epsilon)).Max()
        : Math.Pow(a.Zip(b, (u, v) => Math.Pow(Math.Abs(u - v + epsilon), power)).Sum(), 1 / power);

    static Grid RowMean(int rows, Func<int, double> loss) => Single(Enumerable.Range(0, rows).Average(loss));

    static double ChoiceOf(IEnumerable<double> scores, int right) => -LogSoftmaxOf([.. scores])[right];

    static double TverskyOf(Grid p, Grid t, int n, int c, double alpha, double beta, double smooth)
    {
        var (hits, alarms, misses) = (0.0, 0.0, 0.0);
        foreach (var at in Grid.All(p.Shape[1..^1]))
        {
            int[] i = [n, .. at, c];
            (hits, alarms, misses) = (hits + p[i] * t[i], alarms + p[i] * (1 - t[i]), misses + (1 - p[i]) * t[i]);
        }

        return 1 - (hits + smooth) / (hits + alpha * alarms + beta * misses + smooth);
    }

    static IEnumerable<OpCase> LossesOfRows =>
    [
        new("NegativeLogLikelihood", "", x => x[0].NegativeLogLikelihood(x[1]), x => Single(NllOf(x[0], x[1], null, -100)), In(6, 5), Classes(5, 6)),
        new("NegativeLogLikelihood", "weighted, class 2 ignored", x => x[0].NegativeLogLikelihood(x[1], Reduction.Mean, x[2], 2),
            x => Single(NllOf(x[0], x[1], x[2], 2)), In(12, 5), Classes(5, 12), new OpInput([5], 0.5, 2)),
        new("MultiClassHinge", "", x => x[0].MultiClassHinge(x[1], 1, 0.5), x => RowMean(6, r => MultiClassHingeOf(Row(x[0], r), (int)x[1].Values[r], 1)), In(6, 5), Classes(5, 6)),
        new("MultiClassHinge", "squared, weighted", x => x[0].MultiClassHinge(x[1], 2, 0.5, x[2]),
            x => RowMean(6, r => x[2].Values[(int)x[1].Values[r]] * MultiClassHingeOf(Row(x[0], r), (int)x[1].Values[r], 2)), In(6, 5), Classes(5, 6), AboveZero(5)),
        new("MultiLabelMargin", "", x => x[0].MultiLabelMargin(x[1]), x => RowMean(6, r => MultiLabelMarginOf(Row(x[0], r), Row(x[1], r))),
            In(6, 5), new OpInput([6, 5], -1, 5, DType.Int64)),
        new("MultiLabelSoftMargin", "", x => x[0].MultiLabelSoftMargin(x[1], x[2]),
            x => Single(Grid.From([3, 4], i => x[2][i[1]] * LogisticOf(x[0][i], x[1][i])).Values.Average()), In(3, 4), Probabilities(3, 4), AboveZero(4)),
        new("SoftmaxFocal", "", x => x[0].SoftmaxFocal(x[1], 2, x[2]), x => RowMean(6, r =>
        {
            var (t, log) = ((int)x[1].Values[r], LogSoftmaxOf(Row(x[0], r)));
            return -x[2].Values[t] * Math.Pow(1 - Math.Exp(log[t]), 2) * log[t];
        }), In(6, 5), Classes(5, 6), AboveZero(5)),
        new("SparsityKl", "", x => x[0].SparsityKl(0.1), x => Single(SparsityOf(x[0].Reduce(v => v.Average(), 0, 1).Values, 0.1)), Probabilities(2, 3, 4)),
        new("SparsityKl", "of means", x => x[0].SparsityKl(0.2), x => Single(SparsityOf(x[0].Values, 0.2)), Probabilities(4)),
        new("GaussianKl", "", x => x[0].GaussianKl(x[1]),
            x => Single(x[0].Values.Zip(x[1].Values, (m, v) => 0.5 * (m * m + Math.Exp(v) - 1 - v)).Sum() / 3), In(3, 4), In(3, 4)),
        new("Tversky", "α = 0.3, β = 0.7", x => x[0].Tversky(x[1], 0.3, 0.7, 0.1, Reduction.None),
            x => Grid.From([2, 3], i => TverskyOf(x[0], x[1], i[0], i[1], 0.3, 0.7, 0.1)), Probabilities(2, 4, 5, 3), Probabilities(2, 4, 5, 3)),
        new("Dice", "", x => x[0].Dice(x[1]), x => Single(Grid.From([2, 3], i =>
        {
            var at = Enumerable.Range(0, 5).ToArray();
            double Sum(Func<int, double> f) => at.Sum(f);
            return 1 - (2 * Sum(k => x[0][i[0], k, i[1]] * x[1][i[0], k, i[1]]) + 1) / (Sum(k => x[0][i[0], k, i[1]]) + Sum(k => x[1][i[0], k, i[1]]) + 1);
        }).Values.Average()), Probabilities(2, 5, 3), Probabilities(2, 5, 3)),
    ];

    static IEnumerable<OpCase> LossesOfVectors =>
    [
        new("PairwiseDistance", "", x => x[0].PairwiseDistance(x[1]), x => Grid.From([3], i => DistanceOf(Row(x[0], i[0]), Row(x[1], i[0]))), In(3, 4), In(3, 4)),
        new("PairwiseDistance", "p = 1", x => x[0].PairwiseDistance(x[1], 1), x => Grid.From([3], i => DistanceOf(Row(x[0], i[0]), Row(x[1], i[0]), 1)), In(3, 4), In(3, 4)),
        new("PairwiseDistance", "p = 3", x => x[0].PairwiseDistance(x[1], 3), x => Grid.From([3], i => DistanceOf(Row(x[0], i[0]), Row(x[1], i[0]), 3)), In(3, 4), In(3, 4)),
        new("PairwiseDistance", "p = ∞", x => x[0].PairwiseDistance(x[1], double.PositiveInfinity),
            x => Grid.From([3], i => DistanceOf(Row(x[0], i[0]), Row(x[1], i[0]), double.PositiveInfinity)), In(3, 4), In(3, 4)),
        new("CosineSimilarity", "", x => x[0].CosineSimilarity(x[1]), x => Grid.From([3], i => CosineOf(Row(x[0], i[0]), Row(x[1], i[0]))), In(3, 4), In(3, 4)),
        new("MarginRanking", "", x => x[0].MarginRanking(x[1], Signs(x[2]), 0.3),
            x => RowMean(12, k => Math.Max(0, 0.3 - Signed(x[2].Values[k]) * (x[0].Values[k] - x[1].Values[k]))), In(3, 4), In(3, 4), In(3, 4)),
        new("CosineEmbedding", "", x => x[0].CosineEmbedding(x[1], Signs(x[2]), 0.1), x => RowMean(6, r =>
        {
            var cosine = CosineOf(Row(x[0], r), Row(x[1], r));
            return x[2].Values[r] > 0 ? 1 - cosine : Math.Max(0, cosine - 0.1);
        }), In(6, 4), In(6, 4), In(6)) { Tolerance = 1e-11 },
        new("Contrastive", "", x => x[0].Contrastive(x[1], x[2], 3), x => RowMean(6, r =>
        {
            var d = DistanceOf(Row(x[0], r), Row(x[1], r), 2, 0);
            return 0.5 * (x[2].Values[r] * d * d + (1 - x[2].Values[r]) * Math.Pow(Math.Max(0, 3 - d), 2));
        }), In(6, 4), In(6, 4), Probabilities(6)),
        new("Triplet", "", x => x[0].Triplet(x[1], x[2]),
            x => RowMean(6, r => Math.Max(0, 1 + DistanceOf(Row(x[0], r), Row(x[1], r)) - DistanceOf(Row(x[0], r), Row(x[2], r)))), In(6, 4), In(6, 4), In(6, 4)),
        new("Triplet", "swapped, p = 1", x => x[0].Triplet(x[1], x[2], 2, 1, swap: true), x => RowMean(6, r => Math.Max(0, 2 + DistanceOf(Row(x[0], r), Row(x[1], r), 1)
            - Math.Min(DistanceOf(Row(x[0], r), Row(x[2], r), 1), DistanceOf(Row(x[1], r), Row(x[2], r), 1)))), In(6, 4), In(6, 4), In(6, 4)),
        new("TripletWithDistance", "cosines", x => x[0].TripletWithDistance(x[1], x[2], (a, b) => 1 - a.CosineSimilarity(b)),
            x => RowMean(6, r => Math.Max(0, 1 - CosineOf(Row(x[0], r), Row(x[1], r)) + CosineOf(Row(x[0], r), Row(x[2], r)))), In(6, 4), In(6, 4), In(6, 4)),
        new("InfoNce", "", x => x[0].InfoNce(x[1], 0.7),
            x => RowMean(4, r => ChoiceOf(Enumerable.Range(0, 4).Select(k => CosineOf(Row(x[0], r), Row(x[1], k)) / 0.7), r)), In(4, 3), In(4, 3)),
        new("NtXent", "", x => x[0].NtXent(x[1], 0.7), x =>
        {
            double[][] views = [.. Enumerable.Range(0, 8).Select(k => Row(x[k / 4], k % 4))];
            return RowMean(8, r => ChoiceOf(views.Select((v, k) => k == r ? -1e9 : CosineOf(views[r], v) / 0.7), (r + 4) % 8));
        }, In(4, 3), In(4, 3)),
        new("ClipLoss", "", x => x[0].ClipLoss(x[1], x[2]), x => Single(0.5 * Enumerable.Range(0, 4).Average(r =>
            ChoiceOf(Enumerable.Range(0, 4).Select(k => x[2].Values[0] * CosineOf(Row(x[0], r), Row(x[1], k))), r)
            + ChoiceOf(Enumerable.Range(0, 4).Select(k => x[2].Values[0] * CosineOf(Row(x[0], k), Row(x[1], r))), r))), In(4, 3), In(4, 3), AboveZero(1)),
    ];

    static IEnumerable<ErrorCase> WrongLossesOfRows =>
    [
        new("NegativeLogLikelihood", "NegativeLogLikelihood: the targets must be (6) int64 for an input (6, 5), got (5) int64.",
            () => Zeros(6, 5).NegativeLogLikelihood(Tensor.Zeros([5], DType.Int64))),
        new("MultiClassHinge", "MultiClassHinge: p must be 1 or 2, got 3.", () => Zeros(6, 5).MultiClassHinge(Tensor.Zeros([6], DType.Int64), 3)),
        new("MultiLabelMargin", "MultiLabelMargin: the targets must be (6, 5) int64 like the scores, got (6) int64.",
            () => Zeros(6, 5).MultiLabelMargin(Tensor.Zeros([6], DType.Int64))),
        new("Tversky", "Tversky: the masks must be (N, …, C) with axes of positions between, got (6, 5).", () => Zeros(6, 5).Tversky(Zeros(6, 5))),
        new("SparsityKl", "SparsityKl: ρ must be in (0, 1), got 1.", () => Zeros(6, 5).SparsityKl(1)),
        new("CosineEmbedding", "CosineEmbedding: the targets must be (6), one for each pair, got (5).", () => Zeros(6, 5).CosineEmbedding(Zeros(6, 5), Zeros(5))),
        new("PairwiseDistance", "PairwiseDistance: p must be above 0, got 0.", () => Zeros(6, 5).PairwiseDistance(Zeros(6, 5), 0)),
        new("InfoNce", "InfoNce: the temperature must be above 0, got 0.", () => Zeros(6, 5).InfoNce(Zeros(6, 5), 0)),
        new("ClipLoss", "ClipLoss: the scale must be one number, got (2).", () => Zeros(6, 5).ClipLoss(Zeros(6, 5), Zeros(2))),
    ];
}
