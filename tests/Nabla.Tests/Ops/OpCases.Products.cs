using Nabla.Testing;

namespace Nabla.Tests.Ops;

public static partial class OpCases
{
    static double Range(int count, Func<int, double> term) => Enumerable.Range(0, count).Sum(term);

    static Grid Number(double value) => new() { Values = [value] };

    static IEnumerable<OpCase> Products =>
    [
        new("Dot", "", x => x[0].Dot(x[1]), x => Number(Range(5, i => x[0][i] * x[1][i])), In(5), In(5)),
        new("Dot", "leading axes broadcast", x => x[0].Dot(x[1]), x => Grid.From([2, 3], a => Range(5, i => x[0][a[0], 0, i] * x[1][a[1], i])), In(2, 1, 5), In(3, 5)),
        new("Inner", "", x => x[0].Inner(x[1]), x => Grid.From([2, 3, 4], a => Range(5, i => x[0][a[0], i] * x[1][a[1], a[2], i])), In(2, 5), In(3, 4, 5)),
        new("Outer", "", x => x[0].Outer(x[1]), x => Grid.From([3, 4], a => x[0][a[0]] * x[1][a[1]]), In(3), In(4)),
        new("Outer", "leading axes broadcast", x => x[0].Outer(x[1]), x => Grid.From([2, 3, 4], a => x[0][a[0], a[1]] * x[1][a[2]]), In(2, 3), In(4)),
        new("TensorDot", "", x => x[0].TensorDot(x[1]), x => Grid.From([2, 5], a => Range(12, k => x[0][a[0], k / 4, k % 4] * x[1][k / 4, k % 4, a[1]])), In(2, 3, 4), In(3, 4, 5)),
        new("TensorDot", "of no axis", x => x[0].TensorDot(x[1], 0), x => Grid.From([2, 3], a => x[0][a[0]] * x[1][a[1]]), In(2), In(3)),
        new("TensorDot", "axes in any order", x => x[0].TensorDot(x[1], [2, 0], [0, -1]),
            x => Grid.From([3, 5], a => Range(8, k => x[0][k % 2, a[0], k / 2] * x[1][k / 2, a[1], k % 2])), In(2, 3, 4), In(4, 5, 2)),
        new("Kronecker", "", x => x[0].Kronecker(x[1]), x => Grid.From([6, 6], a => x[0][a[0] / 3, a[1] / 2] * x[1][a[0] % 3, a[1] % 2]), In(2, 3), In(3, 2)),
        new("Kronecker", "of a vector and a matrix", x => x[0].Kronecker(x[1]), x => Grid.From([2, 6], a => x[0][a[1] / 2] * x[1][a[0], a[1] % 2]), In(3), In(2, 2)),
        new("MatrixPower", "cube", x => x[0].MatrixPower(3), x => Product(Product(x[0], x[0]), x[0]), In(3, 3)),
        new("MatrixPower", "first", x => x[0].MatrixPower(1), x => x[0], In(3, 3)),
        new("MatrixPower", "zeroth", x => x[0].MatrixPower(0), x => Grid.From([2, 3, 3], a => One(a[1] == a[2])), In(2, 3, 3)) { Order = 0 },
    ];

    static IEnumerable<OpCase> Diagonals =>
    [
        new("Diagonal", "", x => x[0].Diagonal(), x => Grid.From([2, 3], a => x[0][a[0], a[1], a[1]]), In(2, 3, 4)),
        new("Diagonal", "above", x => x[0].Diagonal(2), x => Grid.From([2, 2], a => x[0][a[0], a[1], a[1] + 2]), In(2, 3, 4)),
        new("Diagonal", "below, other axes", x => x[0].Diagonal(-1, 2, 0), x => Grid.From([3, 2], a => x[0][a[1], a[0], a[1] + 1]), In(2, 3, 4)),
        new("Diagonal", "empty", x => x[0].Diagonal(4), x => new(2, 0), In(2, 3, 4)),
        new("Trace", "", x => x[0].Trace(), x => Grid.From([2], a => Range(3, i => x[0][a[0], i, i])), In(2, 3, 4)),
        new("DiagonalMatrix", "", x => x[0].DiagonalMatrix(), x => Grid.From([2, 3, 3], a => a[1] == a[2] ? x[0][a[0], a[1]] : 0), In(2, 3)),
        new("DiagonalMatrix", "below", x => x[0].DiagonalMatrix(-2), x => Grid.From([5, 5], a => a[0] == a[1] + 2 ? x[0][a[1]] : 0), In(3)),
        new("Identity", "", x => Tensor.Identity(3, x[0].DType), x => Grid.From([3, 3], a => One(a[0] == a[1])), In(1)) { Order = 0 },
    ];

