using Nabla.Testing;

namespace Nabla.Tests.Ops;

public static partial class OpCases
{
    // By the definition: statistics over the positions of sample n and the features of c's group.
    static Grid GroupNormed(Grid x, int groups, Grid? weight = null, Grid? bias = null, double epsilon = 1e-5)
    {
        var (n, c) = (x.Shape[0], x.Shape[^1]);
        var (positions, size) = (x.Values.Length / n / c, c / groups);
        var y = new double[x.Values.Length];
        for (var i = 0; i < y.Length; i++)
        {
            var (sample, feature) = (i / (positions * c), i % c);
            var members = Enumerable.Range(0, positions * size)
                .Select(k => x.Values[sample * positions * c + k / size * c + feature / size * size + k % size]).ToArray();
            var mean = members.Average();
            var variance = members.Average(v => (v - mean) * (v - mean));
            y[i] = (x.Values[i] - mean) / Math.Sqrt(variance + epsilon) * (weight?.Values[feature] ?? 1) + (bias?.Values[feature] ?? 0);
        }

        return new([.. x.Shape]) { Values = y };
    }

    static IEnumerable<OpCase> GroupNorms =>
    [
        new("GroupNorm", "", x => x[0].GroupNorm(2), x => GroupNormed(x[0], 2), In(2, 3, 4)),
        new("GroupNorm", "affine", x => x[0].GroupNorm(3, x[1], x[2], 1e-3), x => GroupNormed(x[0], 3, x[1], x[2], 1e-3), In(2, 2, 3, 6), In(6), In(6)),
        new("GroupNorm", "one group", x => x[0].GroupNorm(1), x => GroupNormed(x[0], 1), In(2, 3, 4)),
        new("GroupNorm", "no positions", x => x[0].GroupNorm(2), x => GroupNormed(x[0], 2), In(3, 8)),
        new("InstanceNorm", "", x => x[0].InstanceNorm(), x => GroupNormed(x[0], 3), In(2, 4, 3)),
        new("InstanceNorm", "affine", x => x[0].InstanceNorm(x[1], x[2]), x => GroupNormed(x[0], 3, x[1], x[2]), In(2, 2, 4, 3), In(3), In(3)),
        new("LocalResponseNorm", "odd", x => x[0].LocalResponseNorm(3, 0.5, 0.75, 2), x => Responses(x[0], 3, 0.5, 0.75, 2), In(2, 5)),
        new("LocalResponseNorm", "even, wider than the features", x => x[0].LocalResponseNorm(4, 0.5, 0.5), x => Responses(x[0], 4, 0.5, 0.5, 1), In(2, 2, 3)),
    ];

    static Grid Responses(Grid x, int size, double alpha, double beta, double k) => x.Rows(row => [.. row.Select((v, c) =>
        v / Math.Pow(k + alpha / size * row.Where((_, j) => j >= c - size / 2 && j <= c + (size - 1) / 2).Sum(u => u * u), beta))]);

    static IEnumerable<ErrorCase> WrongGroupNorms =>
    [
        new("GroupNorm", "GroupNorm(3 groups): the groups must divide axis 1 of the input, got (2, 4).", () => Tensor.Zeros([2, 4]).GroupNorm(3)),
        new("GroupNorm", "GroupNorm: the input must be (N, …, C), got (4).", () => Tensor.Zeros([4]).GroupNorm(2)),
        new("InstanceNorm", "InstanceNorm: the input must be (N, …, C) with at least 2 positions, got (2, 1, 4).", () => Tensor.Zeros([2, 1, 4]).InstanceNorm()),
        new("LocalResponseNorm", "LocalResponseNorm(0): the input must be floating-point (…, C) and the size at least 1, got (2, 4) float32.",
            () => Tensor.Zeros([2, 4]).LocalResponseNorm(0)),
    ];
}
