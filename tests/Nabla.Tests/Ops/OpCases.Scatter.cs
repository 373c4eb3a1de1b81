using Nabla.Testing;

namespace Nabla.Tests.Ops;

public static partial class OpCases
{
    // y = x (or the start where an index points), then joined with the source's elements in the order of the index along axis 1 of (3, n).
    static Grid Joined(Grid[] x, Func<double, double, double> join, double? start = null)
    {
        var y = Grid.From(x[0].Shape, i => x[0][i]);
        if (start is { } first)
            foreach (var i in x[2].Indices())
                y[i[0], (int)x[1][i]] = first;
        foreach (var i in x[2].Indices())
            y[i[0], (int)x[1][i]] = join(y[i[0], (int)x[1][i]], x[2][i]);
        return y;
    }

    static OpInput[] Scattered => [In(3, 4), Classes(4, 3, 6), In(3, 6)];

    static IEnumerable<OpCase> Scatters =>
    [
        new("Scatter", "the last of equals stays", x => x[0].Scatter(1, x[1], x[2]), x => Joined(x, (_, b) => b), Scattered),
        new("Scatter", "first axis", x => x[0].Scatter(0, x[1], x[2]), x =>
        {
            var y = Grid.From([4, 3], i => x[0][i]);
            foreach (var i in x[2].Indices())
                y[(int)x[1][i], i[1]] = x[2][i];
            return y;
        }, In(4, 3), Classes(4, 6, 3), In(6, 3)),
        new("ScatterProduct", "", x => x[0].ScatterProduct(1, x[1], x[2]), x => Joined(x, (a, b) => a * b), Scattered),
        new("ScatterProduct", "without self", x => x[0].ScatterProduct(1, x[1], x[2], includeSelf: false), x => Joined(x, (a, b) => a * b, 1), Scattered),
        new("ScatterMax", "", x => x[0].ScatterMax(1, x[1], x[2]), x => Joined(x, Math.Max), Scattered),
        new("ScatterMax", "without self", x => x[0].ScatterMax(1, x[1], x[2], includeSelf: false), x => Joined(x, Math.Max, double.NegativeInfinity), Scattered),
        new("ScatterMin", "", x => x[0].ScatterMin(1, x[1], x[2]), x => Joined(x, Math.Min), Scattered),
        new("ScatterMean", "", x => x[0].ScatterMean(1, x[1], x[2]), x =>
        {
            var (sum, count) = (Joined(x, (a, b) => a + b), Joined([new(3, 4), x[1], x[2]], (n, _) => n + 1));
            return Grid.From([3, 4], i => sum[i] / (count[i] + 1));
        }, Scattered),
        new("ScatterMean", "without self", x => x[0].ScatterMean(1, x[1], x[2], includeSelf: false), x =>
        {
            var (sum, count) = (Joined(x, (a, b) => a + b, 0), Joined([new(3, 4), x[1], x[2]], (n, _) => n + 1));
            return Grid.From([3, 4], i => sum[i] / Math.Max(1, count[i]));
        }, Scattered),
        new("TakeAlong", "", x => x[0].TakeAlong(1, x[1]), x => Grid.From([3, 2, 4], i => x[0][i[0], (int)x[1][0, i[1], i[2]], i[2]]), In(3, 5, 4), Classes(5, 1, 2, 4)),
        new("PutAlong", "", x => x[0].PutAlong(0, x[1], x[2]), x => Grid.From([4, 3], i => i[0] == x[1][0, 0] ? x[2][0, i[1]] : x[0][i]), In(4, 3), Classes(4, 1, 1), In(1, 3)),
        new("IndexAdd", "", x => x[0].IndexAdd(1, x[1], x[2]), x =>
        {
            var y = Grid.From([2, 3, 4], i => x[0][i]);
            foreach (var i in x[2].Indices())
                y[i[0], (int)x[1][i[1]], i[2]] += x[2][i];
            return y;
        }, In(2, 3, 4), Classes(3, 5), In(2, 5, 4)),
        new("IndexPut", "", x => x[0].IndexPut(1, x[1], x[2]), x =>
        {
            var y = Grid.From([2, 3, 4], i => x[0][i]);
            foreach (var i in x[2].Indices())
                y[i[0], (int)x[1][i[1]], i[2]] = x[2][i];
            return y;
        }, In(2, 3, 4), Classes(3, 5), In(2, 5, 4)),
        new("IndexFill", "", x => x[0].IndexFill(0, x[1], -3), x => Grid.From([5, 2], i => x[1].Values.Contains(i[0]) ? -3 : x[0][i]), In(5, 2), Classes(5, 2)),
        new("Take", "", x => x[0].Take(x[1], x[2]), x => Grid.From([2, 3, 2], i => x[0][(int)(x[1][i[0], 0] + 4) % 4, (int)x[2][i[1]], i[2]]),
            In(4, 5, 2), new OpInput([2, 1], -4, 4, DType.Int64), Classes(5, 3)),
        new("Put", "", x => x[0].Put([x[1], x[2]], x[3]), x =>
        {
            var y = Grid.From([4, 5], i => x[0][i]);
            for (var k = 0; k < 3; k++)
                y[(int)x[1][k], (int)x[2][k]] = x[3][0];
            return y;
        }, In(4, 5), Classes(4, 3), Classes(5, 3), In(1)),
        new("PutAdd", "", x => x[0].PutAdd([x[1]], x[2]), x =>
        {
            var y = Grid.From([4, 5], i => x[0][i]);
            foreach (var i in x[2].Indices())
                y[(int)x[1][i[0]], i[1]] += x[2][i];
            return y;
        }, In(4, 5), Classes(4, 6), In(6, 5)),
        new("MaskedFill", "", x => x[0].MaskedFill(x[1], 7), x => Grid.From([3, 4], i => x[1][0, i[1]] != 0 ? 7 : x[0][i]), In(3, 4), Classes(2, 1, 4)),
        new("MaskedSelect", "", x => x[0].MaskedSelect(x[1]), x =>
        {
            double[] v = [.. x[0].Indices().Where(i => x[1][i] != 0).Select(i => x[0][i])];
            return new(v.Length) { Values = v };
        }, In(5, 4), Classes(2, 5, 4)),
        new("MaskedScatter", "", x => x[0].MaskedScatter(x[1], x[2]), x =>
        {
            var next = 0;
            return Grid.From([5, 4], i => x[1][i] != 0 ? x[2].Values[next++] : x[0][i]);
        }, In(5, 4), Classes(2, 5, 4), In(3, 7)),
        new("NonZero", "", x => x[0].NonZero(), x =>
        {
            int[][] places = [.. x[0].Indices().Where(i => x[0][i] != 0)];
            return Grid.From([places.Length, 3], i => places[i[0]][i[1]]);
        }, Classes(2, 3, 2, 4)) { Order = 0 },
    ];

