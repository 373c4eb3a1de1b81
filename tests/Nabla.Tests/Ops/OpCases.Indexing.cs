using Nabla.Testing;

namespace Nabla.Tests.Ops;

public static partial class OpCases
{
    // The same numbers as a dropout of float32 or float64, so the mask is the same for every call of a row.
    static Grid Added(Grid source, int axis, int[] index, int size)
    {
        var y = new Grid([.. source.Shape.Select((n, k) => k == axis ? size : n)]);
        foreach (var i in source.Indices())
            y[[.. i.Select((at, k) => k == axis ? index[at] : at)]] += source[i];
        return y;
    }

    static IEnumerable<OpCase> Indexing =>
    [
        new("Gather", "last axis", x => x[0].Gather(-1, x[1]), x => Grid.From([3, 4], i => x[0][i[0], (int)x[1][i]]), In(3, 5), Classes(5, 3, 4)),
        new("Gather", "middle axis, shorter index, int32", x => x[0].Gather(1, x[1]),
            x => Grid.From([2, 6, 3], i => x[0][i[0], (int)x[1][i], i[2]]), In(3, 5, 4), new OpInput([2, 6, 3], 0, 5, DType.Int32)),
        new("ScatterAdd", "", x => x[0].ScatterAdd(1, x[1], x[2]), x =>
        {
            var y = Grid.From([3, 4], i => x[0][i]);
            foreach (var i in x[2].Indices())
                y[i[0], (int)x[1][i]] += x[2][i];
            return y;
        }, In(3, 4), Classes(4, 3, 6), In(3, 6)),
        new("IndexSelect", "first axis", x => x[0].IndexSelect(0, x[1]), x => Grid.From([6, 4], i => x[0][(int)x[1][i[0]], i[1]]), In(3, 4), Classes(3, 6)),
        new("IndexSelect", "middle axis, int32", x => x[0].IndexSelect(1, x[1]),
            x => Grid.From([2, 6, 4], i => x[0][i[0], (int)x[1][i[1]], i[2]]), In(2, 3, 4), new OpInput([6], 0, 3, DType.Int32)),
        new("Rows", "", x => x[0].Rows(x[1]), x => Grid.From([2, 5, 4], i => x[0][(int)x[1][i[0], i[1]], i[2]]), In(7, 4), Classes(7, 2, 5)),
        new("OneHot", "", x => x[0].OneHot(5), x => Grid.From([2, 3, 5], i => One(x[0][i[0], i[1]] == i[2])), Classes(6, 2, 3)) { Order = 0 },
        new("Pad", "", x => x[0].Pad(1, 2, 1), x => Grid.From([3, 7], i => i[1] is >= 2 and < 6 ? x[0][i[0], i[1] - 2] : 0), In(3, 4)),
        new("Pad", "several axes", x => x[0].Pad([(1, 2), (0, 0), (3, 0)]),
            x => Grid.From([5, 3, 7], i => i[0] is >= 1 and < 3 && i[2] >= 3 ? x[0][i[0] - 1, i[1], i[2] - 3] : 0), In(2, 3, 4)),
        new("Pad", "the last axes with a value", x => x[0].Pad([(1, 1), (0, 2)], 2.5),
            x => Grid.From([2, 5, 6], i => i[1] is >= 1 and < 4 && i[2] < 4 ? x[0][i[0], i[1] - 1, i[2]] : 2.5), In(2, 3, 4)),
        new("Pad", "with a value", x => x[0].Pad(0, 1, 2, -1.5), x => Grid.From([6, 4], i => i[0] is >= 1 and < 4 ? x[0][i[0] - 1, i[1]] : -1.5), In(3, 4)),
        new("Tile", "", x => x[0].Tile(1, 3), x => Grid.From([2, 12], i => x[0][i[0], i[1] % 4]), In(2, 4)),
        new("Repeat", "", x => x[0].Repeat(0, 3), x => Grid.From([6, 4], i => x[0][i[0] / 3, i[1]]), In(2, 4)),
        new("Lower", "", x => x[0].Lower(), x => Grid.From([2, 3, 4], i => i[2] <= i[1] ? x[0][i] : 0), In(2, 3, 4)),
        new("Upper", "above the diagonal", x => x[0].Upper(1), x => Grid.From([4, 4], i => i[1] >= i[0] + 1 ? x[0][i] : 0), In(4, 4)),
    ];

    static IEnumerable<ErrorCase> WrongIndexing =>
    [
        new("Gather", "Gather: an index must be in 0 … 2, got 3.", () => Zeros(3).Gather(0, Tensor.Of(1L, 3L))),
        new("Gather", "Gather: axis 1 of the index must be at most 4, got (3, 5).", () => Zeros(3, 4).Gather(0, Tensor.Zeros([3, 5], DType.Int64))),
        new("ScatterAdd", "ScatterAdd: the index must be (3, 2) like the source, got (3, 1).",
            () => Zeros(3, 4).ScatterAdd(1, Tensor.Zeros([3, 1], DType.Int64), Zeros(3, 2))),
        new("IndexSelect", "IndexSelect: the index must be int64 or int32, got float32; convert with To(DType.Int64).", () => Zeros(3, 4).IndexSelect(0, Zeros(2))),
        new("Rows", "Index number 0 must be a row 0 … 2, got -1.", () => Zeros(3, 4).Rows(Tensor.Of(-1L))),
        new("Pad", "Pad: an axis can only grow, got 0 before and -1 after; cut with Slice.", () => Zeros(3, 3).Pad([(0, 0), (0, -1)])),
        new("Pad", "Pad: there are borders for 2 axes, but the tensor is (3).", () => Zeros(3).Pad([(0, 0), (0, 1)])),
        new("Pad", "Pad: axis 0 can only grow, got -1 before and 0 after; cut with Slice.", () => Zeros(3).Pad(0, -1, 0)),
    ];
}