    static IEnumerable<OpCase> MatrixNorms =>
    [
        new("FrobeniusNorm", "", x => x[0].FrobeniusNorm(), x => x[0].Reduce(v => Math.Sqrt(v.Sum(e => e * e)), 1, 2).Drop(1, 2), In(2, 3, 4)),
        new("MatrixNorm", "1", x => x[0].MatrixNorm(1), x => x[0].Reduce(v => v.Sum(Math.Abs), 1).Reduce(v => v.Max(), 2).Drop(1, 2), In(2, 3, 4)),
        new("MatrixNorm", "-1", x => x[0].MatrixNorm(-1), x => x[0].Reduce(v => v.Sum(Math.Abs), 1).Reduce(v => v.Min(), 2).Drop(1, 2), In(2, 3, 4)),
        new("MatrixNorm", "∞", x => x[0].MatrixNorm(double.PositiveInfinity), x => x[0].Reduce(v => v.Sum(Math.Abs), 2).Reduce(v => v.Max(), 1).Drop(1, 2), In(2, 3, 4)),
        new("MatrixNorm", "-∞", x => x[0].MatrixNorm(double.NegativeInfinity), x => x[0].Reduce(v => v.Sum(Math.Abs), 2).Reduce(v => v.Min(), 1).Drop(1, 2), In(2, 3, 4)),
        new("VectorNorm", "p = 3", x => x[0].VectorNorm(3), x => x[0].Reduce(v => Math.Cbrt(v.Sum(e => Math.Pow(Math.Abs(e), 3)))).Drop(), In(3, 4)),
        new("VectorNorm", "p = -1.5, one axis, kept", x => x[0].VectorNorm(-1.5, [0], keepAxes: true),
            x => x[0].Reduce(v => Math.Pow(v.Sum(e => Math.Pow(Math.Abs(e), -1.5)), -1 / 1.5), 0), new OpInput([3, 4], 0.5, 2)),
        new("VectorNorm", "p = 0", x => x[0].Relu().VectorNorm(0, [1]), x => x[0].Reduce(v => v.Count(e => e > 0), 1).Drop(1), In(3, 4)) { Order = 0 },
        new("VectorNorm", "p = 1", x => x[0].VectorNorm(1, [1]), x => x[0].Reduce(v => v.Sum(Math.Abs), 1).Drop(1), In(3, 4)),
        new("VectorNorm", "p = 2", x => x[0].VectorNorm(2, [1]), x => x[0].Reduce(v => Math.Sqrt(v.Sum(e => e * e)), 1).Drop(1), In(3, 4)),
        new("VectorNorm", "p = ∞", x => x[0].VectorNorm(double.PositiveInfinity, [1]), x => x[0].Reduce(v => v.Max(Math.Abs), 1).Drop(1), In(3, 4)),
        new("VectorNorm", "p = -∞", x => x[0].VectorNorm(double.NegativeInfinity), x => x[0].Reduce(v => v.Min(Math.Abs)).Drop(), In(3, 4)),
        new("VectorNorm", "p = 3 of zeros", x => (x[0] * 0).VectorNorm(3), x => Number(0), In(3, 4)) { Order = 1 },
        new("VectorNorm", "p = -1 with a zero", x => (x[0] * x[0].Greater(0).To(x[0].DType)).VectorNorm(-1), x => Number(0), In(3, 4)) { Order = 1 },
    ];

