using Nabla.Testing;

namespace Nabla.Tests.Ops;

public static partial class OpCases
{
    // Halved or doubled until ½ ≤ |x| < 1.
    static (double Mantissa, int Exponent) Halved(double x)
    {
        var exponent = 0;
        for (; double.IsFinite(x) && Math.Abs(x) >= 1; exponent++)
            x /= 2;
        for (; x != 0 && Math.Abs(x) < 0.5; exponent--)
            x *= 2;
        return (x, exponent);
    }

    static double Chosen(double a, double b, bool first) => double.IsNaN(b) || (!double.IsNaN(a) && first) ? a : b;

    static bool Near(double a, double b, double relative, double absolute) =>
        a == b || (Math.Abs(a - b) is var far && double.IsFinite(far) && far <= absolute + relative * Math.Abs(b));

    static IEnumerable<ElementCase> Numbers =>
    [
        new("CopySign", "", x => x[0].CopySign(x[1]), x => Math.CopySign(x[0], x[1]), 2, 0.3),
        new("CopySign", "of negative numbers", x => (-x[0]).CopySign(x[1]), x => Math.CopySign(x[0], x[1]), 2, 0.3) { Special = false },
        new("IsNegative", "", x => x[0].IsNegative(), x => One(double.IsNegative(x[0]))) { Order = 0 },
        new("MaximumNumber", "", x => x[0].MaximumNumber(x[1]), x => Chosen(x[0], x[1], x[0] >= x[1]), 2),
        new("MinimumNumber", "", x => x[0].MinimumNumber(x[1]), x => Chosen(x[0], x[1], x[0] <= x[1]), 2),
        new("Frexp", "mantissa", x => x[0].Frexp().Mantissa, x => Halved(x[0]).Mantissa, Low: 1.1, High: 1.9),
        new("Frexp", "exponent", x => x[0].Frexp().Exponent, x => Halved(x[0]).Exponent, Low: 0.1, High: 900) { Order = 0 },
        new("LogAddExp2", "", x => x[0].LogAddExp2(x[1]),
            x => x[0] == x[1] ? x[0] + 1 : Math.Max(x[0], x[1]) + Math.Log2(1 + Math.Pow(2, -Math.Abs(x[0] - x[1]))), 2),
        new("NextAfter", "", x => x[0].NextAfter(x[1]), x => x[0] == x[1] ? x[1] : x[0] < x[1] ? Math.BitIncrement(x[0]) : Math.BitDecrement(x[0]), 2) { Special = false },
        new("DegreesToRadians", "", x => x[0].DegreesToRadians(), x => x[0] / 180 * Math.PI),
        new("RadiansToDegrees", "", x => x[0].RadiansToDegrees(), x => x[0] / Math.PI * 180),
        new("IsPositiveInfinity", "", x => x[0].IsPositiveInfinity(), x => One(double.IsPositiveInfinity(x[0]))) { Order = 0 },
        new("IsNegativeInfinity", "", x => x[0].IsNegativeInfinity(), x => One(double.IsNegativeInfinity(x[0]))) { Order = 0 },
        new("IsClose", "", x => x[0].IsClose(x[1], 0.5, 0.25), x => One(Near(x[0], x[1], 0.5, 0.25)), 2) { Order = 0 },
        new("IsClose", "NaN too", x => x[0].IsClose(x[1], equalNaN: true), x => One(Near(x[0], x[1], 1e-5, 1e-8) || (double.IsNaN(x[0]) && double.IsNaN(x[1]))), 2) { Order = 0 },
    ];

    static Tensor Truth(bool truth) => Tensor.Scalar(One(truth), DType.Bool);

    static double Divisor(double a, double b) => b == 0 ? Math.Abs(a) : Divisor(b, a % b);

    static OpInput Shift(params int[] shape) => new(shape, -3, 70, DType.Int64);

    static IEnumerable<OpCase> NumbersOfTensors =>
    [
        new("Ldexp", "", x => x[0].Ldexp(x[1]), x => Grid.From([3, 4], i => x[0][i] * Math.Pow(2, x[1][i[1]])), In(3, 4), new OpInput([4], -6, 7, DType.Int64)),
        new("Ldexp", "a broken exponent", x => x[0].Ldexp(x[1]), x => Grid.From([3, 4], i => x[0][i] * Math.Pow(2, x[1][i[1]])), In(3, 4), In(4)),
        new("AllClose", "", x => Truth(x[0].AllClose(x[0] + 1e-9)), _ => new([]) { Values = [1] }, In(3, 4)) { Order = 0 },
        new("AllClose", "but one", x => Truth(x[0].AllClose(x[0].MaskedFill(x[0].EqualTo(x[0].Max()), 0))), _ => new([]) { Values = [0] }, In(3, 4)) { Order = 0 },
        new("ContentEquals", "", x => Truth(x[0].ContentEquals(x[0] * 1)), _ => new([]) { Values = [1] }, In(3, 4)) { Order = 0 },
        new("ContentEquals", "another shape", x => Truth(x[0].ContentEquals(x[0].T)), _ => new([]) { Values = [0] }, In(3, 4)) { Order = 0 },
        new("ContentEquals", "but one", x => Truth(x[0].ContentEquals(x[0].MaskedFill(x[0].EqualTo(x[0].Max()), 0))), _ => new([]) { Values = [0] }, In(3, 4)) { Order = 0 },
    ];

