using Nabla.Testing;

namespace Nabla.Tests.Ops;

public static partial class OpCases
{
    static double NormOf(IEnumerable<double> v, double p) => double.IsPositiveInfinity(p) ? v.Max(Math.Abs) : Math.Pow(v.Sum(e => Math.Pow(Math.Abs(e), p)), 1 / p);

    static Grid PairNorms(Grid a, Grid b, double p) =>
        Grid.From([a.Shape[0], b.Shape[0]], i => NormOf(Enumerable.Range(0, a.Shape[1]).Select(k => a[i[0], k] - b[i[1], k]), p));

    static Grid NoiseOf(int[] shape) => Grid.Of(new Rng(4, "noise").Uniform(shape, 1.0 / (1 << 25), 1, DType.Float64));

    static Grid Noisy(Grid x, double temperature)
    {
        var u = NoiseOf(x.Shape);
        return Grid.From(x.Shape, i => Math.Exp((x[i] - Math.Log(-Math.Log(u[i]))) / temperature)).Rows(v => [.. v.Select(e => e / v.Sum())]);
    }

    static IEnumerable<OpCase> Pairs =>
    [
        new("DistanceMatrix", "", x => x[0].DistanceMatrix(x[1]), x => PairNorms(x[0], x[1], 2), In(5, 4), In(19, 4)),
        new("DistanceMatrix", "long vectors", x => x[0].DistanceMatrix(x[1]), x => PairNorms(x[0], x[1], 2), In(3, 40), In(20, 40)),
        new("DistanceMatrix", "p = 1", x => x[0].DistanceMatrix(x[1], 1), x => PairNorms(x[0], x[1], 1), In(3, 4), In(5, 4)),
        new("DistanceMatrix", "p = 3", x => x[0].DistanceMatrix(x[1], 3), x => PairNorms(x[0], x[1], 3), In(3, 4), In(5, 4)),
        new("DistanceMatrix", "p = ∞", x => x[0].DistanceMatrix(x[1], double.PositiveInfinity), x => PairNorms(x[0], x[1], double.PositiveInfinity), In(3, 4), In(5, 4)),
        new("DistanceMatrix", "leading axes", x => x[0].DistanceMatrix(x[1]),
            x => Grid.From([2, 3, 5], i => NormOf(Enumerable.Range(0, 4).Select(k => x[0][i[0], i[1], k] - x[1][i[2], k]), 2)), In(2, 3, 4), In(5, 4)),
        new("CondensedDistances", "", x => x[0].CondensedDistances(),
            x => new(6) { Values = [.. Grid.All([4, 4]).Where(i => i[0] < i[1]).Select(i => PairNorms(x[0], x[0], 2)[i])] }, In(4, 3)),
        new("CondensedDistances", "p = 1", x => x[0].CondensedDistances(1),
            x => new(6) { Values = [.. Grid.All([4, 4]).Where(i => i[0] < i[1]).Select(i => PairNorms(x[0], x[0], 1)[i])] }, In(4, 3)),
        new("Distance", "", x => x[0].Distance(x[1]), x => new([]) { Values = [NormOf(x[0].Indices().Select(i => x[0][i] - x[1][i[1]]), 2)] }, In(3, 4), In(4)),
        new("Distance", "p = 3", x => x[0].Distance(x[1], 3), x => new([]) { Values = [NormOf(x[0].Indices().Select(i => x[0][i] - x[1][i]), 3)] }, In(3, 4), In(3, 4)),
        new("Cross", "", x => x[0].Cross(x[1]), x => Grid.From([2, 4, 3], i =>
        {
            var (b, c) = ((i[2] + 1) % 3, (i[2] + 2) % 3);
            return x[0][i[0], i[1], b] * x[1][0, i[1], c] - x[0][i[0], i[1], c] * x[1][0, i[1], b];
        }), In(2, 4, 3), new OpInput([1, 4, 3])),
        new("Vandermonde", "", x => x[0].Vandermonde(), x => Grid.From([4, 4], i => Math.Pow(x[0][i[0]], 3 - i[1])), In(4)),
        new("Vandermonde", "increasing, a batch", x => x[0].Vandermonde(5, increasing: true), x => Grid.From([2, 3, 5], i => Math.Pow(x[0][i[0], i[1]], i[2])), In(2, 3)),
        new("ChainMatMul", "", x => Tensor.ChainMatMul(x[0], x[1], x[2], x[3]), x => Product(Product(Product(x[0], x[1]), x[2]), x[3]), In(3, 4), In(4, 2), In(2, 5), In(5, 3)),
        new("ChainMatMul", "vectors at both ends", x => Tensor.ChainMatMul(x[0], x[1], x[2]),
            x => new([]) { Values = [Grid.All([3, 4]).Sum(i => x[0][i[0]] * x[1][i] * x[2][i[1]])] }, In(3), In(3, 4), In(4)),
        new("ToUnitNorm", "", x => x[0].ToUnitNorm(), x => x[0].Rows(v => [.. v.Select(e => e / NormOf(v, 2))]), In(3, 4)),
        new("ToUnitNorm", "p = 3, first axis", x => x[0].ToUnitNorm(3, 0), x => Lines(x[0], 0, v => [.. v.Select(e => e / NormOf(v, 3))]), In(3, 4)),
        new("Renorm", "", x => x[0].Renorm(2, 0, 2.5), x => x[0].Rows(v => [.. v.Select(e => NormOf(v, 2) > 2.5 ? e * 2.5 / (NormOf(v, 2) + 1e-7) : e)]), In(6, 4)),
        new("Renorm", "p = 1, middle axis", x => x[0].Renorm(1, 1, 4),
            x => Grid.From([2, 3, 2], i => Grid.All([2, 2]).Sum(k => Math.Abs(x[0][k[0], i[1], k[1]])) is var n && n > 4 ? x[0][i] * 4 / (n + 1e-7) : x[0][i]), In(2, 3, 2)),
        new("GumbelSoftmax", "", x => x[0].GumbelSoftmax(new Rng(4, "noise"), 0.7), x => Noisy(x[0], 0.7), In(3, 5)) { FloatTolerance = 1e-5 },
        new("GumbelSoftmax", "hard", x => x[0].GumbelSoftmax(new Rng(4, "noise"), 2, hard: true), x => Noisy(x[0], 2).Rows(v => [.. v.Select(e => One(e == v.Max()))]), In(3, 5)) { Order = 0 },
        new("HistogramOfVectors", "", x => x[0].HistogramOfVectors([3, 2], [(-1, 2), (-2, 1)], x[1].Detach()).Counts,
            x => Grid.From([3, 2], i => Enumerable.Range(0, 60).Where(k => Math.Floor(x[0][k, 0] + 1) == i[0] && Math.Floor((x[0][k, 1] + 2) / 1.5) == i[1]).Sum(k => x[1][k])),
            In(60, 2), In(60)) { Order = 0 },
        new("HistogramOfVectors", "edges, density", x => x[0].HistogramOfVectors([Tensor.Constant<double>([-1, 0, 2]).To(x[0].DType), Tensor.Constant<double>([-2, 2]).To(x[0].DType)], density: true),
            x => Grid.From([2, 1], i => Enumerable.Range(0, 60).Count(k => x[0][k, 0] >= i[0] - 1 && x[0][k, 0] < 2 * i[0]) / (double)Enumerable.Range(0, 60).Count(k => x[0][k, 0] >= -1) / 4 / (i[0] + 1)),
            In(60, 2)) { Order = 0 },
    ];

