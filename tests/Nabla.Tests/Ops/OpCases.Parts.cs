using Nabla.Testing;

namespace Nabla.Tests.Ops;

public static partial class OpCases
{
    // Four segments of an axis of 7, one of them empty, each combined.
    static Grid Segments(Grid x, int axis, Func<double[], double> combine) =>
        Lines(x, axis, v => [combine(v[..2]), combine(v[2..5]), combine([]), combine(v[5..])]);

    static Tensor Lengths => Tensor.Constant<long>([2, 3, 0, 2]);

    static IEnumerable<OpCase> Parts =>
    [
        new("SlicePut", "", x => x[0].SlicePut(1, 1, x[1], 2), x => Grid.From([3, 7], i => i[1] is 1 or 3 or 5 ? x[1][i[0], i[1] / 2] : x[0][i]), In(3, 7), In(3, 3)),
        new("SlicePut", "backwards", x => x[0].SlicePut(0, 2, x[1], -1), x => Grid.From([4, 2], i => i[0] is 1 or 2 ? x[1][2 - i[0], i[1]] : x[0][i]), In(4, 2), In(2, 2)),
        new("SelectPut", "", x => x[0].SelectPut(1, 2, x[1]), x => Grid.From([3, 4, 2], i => i[1] == 2 ? x[1][i[0], i[2]] : x[0][i]), In(3, 4, 2), In(3, 2)),
        new("DiagonalPut", "", x => x[0].DiagonalPut(x[1], 1), x => Grid.From([2, 3, 4], i => i[2] == i[1] + 1 ? x[1][i[0], i[1]] : x[0][i]), In(2, 3, 4), In(2, 3)),
        new("DiagonalPut", "first axes, below", x => x[0].DiagonalPut(x[1], -1, 0, 1), x => Grid.From([3, 4, 2], i => i[0] == i[1] + 1 ? x[1][i[2], i[1]] : x[0][i]), In(3, 4, 2), In(2, 2)),
        new("Clone", "", x => x[0].Clone(), x => x[0], In(3, 4)),
        new("AtLeast1d", "", x => x[0].AtLeast1d(), x => new(1) { Values = x[0].Values }, In()),
        new("AtLeast1d", "a matrix", x => x[0].AtLeast1d(), x => x[0], In(2, 3)),
        new("AtLeast2d", "", x => x[0].AtLeast2d(), x => new(1, 3) { Values = x[0].Values }, In(3)),
        new("AtLeast2d", "a number", x => x[0].AtLeast2d(), x => new(1, 1) { Values = x[0].Values }, In()),
        new("AtLeast3d", "", x => x[0].AtLeast3d(), x => new(1, 3, 1) { Values = x[0].Values }, In(3)),
        new("AtLeast3d", "a matrix", x => x[0].AtLeast3d(), x => new(2, 3, 1) { Values = x[0].Values }, In(2, 3)),
        new("SegmentSum", "", x => x[0].SegmentSum(Lengths), x => Segments(x[0], 0, v => v.Sum()), In(7, 3)),
        new("SegmentSum", "last axis, integers", x => x[0].SegmentSum(Lengths, -1), x => Segments(x[0], 1, v => v.Sum()), Whole(2, 7)) { Order = 0 },
        new("SegmentMean", "", x => x[0].SegmentMean(Lengths, 1).NanToNum(), x => Segments(x[0], 1, v => v.Length == 0 ? 0 : v.Average()), In(2, 7, 3)),
        new("SegmentMax", "", x => x[0].SegmentMax(Lengths).MaskedFill(Lengths.EqualTo(0).Unsqueeze(1), 0), x => Segments(x[0], 0, v => v.DefaultIfEmpty(0).Max()), In(7, 3)),
        new("SegmentMax", "of none", x => x[0].SegmentMax(Lengths), x => Segments(x[0], 0, v => v.DefaultIfEmpty(double.NegativeInfinity).Max()), In(7, 3)) { Order = 0 },
        new("SegmentMin", "", x => x[0].SegmentMin(Lengths, 1).MaskedFill(Lengths.EqualTo(0), 0), x => Segments(x[0], 1, v => v.DefaultIfEmpty(0).Min()), In(2, 7)),
        new("SegmentMin", "of no integers", x => x[0].SegmentMin(Lengths).Minimum(Tensor.Scalar(99, DType.Int64)), x => Segments(x[0], 0, v => v.DefaultIfEmpty(99).Min()), Whole(7)) { Order = 0 },
    ];