    static IEnumerable<ErrorCase> WrongScatters =>
    [
        new("Scatter", "Scatter: an index must be in 0 … 3, got 4.", () => Zeros(3, 4).Scatter(1, Tensor.Full([3, 2], 4, DType.Int64), Zeros(3, 2))),
        new("ScatterMax", "ScatterMax: the source may differ from (3, 4) along axis 1 only, got (2, 2).",
            () => Zeros(3, 4).ScatterMax(1, Tensor.Zeros([2, 2], DType.Int64), Zeros(2, 2))),
        new("ScatterAdd", "ScatterAdd: the source must be float32 like x, got float64; convert one with To.",
            () => Zeros(3).ScatterAdd(0, Tensor.Zeros([3], DType.Int64), Tensor.Zeros([3], DType.Float64))),
        new("TakeAlong", "TakeAlong: the index must broadcast to (3, 4) along all axes but 1, got (2, 4).", () => Zeros(3, 4).TakeAlong(1, Tensor.Zeros([2, 4], DType.Int64))),
        new("IndexAdd", "IndexAdd: the source must be (2, 4) float32, got (3, 4) float32.", () => Zeros(3, 4).IndexAdd(0, Tensor.Of(0L, 1L), Zeros(3, 4))),
        new("Take", "An index of axis 1 must be in -4 … 3, got 4.", () => Zeros(3, 4).Take(Tensor.Of(0L), Tensor.Of(4L))),
        new("Put", "Put: there must be 1 … 1 indices for (3), got 2.", () => Zeros(3).Put([Tensor.Of(0L), Tensor.Of(0L)], Zeros(1))),
        new("MaskedFill", "MaskedFill: the mask must broadcast to (3), got (2, 3).", () => Zeros(3).MaskedFill(Tensor.Zeros([2, 3], DType.Bool), 1)),
        new("MaskedScatter", "Index number 2 must be a row 0 … 1, got 2.", () => Zeros(3).MaskedScatter(Tensor.Ones([3], DType.Bool), Zeros(2))),
        new("Slice", "Slice: elements 0 … 6 in steps of 3 must lie in axis 0 of size 5 of (5).", () => Zeros(5).Slice(0, 0, 3, 3)),
        new("Windows", "Windows(4, step 1): size and step must be at least 1 and axis 0 hold a window, got (3).", () => Zeros(3).Windows(0, 4)),
        new("Split", "Split: the sizes (1, 1) must sum to 3, axis 0 of (3).", () => Zeros(3).Split([1, 1])),
        new("Diff", "Diff: the order must be at least 0, got -1.", () => Zeros(3).Diff(0, -1)),
        new("Rotate", "Rotate: the two axes must differ, got 0 and -2 of (3, 4).", () => Zeros(3, 4).Rotate(1, 0, -2)),
        new("Repeat", "Repeat: there must be 3 counts of at least 0 for axis 0 of (3), got (1, -2, 1).", () => Zeros(3).Repeat(0, [1, -2, 1])),
        new("MeshGrid", "MeshGrid: input 1 must be a vector, got (2, 2).", () => Tensor.MeshGrid(Zeros(3), Zeros(2, 2))),
        new("BitwiseAnd", "BitwiseAnd: both must be of one dtype, int32, int64 or bool, got float32 and float32.", () => Zeros(3).BitwiseAnd(Zeros(3))),
        new("Polygamma", "Polygamma: the order must be at least 0, got -1.", () => Zeros(3).Polygamma(-1)),
    ];
}
