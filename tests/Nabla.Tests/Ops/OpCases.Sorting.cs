using Nabla.Testing;

namespace Nabla.Tests.Ops;

public static partial class OpCases
{
    // Each line along an axis replaced by a function of it; the axis disappears where the function gives one number.
    static Grid Lines(Grid x, int axis, Func<double[], double[]> line)
    {
        double[] Of(int[] i) => line([.. Enumerable.Range(0, x.Shape[axis]).Select(k => x[[.. i.Select((at, j) => j == axis ? k : at)]])]);
        var length = Of(new int[x.Rank]).Length;
        return Grid.From([.. x.Shape.Select((n, k) => k == axis ? length : n)], i => Of(i)[i[axis]]);
    }

    static double[] Order(double[] line) => [.. Enumerable.Range(0, line.Length).OrderBy(i => line[i]).Select(i => (double)i)];

    static double[] FallingOrder(double[] line) => [.. Enumerable.Range(0, line.Length).OrderByDescending(i => line[i]).Select(i => (double)i)];

    static double[] Sorted(double[] line) => [.. line.Order()];

    static double[] Running(double[] line, Func<double, double, double> join)
    {
        var y = (double[])line.Clone();
        for (var i = 1; i < y.Length; i++)
            y[i] = join(y[i - 1], y[i]);
        return y;
    }

    static double Quantile(double[] line, double q)
    {
        var (sorted, place) = (Sorted(line), q * (line.Length - 1));
        var low = (int)place;
        return low + 1 < line.Length ? sorted[low] + (place - low) * (sorted[low + 1] - sorted[low]) : sorted[low];
    }