    static IEnumerable<ErrorCase> WrongPairs =>
    [
        new("DistanceMatrix", "DistanceMatrix: both must be (…, N, D) with the same D, got (3, 4) and (3, 5).", () => Zeros(3, 4).DistanceMatrix(Zeros(3, 5))),
        new("DistanceMatrix", "DistanceMatrix: p must be at least 0, got -1.", () => Zeros(3, 4).DistanceMatrix(Zeros(3, 4), -1)),
        new("CondensedDistances", "CondensedDistances: the input must be (N, D), got (3).", () => Zeros(3).CondensedDistances()),
        new("Cross", "Cross: axis 1 of both must be 3, got (3, 4) and (3, 4).", () => Zeros(3, 4).Cross(Zeros(3, 4))),
        new("Vandermonde", "Vandermonde: the input must be (…, N) of numbers, got () float32.", () => Tensor.Scalar(1).Vandermonde()),
        new("ChainMatMul", "ChainMatMul: axis 0 of factor 2 must be 5 like the last of the one before, got (4, 3).", () => Tensor.ChainMatMul(Zeros(3, 4), Zeros(4, 5), Zeros(4, 3))),
        new("ChainMatMul", "ChainMatMul: factor 1 must be a matrix, got (4).", () => Tensor.ChainMatMul(Zeros(3, 4), Zeros(4), Zeros(4, 3))),
        new("Renorm", "Renorm: the input must have an axis besides axis 0, got (3).", () => Zeros(3).Renorm(2, 0, 1)),
        new("Renorm", "Renorm: p must be above 0 and the largest norm at least 0, got 0 and 1.", () => Zeros(3, 2).Renorm(0, 0, 1)),
        new("GumbelSoftmax", "GumbelSoftmax: the temperature must be above 0, got 0.", () => Zeros(3).GumbelSoftmax(new Rng(1), 0)),
        new("GumbelSoftmax", "GumbelSoftmax: the input must have an axis of classes, got a scalar.", () => Tensor.Scalar(1).GumbelSoftmax(new Rng(1))),
        new("HistogramOfVectors", "HistogramOfVectors: x must be (…, 3) of a floating-point dtype, got (9, 2) float32.", () => Zeros(9, 2).HistogramOfVectors([2, 2, 2])),
        new("Histogram", "Histogram: the range must be finite, got NaN … NaN.", () => Tensor.Of(1.0, double.NaN).Histogram(3)),
    ];
}
