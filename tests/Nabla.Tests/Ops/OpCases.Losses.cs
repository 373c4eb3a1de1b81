using Nabla.Testing;

namespace Nabla.Tests.Ops;

public static partial class OpCases
{
    static double[] SoftmaxOf(double[] x) => [.. x.Select(v => Math.Exp(v - x.Max()) / x.Sum(u => Math.Exp(u - x.Max())))];

    static double[] LogSoftmaxOf(double[] x) => [.. x.Select(v => v - x.Max() - Math.Log(x.Sum(u => Math.Exp(u - x.Max()))))];

    static IEnumerable<OpCase> Softmax =>
    [
        new("Softmax", "", x => x[0].Softmax(), x => x[0].Rows(SoftmaxOf), In(2, 3, 5)),
        new("Softmax", "long rows", x => x[0].Softmax(), x => x[0].Rows(SoftmaxOf), In(3, 67)),
        new("Softmax", "huge scores", x => x[0].Softmax(), x => x[0].Rows(SoftmaxOf), new OpInput([4, 5], -1e4, 1e4)) { Order = 0 },
        new("LogSoftmax", "", x => x[0].LogSoftmax(), x => x[0].Rows(LogSoftmaxOf), In(2, 3, 5)),
        new("LogSoftmax", "long rows", x => x[0].LogSoftmax(), x => x[0].Rows(LogSoftmaxOf), In(3, 67)),
        new("LogSoftmax", "huge scores", x => x[0].LogSoftmax(), x => x[0].Rows(LogSoftmaxOf), new OpInput([4, 5], -1e4, 1e4)) { Order = 0 },
    ];

    // The losses of the rows and what the mean divides by.
    static (double[] Losses, double Weight) CrossEntropies(Grid x, Grid targets, double smoothing = 0, Grid? weights = null, long ignored = -100)
    {
        var classes = x.Shape[^1];
        double Weight(int c) => weights is null ? 1 : weights.Values[c];
        var (losses, total) = (new List<double>(), 0.0);
        foreach (var (row, target) in x.Values.Chunk(classes).Zip(targets.Values))
        {
            var t = (int)target;
            total += t == ignored ? 0 : Weight(t);
            losses.Add(t == ignored ? 0 : LogSoftmaxOf(row).Select((log, c) => -log * Weight(c) * ((c == t ? 1 - smoothing : 0) + smoothing / classes)).Sum());
        }

        return ([.. losses], total);
    }

    static Grid MeanOf((double[] Losses, double Weight) rows) => new() { Values = [rows.Losses.Sum() / rows.Weight] };

    static OpInput Classes(int classes, params int[] shape) => new(shape, 0, classes, DType.Int64);

    static IEnumerable<OpCase> Losses =>
    [
        new("CrossEntropy", "", x => x[0].CrossEntropy(x[1]), x => MeanOf(CrossEntropies(x[0], x[1])), In(6, 5), Classes(5, 6)),
        new("CrossEntropy", "more axes, int32", x => x[0].CrossEntropy(x[1]), x => MeanOf(CrossEntropies(x[0], x[1])),
            In(2, 3, 4, 5), new OpInput([2, 3, 4], 0, 5, DType.Int32)),
        new("CrossEntropy", "sum", x => x[0].CrossEntropy(x[1], Reduction.Sum), x => new() { Values = [CrossEntropies(x[0], x[1]).Losses.Sum()] }, In(6, 5), Classes(5, 6)),
        new("CrossEntropy", "unreduced", x => x[0].CrossEntropy(x[1], Reduction.None),
            x => new(2, 3) { Values = CrossEntropies(x[0], x[1]).Losses }, In(2, 3, 5), Classes(5, 2, 3)),
        new("CrossEntropy", "class 2 ignored", x => x[0].CrossEntropy(x[1], ignoredClass: 2),
            x => MeanOf(CrossEntropies(x[0], x[1], ignored: 2)), In(12, 5), Classes(5, 12)),
        new("CrossEntropy", "smoothed", x => x[0].CrossEntropy(x[1], labelSmoothing: 0.1), x => MeanOf(CrossEntropies(x[0], x[1], 0.1)), In(6, 5), Classes(5, 6)),
        new("CrossEntropy", "weighted, smoothed, ignored", x => x[0].CrossEntropy(x[1], Reduction.Mean, 0.2, x[2], 1),
            x => MeanOf(CrossEntropies(x[0], x[1], 0.2, x[2], 1)), In(12, 5), Classes(5, 12), new OpInput([5], 0.5, 2)),
        new("CrossEntropy", "of probabilities", x => x[0].CrossEntropy(x[1], labelSmoothing: 0.1),
            x => new() { Values = [x[0].Rows(LogSoftmaxOf).Values.Zip(x[1].Values, (log, p) => -log * (0.9 * p + 0.02)).Sum() / 6] },
            In(6, 5), new OpInput([6, 5], 0, 1)),
        new("MeanSquaredError", "", x => x[0].MeanSquaredError(x[1]),
            x => new() { Values = [x[0].Values.Zip(x[1].Values, (a, b) => (a - b) * (a - b)).Average()] }, In(3, 4), In(3, 4)),
        new("MeanSquaredError", "unreduced", x => x[0].MeanSquaredError(x[1], Reduction.None),
            x => Grid.From([3, 4], i => (x[0][i] - x[1][i]) * (x[0][i] - x[1][i])), In(3, 4), In(3, 4)),
        new("BinaryCrossEntropyWithLogits", "", x => x[0].BinaryCrossEntropyWithLogits(x[1]),
            x => new() { Values = [x[0].Values.Zip(x[1].Values, (v, t) => -t * Math.Log(Sigmoid(v)) - (1 - t) * Math.Log(Sigmoid(-v))).Average()] },
            In(3, 4), new OpInput([3, 4], 0, 1)),
    ];