    static IEnumerable<OpCase> Sorting =>
    [
        new("Sort", "", x => x[0].Sort().Values, x => Lines(x[0], 1, Sorted), In(3, 50)),
        new("Sort", "first axis, falling", x => x[0].Sort(0, descending: true).Values, x => Lines(x[0], 0, v => [.. Sorted(v).Reverse()]), In(7, 2, 3)),
        new("Sort", "positions of many equal, stable", x => x[0].Sort(1).Positions, x => Lines(x[0], 1, Order), Classes(5, 3, 200)) { Order = 0 },
        new("Sort", "positions falling, stable", x => x[0].Sort(1, descending: true).Positions, x => Lines(x[0], 1, FallingOrder), Classes(5, 3, 200)) { Order = 0 },
        new("Sort", "int32 of both signs", x => x[0].Sort(0).Values, x => Lines(x[0], 0, Sorted), new OpInput([300, 2], -5e8, 5e8, DType.Int32)) { Order = 0 },
        new("ArgSort", "", x => x[0].ArgSort(1), x => Lines(x[0], 1, Order), In(2, 60, 3)) { Order = 0 },
        new("TopK", "", x => x[0].TopK(3).Values, x => Lines(x[0], 1, v => Sorted(v).Reverse().ToArray()[..3]), In(4, 50)),
        new("TopK", "more than a few, smallest, first axis", x => x[0].TopK(9, 0, largest: false).Values, x => Lines(x[0], 0, v => Sorted(v)[..9]), In(12, 3)),
        new("TopK", "positions, the first of equals", x => x[0].TopK(4).Positions, x => Lines(x[0], 1, v => FallingOrder(v)[..4]), Classes(6, 3, 90)) { Order = 0 },
        new("KthValue", "", x => x[0].KthValue(3, 0).Value, x => Lines(x[0], 0, v => [Sorted(v)[2]]).Drop(0), In(6, 4)),
        new("KthValue", "position, kept", x => x[0].KthValue(2, -1, keepAxes: true).Position, x => Lines(x[0], 1, v => [Order(v)[1]]), In(6, 4)) { Order = 0 },
        new("Median", "", x => x[0].Median(), x => new([]) { Values = [Sorted(x[0].Values)[5]] }, In(3, 4)),
        new("Median", "one axis", x => x[0].Median(1).Value, x => Lines(x[0], 1, v => [Sorted(v)[1]]).Drop(1), In(3, 4, 2)),
        new("Mode", "", x => x[0].Mode().Value, x => Lines(x[0], 1, v => [v.GroupBy(e => e).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).First().Key]).Drop(1),
            Classes(4, 5, 30)) { Order = 0 },
        new("Mode", "position", x => x[0].Mode(0).Position,
            x => Lines(x[0], 0, v => [Array.LastIndexOf(v, v.GroupBy(e => e).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).First().Key)]).Drop(0),
            Classes(4, 30, 5)) { Order = 0 },
        new("Mode", "gradient", x => x[0].Mode(1).Value, x => Lines(x[0], 1, v => [v.Min()]).Drop(1), In(4, 5)),
        new("Unique", "", x => x[0].Unique().Values, x => new(12) { Values = Sorted(x[0].Values) }, In(3, 4)),
        new("Unique", "inverse", x => x[0].Unique().Inverse, x => Grid.From(x[0].Shape, i => x[0].Values.Distinct().Count(v => v < x[0][i])), Classes(4, 5, 6)) { Order = 0 },
        new("Unique", "counts", x => x[0].Unique().Counts, x => new(4) { Values = [.. x[0].Values.GroupBy(v => v).OrderBy(g => g.Key).Select(g => (double)g.Count())] },
            Classes(4, 90)) { Order = 0 },
        new("UniqueConsecutive", "", x => x[0].UniqueConsecutive().Values,
            x => { double[] v = [.. x[0].Values.Where((e, i) => i == 0 || e != x[0].Values[i - 1])]; return new(v.Length) { Values = v }; }, Classes(3, 40)) { Order = 0 },
        new("SearchSorted", "", x => x[0].Sort().Values.SearchSorted(x[1]), x => Grid.From([2, 5], i => Enumerable.Range(0, 9).Count(k => x[0][i[0], k] < x[1][i])),
            In(2, 9), In(2, 5)) { Order = 0 },
        new("SearchSorted", "right, equal numbers", x => x[0].Sort().Values.SearchSorted(x[1], right: true),
            x => Grid.From([2, 3, 5], i => x[0].Values.Count(v => v <= x[1][i])), Classes(6, 9), Classes(7, 2, 3, 5)) { Order = 0 },
        new("Bucketize", "", x => x[1].Bucketize(x[0].Sort().Values), x => Grid.From([4, 5], i => x[0].Values.Count(v => v < x[1][i])), In(9), In(4, 5)) { Order = 0 },
        new("Quantile", "", x => x[0].Quantile(0.3), x => new([]) { Values = [Quantile(x[0].Values, 0.3)] }, In(3, 4)),
        new("Quantile", "several, one axis", x => x[0].Quantile([0.2, 0.9, 1], 0), x => Grid.From([3, 4], i =>
            Quantile([.. Enumerable.Range(0, 5).Select(k => x[0][k, i[1]])], i[0] == 0 ? 0.2 : i[0] == 1 ? 0.9 : 1)), In(5, 4)),
        new("Histogram", "", x => x[0].Histogram(5, (-1, 1.5), x[1].Detach()).Counts,
            x => Grid.From([5], i => x[0].Indices().Where(k => Math.Floor((x[0][k] + 1) / 0.5) == i[0]).Sum(k => x[1][k])), In(6, 5), In(6, 5)) { Order = 0 },
        new("BinCount", "", x => x[0].BinCount(least: 9), x => Grid.From([9], i => x[0].Values.Count(v => v == i[0])), Classes(6, 40)) { Order = 0 },
        new("BinCount", "weights", x => x[0].BinCount(x[1], 9), x => Grid.From([9], i => x[0].Indices().Where(k => x[0][k] == i[0]).Sum(k => x[1][k])), Classes(6, 40), In(40)),
    ];

    static IEnumerable<OpCase> RunningResults =>
    [
        new("CumulativeSum", "", x => x[0].CumulativeSum(-1), x => Lines(x[0], 1, v => Running(v, (a, b) => a + b)), In(6, 40)),
        new("CumulativeSum", "first axis", x => x[0].CumulativeSum(0), x => Lines(x[0], 0, v => Running(v, (a, b) => a + b)), In(6, 2, 3)),
        new("CumulativeSum", "first axis, registers", x => x[0].CumulativeSum(0), x => Lines(x[0], 0, v => Running(v, (a, b) => a + b)), In(6, 21)),
        new("CumulativeSum", "int64", x => x[0].CumulativeSum(0), x => Lines(x[0], 0, v => Running(v, (a, b) => a + b)), Classes(9, 7, 3)) { Order = 0 },
        new("CumulativeProduct", "", x => x[0].CumulativeProduct(1), x => Lines(x[0], 1, v => Running(v, (a, b) => a * b)), In(2, 6, 3)),
        new("CumulativeProduct", "with zeros", x => (x[0] * x[1].To(x[0].DType)).CumulativeProduct(0),
            x => Lines(Grid.From(x[0].Shape, i => x[0][i] * x[1][i]), 0, v => Running(v, (a, b) => a * b)), In(5, 4), Classes(2, 5, 4)),
        new("CumulativeMax", "", x => x[0].CumulativeMax(1).Values, x => Lines(x[0], 1, v => Running(v, Math.Max)), In(2, 6, 3)),
        new("CumulativeMin", "", x => x[0].CumulativeMin(-1).Values, x => Lines(x[0], 1, v => Running(v, Math.Min)), In(5, 6)),
        new("CumulativeMin", "positions, the last of equals", x => x[0].CumulativeMin(0).Positions,
            x => Lines(x[0], 0, v => [.. v.Select((_, i) => (double)Array.LastIndexOf(v[..(i + 1)], v[..(i + 1)].Min()))]), Classes(3, 9, 5)) { Order = 0 },
        new("LogCumulativeSumExp", "", x => x[0].LogCumulativeSumExp(1), x => Lines(x[0], 1, v => Running(v, (a, b) => Math.Log(Math.Exp(a) + Math.Exp(b)))), In(2, 6, 3)),
        new("LinearScan", "", x => x[0].LinearScan(x[1], 1), x =>
        {
            var y = Grid.From([2, 6, 3], i => x[0][i]);
            foreach (var i in y.Indices())
                y[i] += i[1] > 0 ? x[1][i] * y[i[0], i[1] - 1, i[2]] : 0;
            return y;
        }, In(2, 6, 3), In(2, 6, 3)),
        new("PowerNorm", "3", x => x[0].PowerNorm(3, [1]), x => x[0].Reduce(v => Math.Pow(v.Sum(e => Math.Pow(Math.Abs(e), 3)), 1.0 / 3), 1).Drop(1), In(3, 4)),
        new("PowerNorm", "∞", x => x[0].PowerNorm(double.PositiveInfinity), x => x[0].Reduce(v => v.Max(Math.Abs)).Drop(), In(3, 4)),
    ];

    static IEnumerable<ErrorCase> WrongSorting =>
    [
        new("TopK", "TopK(5): axis 1 must have at least 5 elements, and the number be at least 0, got (3, 4).", () => Zeros(3, 4).TopK(5)),
        new("KthValue", "KthValue(0): axis 1 must have at least 1 elements, and the number be at least 1, got (3, 4).", () => Zeros(3, 4).KthValue(0)),
        new("Median", "Median: axis 1 must not be empty, got (3, 0).", () => Zeros(3, 0).Median(1)),
        new("Quantile", "Quantile: each must be in [0, 1], got 1.5.", () => Zeros(3).Quantile(1.5)),
        new("SearchSorted", "SearchSorted: the values must have the leading axes of the sorted (2, 4), got (3, 5).", () => Zeros(2, 4).SearchSorted(Zeros(3, 5))),
        new("Histogram", "Histogram: there must be a bin and a range that rises, got 0 and no range.", () => Zeros(3).Histogram(0)),
        new("BinCount", "BinCount: x must be a vector and the weights have its shape, got (2, 2) and none.", () => Tensor.Zeros([2, 2], DType.Int64).BinCount()),
        new("CumulativeSum", "CumulativeSum: elements must be numbers, got bool; convert with To(DType.Int64).", () => Tensor.Zeros([2], DType.Bool).CumulativeSum(0)),
        new("LinearScan", "LinearScan: both must be floating-point and of one shape, got (3) float32 and (4) float32.", () => Zeros(3).LinearScan(Zeros(4), 0)),
    ];
}