    static IEnumerable<OpCase> NumbersOfIntegers =>
    [
        new("IsIn", "", x => x[0].IsIn(x[1]), x => Grid.From([3, 30], i => One(x[1].Values.Contains(x[0][i]))), Whole(3, 30), Whole(2, 9)) { Order = 0 },
        new("IsIn", "numbers", x => Tensor.Concat([x[0], x[1]]).IsIn(x[1]), x => Grid.From([9], i => One(i[0] >= 5)), In(5), In(4)) { Order = 0 },
        new("BitwiseLeftShift", "", x => x[0].BitwiseLeftShift(x[1]), x => Grid.From([2, 30], i => x[1][i[1]] is >= 0 and < 64 and var n ? (long)x[0][i] << (int)n : 0), Whole(2, 30), Shift(30)) { Order = 0 },
        new("BitwiseRightShift", "", x => x[0].BitwiseRightShift(x[1]), x => Grid.From([2, 30], i => (long)x[0][i] >> (x[1][i[1]] is >= 0 and < 64 and var n ? (int)n : 63)), Whole(2, 30), Shift(30)) { Order = 0 },
        new("BitwiseLeftShift", "int32", x => x[0].To(DType.Int32).BitwiseLeftShift(x[1].To(DType.Int32)),
            x => Grid.From([2, 30], i => x[1][i[1]] is >= 0 and < 32 and var n ? (int)x[0][i] << (int)n : 0), Whole(2, 30), Shift(30)) { Order = 0 },
        new("GreatestCommonDivisor", "", x => x[0].GreatestCommonDivisor(x[1]), x => Grid.From([2, 30], i => Math.Abs(Divisor(x[0][i], x[1][i[1]]))), Whole(2, 30), Whole(30)) { Order = 0 },
        new("LeastCommonMultiple", "", x => x[0].LeastCommonMultiple(x[1]),
            x => Grid.From([2, 30], i => x[0][i] * x[1][i[1]] == 0 ? 0 : Math.Abs(x[0][i] * x[1][i[1]] / Divisor(x[0][i], x[1][i[1]]))), Whole(2, 30), Whole(30)) { Order = 0 },
        new("Less", "integers than a fraction", x => x[0].Less(-0.5), x => Grid.From([50], i => One(x[0][i] < -0.5)), new OpInput([50], -3, 3, DType.Int32)) { Order = 0 },
        new("LessOrEqual", "integers than a fraction", x => x[0].LessOrEqual(0.5), x => Grid.From([50], i => One(x[0][i] <= 0.5)), new OpInput([50], -3, 3, DType.Int32)) { Order = 0 },
        new("Greater", "integers than a fraction", x => x[0].Greater(-0.5), x => Grid.From([50], i => One(x[0][i] > -0.5)), new OpInput([50], -3, 3, DType.Int32)) { Order = 0 },
        new("GreaterOrEqual", "integers than a fraction", x => x[0].GreaterOrEqual(0.5), x => Grid.From([50], i => One(x[0][i] >= 0.5)), new OpInput([50], -3, 3, DType.Int32)) { Order = 0 },
        new("EqualTo", "integers a fraction", x => x[0].EqualTo(0.5), x => Grid.From([50], i => 0), new OpInput([50], -3, 3, DType.Int32)) { Order = 0 },
        new("NotEqualTo", "integers what their dtype cannot hold", x => x[0].NotEqualTo(5e9), x => Grid.From([50], i => 1), new OpInput([50], -3, 3, DType.Int32)) { Order = 0 },
        new("EqualTo", "truth values", x => x[0].To(DType.Bool).EqualTo(x[1].To(DType.Bool)), x => Grid.From([30], i => One(x[0][i] != 0 == (x[1][i] != 0))), Classes(3, 30), Classes(2, 30)) { Order = 0 },
    ];

    static IEnumerable<ErrorCase> WrongNumbers =>
    [
        new("CopySign", "CopySign: elements must be floating-point, got int64.", () => Tensor.Of(1L).CopySign(Tensor.Of(2L))),
        new("Frexp", "Frexp: elements must be floating-point, got int64; convert with To(DType.Float32).", () => Tensor.Of(1L).Frexp()),
        new("Exp2", "Exp2: elements must be floating-point, got int64; convert with To(DType.Float32).", () => Tensor.Of(1L).Exp2()),
        new("Ldexp", "Ldexp: elements must be floating-point, got int64.", () => Tensor.Of(1L).Ldexp(Tensor.Of(2L))),
        new("IsClose", "IsClose: tolerances must be at least 0, got -1 and 1E-08.", () => Zeros(3).IsClose(Zeros(3), -1)),
        new("IsIn", "IsIn: both dtypes must be equal, got float32 and int64; convert one with To.", () => Zeros(3).IsIn(Tensor.Of(2L))),
        new("BitwiseLeftShift", "BitwiseLeftShift: both must be of one dtype, int32 or int64, got float32 and float32.", () => Zeros(3).BitwiseLeftShift(Zeros(3))),
        new("GreatestCommonDivisor", "GreatestCommonDivisor: shapes (2) and (3) do not broadcast: aligned at the last axis, sizes must be equal or 1.",
            () => Tensor.Of(1L, 2L).GreatestCommonDivisor(Tensor.Of(1L, 2L, 3L))),
    ];
}