    static Grid Normalized(Grid x, double epsilon, int[] axes, Grid? w, Grid? b)
    {
        var (mean, square) = (x.Reduce(v => v.Average(), axes), x.Reduce(v => v.Select(e => (e - v.Average()) * (e - v.Average())).Average(), axes));
        return Grid.From(x.Shape, i => (x[i] - mean.At(i)) / Math.Sqrt(square.At(i) + epsilon) * (w?[i[^1]] ?? 1) + (b?[i[^1]] ?? 0));
    }

    static IEnumerable<OpCase> Normalization =>
    [
        new("LayerNorm", "", x => x[0].LayerNorm(x[1], x[2]), x => Normalized(x[0], 1e-5, [2], x[1], x[2]), In(2, 3, 5), In(5), In(5)),
        new("LayerNorm", "plain, ε = 0.1", x => x[0].LayerNorm(epsilon: 0.1), x => Normalized(x[0], 0.1, [1], null, null), In(4, 37)),
        new("RmsNorm", "", x => x[0].RmsNorm(x[1], 1e-3),
            x => Grid.From([2, 3, 5], i => x[0][i] / Math.Sqrt(x[0].Reduce(v => v.Average(e => e * e), 2).At(i) + 1e-3) * x[1][i[2]]), In(2, 3, 5), In(5)),
        new("RmsNorm", "plain", x => x[0].RmsNorm(),
            x => Grid.From([4, 37], i => x[0][i] / Math.Sqrt(x[0].Reduce(v => v.Average(e => e * e), 1).At(i))), In(4, 37)),
        new("BatchNorm", "", x => x[0].BatchNorm(x[1], x[2]).Y, x => Normalized(x[0], 1e-5, [0, 1, 2], x[1], x[2]), In(3, 2, 4, 5), In(5), In(5)),
        new("BatchNorm", "plain, one column", x => x[0].BatchNorm(epsilon: 0.1).Y, x => Normalized(x[0], 0.1, [0], null, null), In(7, 1)),
        new("BatchNorm", "mean", x => x[0].BatchNorm().Mean, x => x[0].Reduce(v => v.Average(), 0).Drop(0), In(700, 19)) { Order = 0 },
        new("BatchNorm", "variance", x => x[0].BatchNorm().Variance,
            x => x[0].Reduce(v => v.Select(e => (e - v.Average()) * (e - v.Average())).Average(), 0).Drop(0), new OpInput([2000, 19], 50, 51)) { Order = 0 },
        new("Normalize", "", x => x[0].Normalize(x[1], x[2], x[3], x[4], 0.01),
            x => Grid.From([3, 5], i => (x[0][i] - x[1][i[1]]) / Math.Sqrt(x[2][i[1]] + 0.01) * x[3][i[1]] + x[4][i[1]]),
            In(3, 5), In(5), new OpInput([5], 0.5, 2), In(5), In(5)),
    ];
}
