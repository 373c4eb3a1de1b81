using Nabla.Testing;

namespace Nabla.Tests.Ops;

public static partial class OpCases
{
    static OpInput In(params int[] shape) => new(shape);

    static IEnumerable<OpCase> Movement =>
    [
        new("BroadcastTo", "", x => x[0].BroadcastTo([2, 3, 5]), x => Grid.From([2, 3, 5], i => x[0].At(i)), In(3, 1)),
        new("SumTo", "", x => x[0].SumTo([3, 1]), x => new([3, 1]) { Values = x[0].Reduce(v => v.Sum(), 0, 2).Values }, In(2, 3, 5)),
        new("Concat", "", x => Tensor.Concat([x[0], x[1], x[0]], 1),
            x => Grid.From([3, 8], i => i[1] < 2 ? x[0][i] : i[1] < 6 ? x[1][i[0], i[1] - 2] : x[0][i[0], i[1] - 6]), In(3, 2), In(3, 4)),
        new("Stack", "", x => Tensor.Stack([x[0], x[1]], 1), x => Grid.From([3, 2, 4], i => x[i[1]][i[0], i[2]]), In(3, 4), In(3, 4)),
        new("Flip", "", x => x[0].Flip(1), x => Grid.From([3, 4], i => x[0][i[0], 3 - i[1]]), In(3, 4)),
        new("Permute", "", x => x[0].Permute(2, 0, 1), x => Grid.From([4, 2, 3], i => x[0][i[1], i[2], i[0]]), In(2, 3, 4)),
        new("Transpose", "", x => x[0].Transpose(0, 2), x => Grid.From([4, 3, 2], i => x[0][i[2], i[1], i[0]]), In(2, 3, 4)),
        new("get_T", "", x => x[0].T, x => Grid.From([2, 4, 3], i => x[0][i[0], i[2], i[1]]), In(2, 3, 4)),
        new("Reshape", "", x => x[0].Reshape(4, -1), x => new(4, 6) { Values = x[0].Values }, In(2, 3, 4)),
        new("Flatten", "", x => x[0].Flatten(1), x => new(2, 12) { Values = x[0].Values }, In(2, 3, 4)),
        new("Unsqueeze", "", x => x[0].Unsqueeze(-1), x => new(2, 3, 1) { Values = x[0].Values }, In(2, 3)),
        new("Squeeze", "", x => x[0].Squeeze(1), x => new(2, 3) { Values = x[0].Values }, In(2, 1, 3)),
        new("Contiguous", "", x => x[0].T.Contiguous(), x => Grid.From([3, 2], i => x[0][i[1], i[0]]), In(2, 3)),
        new("Slice", "", x => x[0].Slice(1, 1, 2), x => Grid.From([3, 2], i => x[0][i[0], i[1] + 1]), In(3, 4)),
        new("Slice", "of a range", x => x[0].Slice(0, 1..^1), x => Grid.From([3, 2], i => x[0][i[0] + 1, i[1]]), In(5, 2)),
        new("Select", "", x => x[0].Select(1, 2), x => Grid.From([3], i => x[0][i[0], 2]), In(3, 4)),
        new("Embed", "", x => x[0].Embed(1, 1, 4), x => Grid.From([3, 4], i => i[1] is 1 or 2 ? x[0][i[0], i[1] - 1] : 0), In(3, 2)),
        new("To", "float32", x => x[0].To(DType.Float32), x => Grid.From([3, 2], i => (float)x[0][i]), In(3, 2)) { Order = 0 },
        new("To", "int64", x => x[0].To(DType.Int64), x => Grid.From([3, 4], i => Math.Truncate(x[0][i])), new OpInput([3, 4], -9, 9)) { Order = 0 },
        new("To", "bool", x => x[0].To(DType.Int32).To(DType.Bool), x => Grid.From([3, 4], i => One(Math.Truncate(x[0][i]) != 0)), In(3, 4)) { Order = 0 },
    ];

    static Grid Product(Grid a, Grid b) => Grid.From([a.Shape[0], b.Shape[1]], i => Enumerable.Range(0, a.Shape[1]).Sum(k => a[i[0], k] * b[k, i[1]]));

    static Grid Transpose(Grid a) => Grid.From([a.Shape[1], a.Shape[0]], i => a[i[1], i[0]]);

    static IEnumerable<OpCase> Linear =>
    [
        new("MatMul", "", x => x[0].MatMul(x[1]), x => Product(x[0], x[1]), In(3, 4), In(4, 5)),
        new("MatMul", "leading axes broadcast", x => x[0].MatMul(x[1]),
            x => Grid.From([2, 3, 2, 5], i => Enumerable.Range(0, 4).Sum(k => x[0][i[0], 0, i[2], k] * x[1][i[1], k, i[3]])), In(2, 1, 2, 4), In(3, 4, 5)),
        new("MatMul", "with a vector", x => x[0].MatMul(x[1]), x => Grid.From([3], i => Enumerable.Range(0, 4).Sum(k => x[0][i[0], k] * x[1][k])), In(3, 4), In(4)),
        new("MatMul", "of a vector", x => x[0].MatMul(x[1]), x => Grid.From([3], i => Enumerable.Range(0, 4).Sum(k => x[0][k] * x[1][k, i[0]])), In(4), In(4, 3)),
        new("Linear", "", x => x[0].Linear(x[1], x[2]),
            x => Grid.From([3, 5], i => x[2][i[1]] + Product(x[0], Transpose(x[1]))[i]), In(3, 4), In(5, 4), In(5)),
        new("Linear", "no bias, more axes", x => x[0].Linear(x[1]),
            x => Grid.From([2, 3, 5], i => Enumerable.Range(0, 4).Sum(k => x[0][i[0], i[1], k] * x[1][i[2], k])), In(2, 3, 4), In(5, 4)),
    ];
}
