using Nabla.Testing;

namespace Nabla.Tests.Ops;

public static partial class OpCases
{
    static IEnumerable<OpCase> Pieces =>
    [
        new("Slice", "with a step", x => x[0].Slice(1, 1, 3, 2), x => Grid.From([3, 3], i => x[0][i[0], 1 + 2 * i[1]]), In(3, 7)),
        new("Slice", "backwards", x => x[0].Slice(1, 5, 2, -3), x => Grid.From([3, 2], i => x[0][i[0], 5 - 3 * i[1]]), In(3, 7)),
        new("Embed", "with a step", x => x[0].Embed(1, 1, 6, 2), x => Grid.From([3, 6], i => i[1] % 2 == 1 && i[1] < 5 ? x[0][i[0], i[1] / 2] : 0), In(3, 2)),
        new("Flip", "two axes", x => x[0].Flip(0, -1), x => Grid.From([3, 2, 4], i => x[0][2 - i[0], i[1], 3 - i[2]]), In(3, 2, 4)),
        new("Roll", "", x => x[0].Roll(-7, 1), x => Grid.From([2, 5], i => x[0][i[0], (i[1] + 7) % 5]), In(2, 5)),
        new("Rotate", "", x => x[0].Rotate(), x => Grid.From([4, 3], i => x[0][i[1], 3 - i[0]]), In(3, 4)),
        new("Split", "sizes", x => x[0].Split([1, 3, 1], 1)[1], x => Grid.From([2, 3], i => x[0][i[0], 1 + i[1]]), In(2, 5)),
        new("Split", "", x => x[0].Split(2, 1)[2], x => Grid.From([2, 1], i => x[0][i[0], 4]), In(2, 5)),
        new("Chunk", "", x => x[0].Chunk(2, 1)[1], x => Grid.From([2, 2], i => x[0][i[0], 3 + i[1]]), In(2, 5)),
        new("Unbind", "", x => x[0].Unbind(1)[3], x => Grid.From([2], i => x[0][i[0], 3]), In(2, 5)),
        new("MoveAxis", "", x => x[0].MoveAxis(0, -2), x => Grid.From([3, 4, 2, 5], i => x[0][i[2], i[0], i[1], i[3]]), In(2, 3, 4, 5)),
        new("MoveAxis", "to the front", x => x[0].MoveAxis(-1, 0), x => Grid.From([4, 2, 3], i => x[0][i[1], i[2], i[0]]), In(2, 3, 4)),
        new("Windows", "", x => x[0].Windows(0, 3, 2), x => Grid.From([3, 2, 3], i => x[0][2 * i[0] + i[2], i[1]]), In(8, 2)),
        new("MeshGrid", "", x => Tensor.MeshGrid(x[0], x[1]).Aggregate((a, b) => a * b), x => Grid.From([3, 2], i => x[0][i[0]] * x[1][i[1]]), In(3), In(2)),
        new("CartesianProduct", "", x => Tensor.CartesianProduct(x[0], x[1]), x => Grid.From([6, 2], i => i[1] == 0 ? x[0][i[0] / 2] : x[1][i[0] % 2]), In(3), In(2)),
        new("Combinations", "", x => x[0].Combinations(), x => Grid.From([3, 2], i => x[0][i[1] == 0 ? i[0] / 2 : i[0] == 0 ? 1 : 2]), In(3)),
        new("Diff", "", x => x[0].Diff(), x => Grid.From([2, 4], i => x[0][i[0], i[1] + 1] - x[0][i]), In(2, 5)),
        new("Tile", "several axes", x => x[0].Tile([2, 1, 3]), x => Grid.From([2, 2, 12], i => x[0][i[1], i[2] % 4]), In(2, 4)),
        new("Repeat", "counts", x => x[0].Repeat(1, [2, 0, 1]), x => Grid.From([2, 3], i => x[0][i[0], i[1] < 2 ? 0 : 2]), In(2, 3)),
    ];

    static OpInput Whole(params int[] shape) => new(shape, -40, 40, DType.Int64);

    // Divisors without 0.
    static Tensor Odd(Tensor x) => x * 2 + 1;

    static IEnumerable<OpCase> WholeNumbers =>
    [
        new("Remainder", "int64", x => x[0].Remainder(Odd(x[1])), x => Grid.From([30], i => x[0][i] - Math.Floor(x[0][i] / (2 * x[1][i] + 1)) * (2 * x[1][i] + 1)), Whole(30), Whole(30)) { Order = 0 },
        new("Fmod", "int64", x => x[0].Fmod(Odd(x[1])), x => Grid.From([30], i => x[0][i] % (2 * x[1][i] + 1)), Whole(30), Whole(30)) { Order = 0 },
        new("FloorDivide", "int64", x => x[0].FloorDivide(Odd(x[1])), x => Grid.From([30], i => Math.Floor(x[0][i] / (2 * x[1][i] + 1))), Whole(30), Whole(30)) { Order = 0 },
        new("BitwiseAnd", "", x => x[0].BitwiseAnd(x[1]), x => Grid.From([2, 30], i => (long)x[0][i] & (long)x[1][i[1]]), Whole(2, 30), Whole(30)) { Order = 0 },
        new("BitwiseOr", "", x => x[0].BitwiseOr(x[1]), x => Grid.From([2, 30], i => (long)x[0][i] | (long)x[1][i[1]]), Whole(2, 30), Whole(30)) { Order = 0 },
        new("BitwiseXor", "", x => x[0].BitwiseXor(x[1]), x => Grid.From([2, 30], i => (long)x[0][i] ^ (long)x[1][i[1]]), Whole(2, 30), Whole(30)) { Order = 0 },
        new("BitwiseNot", "", x => x[0].BitwiseNot(), x => Grid.From([2, 30], i => ~(long)x[0][i]), Whole(2, 30)) { Order = 0 },
        new("LogicalAnd", "", x => x[0].LogicalAnd(x[1]), x => Grid.From([2, 30], i => One(x[0][i] != 0 && x[1][i[1]] != 0)), Classes(2, 2, 30), Classes(3, 30)) { Order = 0 },
        new("LogicalOr", "", x => x[0].LogicalOr(x[1]), x => Grid.From([2, 30], i => One(x[0][i] != 0 || x[1][i[1]] != 0)), Classes(2, 2, 30), Classes(3, 30)) { Order = 0 },
        new("LogicalXor", "", x => x[0].LogicalXor(x[1]), x => Grid.From([2, 30], i => One(x[0][i] != 0 ^ x[1][i[1]] != 0)), Classes(2, 2, 30), Classes(3, 30)) { Order = 0 },
        new("LogicalNot", "", x => x[0].LogicalNot(), x => Grid.From([2, 30], i => One(x[0][i] == 0)), Classes(2, 2, 30)) { Order = 0 },
    ];
}