    static IEnumerable<ErrorCase> WrongProducts =>
    [
        new("Dot", "Dot: axis 0 of the second must be 3 like the last of the first, got (2, 3) and (4).", () => Zeros(2, 3).Dot(Zeros(4))),
        new("Outer", "Outer: both must have an axis, got () and (4); use * for a scalar.", () => Zeros().Outer(Zeros(4))),
        new("TensorDot", "TensorDot: axis 0 of the second must be 3 like axis 1 of the first, got (2, 3) and (4, 3).", () => Zeros(2, 3).TensorDot(Zeros(4, 3), [1], [0])),
        new("TensorDot", "TensorDot: the axes come in pairs, got 2 of the first and 1 of the second.", () => Zeros(2, 3).TensorDot(Zeros(4, 3), [0, 1], [0])),
        new("TensorDot", "TensorDot: pair 1 names an axis of (3, 3) or (3, 3) for the second time.", () => Zeros(3, 3).TensorDot(Zeros(3, 3), [0, -2], [0, 1])),
        new("TensorDot", "TensorDot: 2 axes are to be summed over, got (3) and (3, 3).", () => Zeros(3).TensorDot(Zeros(3, 3))),
        new("Kronecker", "Kronecker: at most 4 axes are possible, got (1, 1, 1, 1, 1) and (1).", () => Zeros(1, 1, 1, 1, 1).Kronecker(Zeros(1))),
        new("Diagonal", "Diagonal: the input must be (…, N, M), got (3).", () => Zeros(3).Diagonal()),
        new("Diagonal", "Diagonal: two different axes are needed, got 1 and -1 of (3, 4).", () => Zeros(3, 4).Diagonal(0, 1, -1)),
        new("Diagonal", "Diagonal: the offset must be in -3 … 4 for (3, 4), got 5.", () => Zeros(3, 4).Diagonal(5)),
        new("DiagonalMatrix", "DiagonalMatrix: the input must be (…, N), got ().", () => Zeros().DiagonalMatrix()),
        new("MatrixPower", "MatrixPower: the input must be (…, N, N), got (3, 4).", () => Zeros(3, 4).MatrixPower(2)),
        new("MatrixPower", "MatrixPower: the exponent must be at least 0, got -1; take the power of the inverse.", () => Zeros(3, 3).MatrixPower(-1)),
        new("MatrixNorm", "MatrixNorm: p must be 1, -1, ∞ or -∞, got 2; for 2 take SpectralNorm of Nabla.LinearAlgebra.", () => Zeros(3, 3).MatrixNorm(2)),
        new("FrobeniusNorm", "FrobeniusNorm: the input must be (…, N, M), got (3).", () => Zeros(3).FrobeniusNorm()),
        new("Einsum", "Einsum(\"ij,jk\"): has 2 operands, got 1 tensors.", () => Tensor.Einsum("ij,jk", Zeros(2, 3))),
        new("Einsum", "Einsum(\"ij,jk->ik\"): 'j' is 3, but axis 0 of operand 1 (4, 5) is 4.", () => Tensor.Einsum("ij,jk->ik", Zeros(2, 3), Zeros(4, 5))),
        new("Einsum", "Einsum(\"...i,...i\"): '...' is 2, but axis 0 of operand 1 (3, 4) is 3.", () => Tensor.Einsum("...i,...i", Zeros(2, 4), Zeros(3, 4))),
        new("Einsum", "Einsum(\"ij->k\"): the result has 'k', which no operand has.", () => Tensor.Einsum("ij->k", Zeros(2, 3))),
        new("Einsum", "Einsum(\"ij->ii\"): the result names 'i' more than once.", () => Tensor.Einsum("ij->ii", Zeros(2, 3))),
        new("Einsum", "Einsum(\"ijk\"): operand 0 'ijk' names 3 axes, got (2, 3).", () => Tensor.Einsum("ijk", Zeros(2, 3))),
        new("Einsum", "Einsum(\"i\"): operand 0 'i' names 1 axes, got (2, 3).", () => Tensor.Einsum("i", Zeros(2, 3))),
        new("Einsum", "Einsum(\"i1\"): '1' is no letter a–z or A–Z.", () => Tensor.Einsum("i1", Zeros(2, 3))),
    ];
}
