using Nabla.Testing;

namespace Nabla.Tests.Ops;

public static partial class OpCases
{
    static double SquaredDistance(double[] v) => v.Sum(e => (e - v.Average()) * (e - v.Average()));

    static double Times(double[] v) => v.Aggregate(1.0, (a, b) => a * b);

    static IEnumerable<OpCase> Reductions =>
    [
        new("Sum", "", x => x[0].Sum(), x => x[0].Reduce(v => v.Sum()).Drop(), In(2, 3, 4)),
        new("Sum", "one axis", x => x[0].Sum(1), x => x[0].Reduce(v => v.Sum(), 1).Drop(1), In(2, 3, 4)),
        new("Sum", "two axes apart, kept", x => x[0].Sum([0, -1], keepAxes: true), x => x[0].Reduce(v => v.Sum(), 0, 2), In(2, 3, 4)),
        new("Sum", "no elements", x => x[0].Sum(0), x => new(3), In(0, 3)),
        new("Sum", "int64", x => x[0].Sum(0), x => x[0].Reduce(v => v.Sum(), 0).Drop(0), Classes(100, 5, 3)) { Order = 0 },
        new("Mean", "", x => x[0].Mean(), x => x[0].Reduce(v => v.Average()).Drop(), In(2, 3, 4)),
        new("Mean", "one axis", x => x[0].Mean(-2, keepAxes: true), x => x[0].Reduce(v => v.Average(), 1), In(2, 3, 4)),
        new("Max", "", x => x[0].Max(), x => x[0].Reduce(v => v.Max()).Drop(), In(2, 3, 4)),
        new("Max", "two axes apart, kept", x => x[0].Max([0, 2], keepAxes: true), x => x[0].Reduce(v => v.Max(), 0, 2), In(2, 3, 4)),
        new("Max", "int32", x => x[0].Max(-1), x => x[0].Reduce(v => v.Max(), 1).Drop(1), new OpInput([4, 9], -50, 50, DType.Int32)) { Order = 0 },
        new("Min", "one axis", x => x[0].Min(1), x => x[0].Reduce(v => v.Min(), 1).Drop(1), In(2, 3, 4)),
        new("ArgMax", "", x => x[0].ArgMax(), x => x[0].Reduce(v => Array.IndexOf(v, v.Max()), 2).Drop(2), In(2, 3, 40)) { Order = 0 },
        new("ArgMax", "first axis, kept", x => x[0].ArgMax(0, keepAxes: true), x => x[0].Reduce(v => Array.IndexOf(v, v.Max()), 0), In(5, 3)) { Order = 0 },
        new("ArgMax", "the first of equals", x => x[0].ArgMax(), x => x[0].Reduce(v => Array.IndexOf(v, v.Max()), 1).Drop(1), Classes(3, 4, 20)) { Order = 0 },
        new("ArgMin", "", x => x[0].ArgMin(1), x => x[0].Reduce(v => Array.IndexOf(v, v.Min()), 1).Drop(1), In(2, 30, 4)) { Order = 0 },
        new("Product", "", x => x[0].Product(), x => x[0].Reduce(Times).Drop(), In(2, 3, 2)),
        new("Product", "two axes apart, kept", x => x[0].Product([0, 2], keepAxes: true), x => x[0].Reduce(Times, 0, 2), In(3, 2, 5)),
        new("Product", "with zeros", x => (x[0] * x[1].To(x[0].DType)).Product(0), x => Grid.From(x[0].Shape, i => x[0][i] * x[1][i]).Reduce(Times, 0).Drop(0),
            In(5, 4), Classes(2, 5, 4)),
        new("Variance", "", x => x[0].Variance(), x => x[0].Reduce(v => SquaredDistance(v) / (v.Length - 1)).Drop(), In(2, 3, 4)),
        new("Variance", "uncorrected, one axis", x => x[0].Variance(1, correction: 0), x => x[0].Reduce(v => SquaredDistance(v) / v.Length, 1).Drop(1), In(2, 3, 4)),
        new("Deviation", "", x => x[0].Deviation(), x => x[0].Reduce(v => Math.Sqrt(SquaredDistance(v) / (v.Length - 1))).Drop(), In(3, 4)),
        new("Deviation", "one axis", x => x[0].Deviation(0), x => x[0].Reduce(v => Math.Sqrt(SquaredDistance(v) / (v.Length - 1)), 0).Drop(0), In(3, 4)),
        new("LogSumExp", "", x => x[0].LogSumExp(), x => x[0].Reduce(v => Math.Log(v.Sum(Math.Exp))).Drop(), In(3, 4)),
        new("LogSumExp", "one axis, kept", x => x[0].LogSumExp([1], keepAxes: true), x => x[0].Reduce(v => Math.Log(v.Sum(Math.Exp)), 1), In(3, 4)),
        new("LogSumExp", "huge", x => x[0].LogSumExp(-1), x => x[0].Reduce(v => v.Max() + Math.Log(v.Sum(e => Math.Exp(e - v.Max()))), 1).Drop(1),
            new OpInput([3, 4], -1e4, 1e4)) { Order = 0 },
        new("Norm", "", x => x[0].Norm(), x => x[0].Reduce(v => Math.Sqrt(v.Sum(e => e * e))).Drop(), In(3, 4)),
        new("Norm", "one axis", x => x[0].Norm(-1), x => x[0].Reduce(v => Math.Sqrt(v.Sum(e => e * e)), 1).Drop(1), In(3, 4)),
        new("AbsoluteSum", "", x => x[0].AbsoluteSum([0]), x => x[0].Reduce(v => v.Sum(Math.Abs), 0).Drop(0), In(3, 4)),
        new("Count", "", x => x[0].Greater(0).Count([1]), x => x[0].Reduce(v => v.Count(e => e > 0), 1).Drop(1), In(3, 8)) { Order = 0 },
        new("Any", "", x => x[0].Any([1]), x => x[0].Reduce(v => One(v.Any(e => e != 0)), 1).Drop(1), Classes(2, 9, 2)) { Order = 0 },
        new("All", "", x => x[0].All([1]), x => x[0].Reduce(v => One(v.All(e => e != 0)), 1).Drop(1), Classes(2, 9, 2)) { Order = 0 },
    ];

    static IEnumerable<ErrorCase> WrongReductions =>
    [
        new("Sum", "Sum: elements must be numbers, got bool; convert with To(DType.Int64).", () => Tensor.Zeros([3], DType.Bool).Sum()),
        new("Sum", "Sum: axis -1 of (2, 3) is named twice.", () => Zeros(2, 3).Sum([1, -1])),
        new("Mean", "Axis 2 does not exist in shape (2, 3): expected -2 … 1.", () => Zeros(2, 3).Mean(2)),
        new("Max", "Max: there is no Max of no elements, got (0, 3).", () => Zeros(0, 3).Max(0)),
        new("ArgMin", "ArgMin: axis 1 must not be empty, got (3, 0).", () => Zeros(3, 0).ArgMin()),
    ];
}