    static IEnumerable<OpCase> ExtremesOfIntegers =>
    [
        new("SegmentMax", "of no truth values", x => x[0].To(DType.Bool).SegmentMax(Lengths), x => Segments(x[0], 0, v => v.DefaultIfEmpty(0).Max()), Classes(2, 7)) { Order = 0 },
        new("SegmentMin", "of no truth values", x => x[0].To(DType.Bool).SegmentMin(Lengths), x => Segments(x[0], 0, v => v.DefaultIfEmpty(1).Min()), Classes(2, 7)) { Order = 0 },
        new("ScatterMax", "integers without self", x => x[0].ScatterMax(1, x[1], x[2], includeSelf: false), x => Joined(x, Math.Max, double.NegativeInfinity), Whole(3, 4), Classes(4, 3, 6), Whole(3, 6)) { Order = 0 },
        new("ScatterMin", "integers without self", x => x[0].ScatterMin(1, x[1], x[2], includeSelf: false), x => Joined(x, Math.Min, double.PositiveInfinity), Whole(3, 4), Classes(4, 3, 6), Whole(3, 6)) { Order = 0 },
        new("ScatterMax", "int32 without self", x => x[0].To(DType.Int32).ScatterMax(1, x[1], x[2].To(DType.Int32), includeSelf: false), x => Joined(x, Math.Max, double.NegativeInfinity), Whole(3, 4), Classes(4, 3, 6), Whole(3, 6)) { Order = 0 },
        new("ScatterMax", "truth values without self", x => x[0].To(DType.Bool).ScatterMax(1, x[1], x[2].To(DType.Bool), includeSelf: false), x => Joined(x, Math.Max, 0), Classes(2, 3, 4), Classes(4, 3, 6), Classes(2, 3, 6)) { Order = 0 },
        new("ScatterMin", "truth values without self", x => x[0].To(DType.Bool).ScatterMin(1, x[1], x[2].To(DType.Bool), includeSelf: false), x => Joined(x, Math.Min, 1), Classes(2, 3, 4), Classes(4, 3, 6), Classes(2, 3, 6)) { Order = 0 },
    ];

    static IEnumerable<OpCase> Creation =>
    [
        new("LinSpace", "", x => x[0] * Tensor.LinSpace(-1, 2, 7, x[0].DType), x => Grid.From([7], i => x[0][0] * (-1 + 0.5 * i[0])), In(1)),
        new("LinSpace", "one", x => x[0] * Tensor.LinSpace(-1, 2, 1, x[0].DType), x => Grid.From([1], i => -x[0][0]), In(1)),
        new("LogSpace", "", x => x[0] * Tensor.LogSpace(-2, 2, 5, dtype: x[0].DType), x => Grid.From([5], i => x[0][0] * Math.Pow(10, i[0] - 2)), In(1)),
        new("LogSpace", "base 2", x => x[0] * Tensor.LogSpace(0, 3, 7, 2, x[0].DType), x => Grid.From([7], i => x[0][0] * Math.Pow(2, 0.5 * i[0])), In(1)),
        new("LowerIndices", "", _ => Tensor.LowerIndices(2, 3), _ => new(2, 3) { Values = [0, 1, 1, 0, 0, 1] }) { Order = 0 },
        new("UpperIndices", "", _ => Tensor.UpperIndices(2, 3, 1), _ => new(2, 3) { Values = [0, 0, 1, 1, 2, 2] }) { Order = 0 },
        new("BlockDiagonal", "", x => Tensor.BlockDiagonal(x[0], x[1], x[2]), x => Grid.From([5, 6], i => (i[0], i[1]) switch
        {
            ( < 2, < 1) => x[0][i],
            ( >= 2 and < 4, >= 1 and < 4) => x[1][i[0] - 2, i[1] - 1],
            (4, >= 4) => x[2][i[1] - 4],
            _ => 0,
        }), In(2, 1), In(2, 3), In(2)),
    ];

    static IEnumerable<ErrorCase> WrongParts =>
    [
        new("SlicePut", "SlicePut: the source must be (3, 2) float32, got (2, 2) float32.", () => Zeros(3, 4).SlicePut(1, 0, Zeros(2, 2))),
        new("SlicePut", "Slice: elements 3 … 4 must lie in axis 1 of size 4 of (3, 4).", () => Zeros(3, 4).SlicePut(1, 3, Zeros(3, 2))),
        new("SelectPut", "SelectPut: the source must be (3) float32, got (4) float32.", () => Zeros(3, 4).SelectPut(1, 0, Zeros(4))),
        new("DiagonalPut", "DiagonalPut: the source must be (3) float32, got (4) float32.", () => Zeros(3, 4).DiagonalPut(Zeros(4))),
        new("SegmentSum", "SegmentSum: the lengths must be at least 0 and sum to 3, axis 0 of (3, 4), got 1 + 1.", () => Zeros(3, 4).SegmentSum(Tensor.Of(1L, 1))),
        new("SegmentMax", "SegmentMax: the lengths must be at least 0 and sum to 3, axis 0 of (3, 4), got -1 + 4.", () => Zeros(3, 4).SegmentMax(Tensor.Of(-1L, 4))),
        new("SegmentMean", "SegmentMean: the lengths must be a vector, got ().", () => Zeros(3).SegmentMean(Tensor.Scalar(3, DType.Int64))),
        new("LinSpace", "LinSpace: the count must be at least 0, got -1.", () => Tensor.LinSpace(0, 1, -1)),
        new("LogSpace", "LogSpace: the dtype must be floating-point, got int64; whole numbers come from Range.", () => Tensor.LogSpace(0, 1, 2, dtype: DType.Int64)),
        new("LowerIndices", "LowerIndices: sizes must be at least 0, got -1 and 2.", () => Tensor.LowerIndices(-1, 2)),
        new("BlockDiagonal", "BlockDiagonal: block 1 must be a matrix of float32 like block 0, got (2, 2, 2) float32.", () => Tensor.BlockDiagonal(Zeros(2), Zeros(2, 2, 2))),
        new("BlockDiagonal", "BlockDiagonal: at least one block is needed.", () => Tensor.BlockDiagonal()),
    ];
}
