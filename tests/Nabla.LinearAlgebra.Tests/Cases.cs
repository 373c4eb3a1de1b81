using Nabla.Testing;

namespace Nabla.LinearAlgebra.Tests;

/// <summary>The table of this project's ops; the references are definitions: what a decomposition must multiply out to.</summary>
public static class Cases
{
    static OpInput In(params int[] shape) => new(shape);

    static Tensor Well(Tensor a) => a + 4 * Tensor.Identity(a.Shape[-1], a.DType);

    static Tensor Positive(Tensor a) => a.MatMul(a.T) + Tensor.Identity(a.Shape[-1], a.DType);

    // Values that lie apart, so that differences of vectors are smooth.
    static Tensor Apart(Tensor a) => a + (Tensor.Range(a.Shape[-1], a.DType) * 5).DiagonalMatrix();

    static double Sum(int count, Func<int, double> term) => Enumerable.Range(0, count).Sum(term);

    static Grid Product(Grid a, Grid b) => Grid.From([a.Shape[0], b.Shape[1]], i => Sum(a.Shape[1], k => a[i[0], k] * b[k, i[1]]));

    static Grid Flipped(Grid a) => Grid.From([a.Shape[1], a.Shape[0]], i => a[i[1], i[0]]);

    static Grid Shifted(Grid a, double by) => Grid.From(a.Shape, i => a[i] + (i[0] == i[1] ? by : 0));

    static Grid Number(double value) => new() { Values = [value] };

    /// <summary>By the definition: the sum along the first row (Laplace).</summary>
    static double Determinant(Grid a)
    {
        var n = a.Shape[0];
        return n == 0 ? 1 : Sum(n, j => (j % 2 == 0 ? 1 : -1) * a[0, j] * Determinant(Grid.From([n - 1, n - 1], i => a[i[0] + 1, i[1] < j ? i[1] : i[1] + 1])));
    }

    // Cramer's rule.
    static Grid Solved(Grid a, Grid b) => Grid.From([a.Shape[0], b.Shape[1]], to =>
        Determinant(Grid.From(a.Shape, i => i[1] == to[0] ? b[i[0], to[1]] : a[i])) / Determinant(a));

    static Grid One(int n) => Grid.From([n, n], i => i[0] == i[1] ? 1 : 0);

    static Grid Inverse(Grid a) => Solved(a, One(a.Shape[0]));

    static Grid Triangle(Grid a, bool upper) => Grid.From(a.Shape, i => (upper ? i[0] <= i[1] : i[0] >= i[1]) ? a[i] : 0);

    // Column by column from A = L Lᵀ.
    static Grid Root(Grid a)
    {
        var l = new Grid(a.Shape);
        for (var j = 0; j < a.Shape[0]; j++)
            for (var i = j; i < a.Shape[0]; i++)
                l[i, j] = i == j ? Math.Sqrt(a[i, i] - Sum(j, k => l[i, k] * l[i, k])) : (a[i, j] - Sum(j, k => l[i, k] * l[j, k])) / l[j, j];
        return l;
    }

    static Grid PositiveOf(Grid a) => Shifted(Product(a, Flipped(a)), 1);

    // Eigenvalues of a symmetric 2 × 2 matrix, ascending.
    static double[] Pair(Grid a)
    {
        var (mean, half) = ((a[0, 0] + a[1, 1]) / 2, (a[0, 0] - a[1, 1]) / 2);
        var root = Math.Sqrt(half * half + a[0, 1] * a[0, 1]);
        return [mean - root, mean + root];
    }

    static double[] SingularPair(Grid a) => [.. Pair(Product(Flipped(a), a)).Select(Math.Sqrt).Reverse()];

    static Grid Exponential(Grid a)
    {
        var (term, sum) = (One(a.Shape[0]), One(a.Shape[0]));
        for (var k = 1; k < 60; k++)
        {
            term = Product(term, a);
            term = Grid.From(term.Shape, i => term[i] / k);
            sum = Grid.From(sum.Shape, i => sum[i] + term[i]);
        }

        return sum;
    }

    static Grid CovarianceOf(Grid x, double divisor) => Grid.From([x.Shape[1], x.Shape[1]], i => Sum(x.Shape[0], n => Centred(x, n, i[0]) * Centred(x, n, i[1])) / divisor);

    static double Centred(Grid x, int n, int c) => x[n, c] - Sum(x.Shape[0], m => x[m, c]) / x.Shape[0];

    public static IReadOnlyList<OpCase> Ops { get; } = Rows.Of<OpCase>(typeof(Cases));

    static IEnumerable<OpCase> Systems =>
    [
        new("Solve", "", x => Well(x[0]).Solve(x[1]), x => Solved(Shifted(x[0], 4), x[1]), In(3, 3), In(3, 2)),
        new("Inverse", "", x => Well(x[0]).Inverse(), x => Inverse(Shifted(x[0], 4)), In(3, 3)),
        new("TriangularSolve", "lower", x => Well(x[0]).TriangularSolve(x[1]), x => Solved(Triangle(Shifted(x[0], 4), false), x[1]), In(3, 3), In(3, 2)),
        new("TriangularSolve", "upper", x => Well(x[0]).TriangularSolve(x[1], true), x => Solved(Triangle(Shifted(x[0], 4), true), x[1]), In(3, 3), In(3, 2)),
        new("CholeskySolve", "", x => Positive(x[0]).Cholesky().CholeskySolve(x[1]), x => Solved(PositiveOf(x[0]), x[1]), In(3, 3), In(3, 2)),
        new("TriangularSolve", "unit diagonal", x => x[0].TriangularSolve(x[1], unitDiagonal: true),
            x => Solved(Grid.From([3, 3], i => i[0] > i[1] ? x[0][i] : i[0] == i[1] ? 1 : 0), x[1]), In(3, 3), In(3, 2)) { FloatTolerance = 1e-5 },
        new("CholeskyInverse", "", x => Positive(x[0]).Cholesky().CholeskyInverse(), x => Inverse(PositiveOf(x[0])), In(3, 3)) { FloatTolerance = 1e-5 },
        new("LuSolve", "", x => Well(x[0]).LuFactor() is var (lu, order) ? lu.LuSolve(order, x[1]) : x[0], x => Solved(Shifted(x[0], 4), x[1]), In(3, 3), In(3, 2)),
        new("TensorSolve", "", x => x[0].TensorSolve(x[1]), x => Solved(new(4, 4) { Values = x[0].Values }, new(4, 1) { Values = x[1].Values }) is var y ? new(4) { Values = y.Values } : null!,
            In(2, 2, 4), In(2, 2)) { Tolerance = 1e-11, FloatTolerance = 1e-4 },
        new("TensorInverse", "", x => x[0].TensorInverse(), x => new(4, 2, 2) { Values = Inverse(new(4, 4) { Values = x[0].Values }).Values }, In(2, 2, 4)) { Tolerance = 1e-11, FloatTolerance = 1e-4 },
        new("PseudoInverse", "tall", x => x[0].PseudoInverse(), x => Product(Inverse(Product(Flipped(x[0]), x[0])), Flipped(x[0])), In(4, 2)) { FloatTolerance = 1e-5 },
        new("PseudoInverse", "wide", x => x[0].PseudoInverse(), x => Product(Flipped(x[0]), Inverse(Product(x[0], Flipped(x[0])))), In(2, 4)) { FloatTolerance = 1e-5 },
        new("LeastSquares", "", x => x[0].LeastSquares(x[1]), x => Solved(Product(Flipped(x[0]), x[0]), Product(Flipped(x[0]), x[1])), In(4, 2), In(4, 3)) { FloatTolerance = 1e-5 },
        new("TrySolve", "", x => Well(x[0]).TrySolve(x[1]).X, x => Solved(Shifted(x[0], 4), x[1]), In(3, 3), In(3, 2)),
        new("TryInverse", "", x => Well(x[0]).TryInverse().Inverse, x => Inverse(Shifted(x[0], 4)), In(3, 3)),
        new("LdlSolve", "", x => Sum(x[0]).Ldl() is var (l, d, order) ? l.LdlSolve(d, order, x[1]) : x[0], x => Solved(Doubled(x[0]), x[1]), In(4, 4), In(4, 2)) { Tolerance = 1e-11, FloatTolerance = 1e-4 },
        new("LdlSolve", "of one number", x => (x[0] + 3).Ldl() is var (l, d, order) ? l.LdlSolve(d, order, x[1]) : x[0], x => Solved(Shifted(x[0], 3), x[1]), In(1, 1), In(1, 2)),
        new("MatrixRank", "", x => x[0].MatMul(x[1]).MatrixRank(), x => Number(2), In(4, 2), In(2, 4)) { Order = 0 },
    ];

    static IEnumerable<OpCase> Factors =>
    [
        new("LuFactor", "multiplied", x => Well(x[0]).LuFactor() is var (lu, order) ? Multiplied(lu.LuUnpack(order)) : x[0], x => Shifted(x[0], 4), In(4, 4)),
        new("LuUnpack", "the order", x => x[0].LuFactor() is var (lu, order) ? lu.LuUnpack(order).P.MatMul(lu * 0 + 1) : x[0], x => Grid.From([3, 3], _ => 1), In(3, 3)) { Order = 1 },
        new("LuUnpack", "triangles", x => Well(x[0]).LuFactor() is var (lu, order) && lu.LuUnpack(order) is var (_, l, u) ? l.MatMul(u) : x[0], x => Shifted(x[0], 4), In(4, 4)),
        new("TryLuFactor", "multiplied", x => Well(x[0]).TryLuFactor() is var (lu, order, _) ? Multiplied(lu.LuUnpack(order)) : x[0], x => Shifted(x[0], 4), In(4, 4)),
        new("Lu", "U without exchanges", x => (x[0] + 9 * Tensor.Identity(3, x[0].DType)).Lu().U, x => Eliminated(Shifted(x[0], 9)), In(3, 3)),
        new("Reflections", "R up to signs", x => x[0].Reflections().Vectors.Slice(0, 0, 2).Upper().Abs(),
            x => Flipped(Root(Product(Flipped(x[0]), x[0]))) is var r ? Grid.From(r.Shape, i => Math.Abs(r[i])) : null!, In(4, 2)) { Order = 0, FloatTolerance = 1e-5 },
        new("HouseholderProduct", "two reflections", x => x[0].HouseholderProduct(x[1]), x => Product(Product(Reflection(x[0], x[1], 0), Reflection(x[0], x[1], 1)), Grid.From([4, 2], i => i[0] == i[1] ? 1 : 0)), In(4, 2), In(2)) { FloatTolerance = 1e-5 },
        new("HouseholderMultiply", "", x => x[0].HouseholderMultiply(x[1], x[2]), x => Product(Product(Reflection(x[0], x[1], 0), Reflection(x[0], x[1], 1)), x[2]), In(4, 2), In(2), In(4, 3)) { FloatTolerance = 1e-5 },
        new("LowRankSvd", "of rank 2", x => Joined(x[0].MatMul(x[1]).LowRankSvd(new Rng(1), 2)), x => Product(x[0], x[1]), In(4, 2), In(2, 5)) { Tolerance = 1e-11, FloatTolerance = 1e-5 },
        new("GeneralEigen", "A V = V w", x => x[0].GeneralEigen() is var (w, v) ? (v * w.Each(t => t.Unsqueeze(-2))).MatMul(Inverted(v)).Real : x[0], x => x[0], In(3, 3)) { Tolerance = 1e-11, FloatTolerance = 1e-5 },
        new("GeneralEigen", "size of vectors", x => Apart(x[0]).GeneralEigen().Vectors.SquaredAbs().Sum(-2), x => Grid.From([3], _ => 1), In(3, 3)),
    ];

    static IEnumerable<OpCase> Symmetrics =>
    [
        new("Ldl", "multiplied", x => Sum(x[0]).Ldl() is var (l, d, _) ? l.MatMul(d).MatMul(l.T).Square().Sum() : x[0],
            x => Number(Doubled(x[0]).Values.Sum(v => v * v)), In(5, 5)) { Tolerance = 1e-11, FloatTolerance = 1e-5 },
        new("Ldl", "L", x => Positive(x[0]).Ldl().L.Sum(), x => Number(Root(PositiveOf(x[0])) is var r ? Grid.From(r.Shape, i => r[i] / r[i[1], i[1]]).Values.Sum() : 0), In(3, 3)) { FloatTolerance = 1e-5 },
        new("TryLdl", "", x => Sum(x[0]).TryLdl() is var (l, d, _, _) ? l.MatMul(d).MatMul(l.T).Square().Sum() : x[0],
            x => Number(Doubled(x[0]).Values.Sum(v => v * v)), In(4, 4)) { Tolerance = 1e-11, FloatTolerance = 1e-5 },
        new("TryCholesky", "", x => Positive(x[0]).TryCholesky().L, x => Root(PositiveOf(x[0])), In(3, 3)) { FloatTolerance = 1e-5 },
        new("ExtremeEigen", "the largest", x => Apart(x[0]).ExtremeEigen(new Rng(1), tolerance: 1e-14).Values, x => new(1) { Values = [Apart3(x[0])[^1]] }, In(3, 3)) { Tolerance = 1e-11 },
        new("ExtremeEigen", "a projection", x => Apart(x[0]).ExtremeEigen(new Rng(1), largest: false, tolerance: 1e-14).Vectors is var v ? v.MatMul(v.T) : x[0],
            x => Projection(Symmetric(Grid.From(x[0].Shape, i => x[0][i] + (i[0] == i[1] ? 5 * i[0] : 0))), Apart3(x[0])), In(3, 3)) { Tolerance = 1e-9, FloatTolerance = 1e-5 },
        new("ExtremeEigen", "a metric", x => Apart(x[0]).ExtremeEigen(new Rng(1), 1, true, Positive(x[1]), tolerance: 1e-14) is var (w, v) ? w.Square() + (v * v).Sum() : x[0],
            x => new(1) { Values = [Pencil(Symmetric(Grid.From(x[0].Shape, i => x[0][i] + (i[0] == i[1] ? 5 * i[0] : 0))), PositiveOf(x[1]))] }, In(3, 3), In(3, 3)) { Tolerance = 1e-9, FloatTolerance = 1e-5 },
    ];

    static Tensor Sum(Tensor a) => a + a.T;

    static Grid Doubled(Grid a) => Grid.From(a.Shape, i => a[i] + a[i[1], i[0]]);

    // Eigenvalues of a symmetric 3 × 3 matrix by Cardano's formula (Smith 1961), ascending.
    static double[] Three(Grid a)
    {
        var q = (a[0, 0] + a[1, 1] + a[2, 2]) / 3;
        var p = Math.Sqrt(Sum(9, i => Math.Pow(a.Values[i] - (i % 4 == 0 ? q : 0), 2)) / 6);
        var angle = Math.Acos(Determinant(Grid.From(a.Shape, i => (a[i] - (i[0] == i[1] ? q : 0)) / p)) / 2) / 3;
        return [.. new[] { 0, 2, 4 }.Select(k => q + 2 * p * Math.Cos(angle + k * Math.PI / 3)).Order()];
    }

    static double[] Apart3(Grid a) => Three(Symmetric(Grid.From(a.Shape, i => a[i] + (i[0] == i[1] ? 5 * i[0] : 0))));

    // v vᵀ of the smallest value: (A − w₁) (A − w₂) / ((w₀ − w₁) (w₀ − w₂))
    static Grid Projection(Grid a, double[] w)
    {
        var product = Product(Shifted(a, -w[1]), Shifted(a, -w[2]));
        return Grid.From(a.Shape, i => product[i] / ((w[0] - w[1]) * (w[0] - w[2])));
    }

    // w² + |v|² of the largest w with A v = w B v: with B = L Lᵀ that of u for L⁻¹ A L⁻ᵀ u = w u, v = L⁻ᵀ u.
    static double Pencil(Grid a, Grid b)
    {
        var inverse = Inverse(Root(b));
        var m = Product(Product(inverse, a), Flipped(inverse));
        var w = Three(m);
        var u = Projection(m, [w[2], w[0], w[1]]);
        return w[2] * w[2] + Sum(3, i => Product(Product(Flipped(inverse), u), inverse)[i, i]);
    }

    static Tensor Multiplied((Tensor P, Tensor L, Tensor U) d) => d.P.MatMul(d.L).MatMul(d.U);

    // Gauss, without exchanges.
    static Grid Eliminated(Grid a)
    {
        var u = Grid.From(a.Shape, i => a[i]);
        for (var k = 0; k < a.Shape[0]; k++)
            for (var i = k + 1; i < a.Shape[0]; i++)
            {
                var factor = u[i, k] / u[k, k];
                for (var j = 0; j < a.Shape[1]; j++)
                    u[i, j] = j <= k ? 0 : u[i, j] - factor * u[k, j];
            }

        return u;
    }

    static Grid Reflection(Grid a, Grid tau, int j)
    {
        double V(int i) => i < j ? 0 : i == j ? 1 : a[i, j];
        return Grid.From([a.Shape[0], a.Shape[0]], i => (i[0] == i[1] ? 1 : 0) - tau[j] * V(i[0]) * V(i[1]));
    }

    // The first columns of [M −N; N M]⁻¹
    static ComplexTensor Inverted(ComplexTensor z)
    {
        var block = Tensor.Concat([Tensor.Concat([z.Real, -z.Imaginary], -1), Tensor.Concat([z.Imaginary, z.Real], -1)], -2).Inverse();
        var n = z.Shape[-1];
        return new(block.Slice(-2, 0, n).Slice(-1, 0, n), block.Slice(-2, n, n).Slice(-1, 0, n));
    }

    static IEnumerable<OpCase> Decompositions =>
    [
        new("Cholesky", "", x => Positive(x[0]).Cholesky(), x => Root(PositiveOf(x[0])), In(3, 3)) { FloatTolerance = 1e-5 },
        new("Qr", "R is the root of AᵀA", x => x[0].Qr().R, x => Flipped(Root(Product(Flipped(x[0]), x[0]))), In(4, 3)) { FloatTolerance = 1e-5 },
        new("Qr", "Q = A R⁻¹", x => x[0].Qr().Q, x => Product(x[0], Inverse(Flipped(Root(Product(Flipped(x[0]), x[0]))))), In(4, 3)) { FloatTolerance = 1e-5 },
        new("Qr", "wide", x => Product(x[0].Qr()), x => x[0], In(2, 4)) { Order = 1 },
        new("SymmetricEigen", "values", x => (x[0] + x[0].T).SymmetricEigen().Values,
            x => new(2) { Values = Pair(Grid.From([2, 2], i => x[0][i] + x[0][i[1], i[0]])) }, In(2, 2)),
        new("SymmetricEigen", "vectors", x => Apart(x[0]).SymmetricEigen().Vectors.Square(), x => Squares(Grid.From([2, 2], i => x[0][i] + (i[0] == 1 && i[1] == 1 ? 5 : 0))), In(2, 2)),
        new("SymmetricEigen", "together", x => Joined(Apart(x[0]).SymmetricEigen()), x => Symmetric(Grid.From(x[0].Shape, i => x[0][i] + (i[0] == i[1] ? 5 * i[0] : 0))), In(3, 3)) { Tolerance = 1e-11 },
        new("Eigenvalues", "a b, -b a has a ± bi", x => Tensor.Stack([x[0], x[0].Flip(0) * (Tensor.Range(2, x[0].DType) * 2 - 1)]).Eigenvalues().Imaginary,
            x => new(2) { Values = [-Math.Abs(x[0][1]), Math.Abs(x[0][1])] }, In(2)) { Order = 0 },
        new("Svd", "values", x => x[0].Svd().S, x => new(2) { Values = SingularPair(x[0]) }, In(3, 2)) { FloatTolerance = 1e-5 },
        new("Svd", "together", x => Joined(x[0].Svd()), x => x[0], In(3, 2)) { Tolerance = 1e-11, FloatTolerance = 1e-5 },
        new("Svd", "together, wide", x => Joined(x[0].Svd()), x => x[0], In(2, 3)) { Tolerance = 1e-11, FloatTolerance = 1e-5 },
        new("Svd", "a projection on rows", x => x[0].Svd() is var d ? d.Vt.T.MatMul(d.Vt) : null!, x => Product(Flipped(x[0]), Product(Inverse(Product(x[0], Flipped(x[0]))), x[0])), In(2, 3)) { Tolerance = 1e-11, FloatTolerance = 1e-5 },
        new("FullSvd", "orthogonal", x => x[0].FullSvd() is var d ? d.Vt.T.MatMul(d.Vt) : null!, x => One(4), In(2, 4)) { Order = 0 },
        new("SingularValues", "", x => x[0].SingularValues(), x => new(2) { Values = SingularPair(x[0]) }, In(3, 2)) { FloatTolerance = 1e-5 },
    ];

    static IEnumerable<OpCase> Measures =>
    [
        new("NuclearNorm", "", x => x[0].NuclearNorm(), x => Number(SingularPair(x[0]).Sum()), In(3, 2)),
        new("SpectralNorm", "", x => x[0].SpectralNorm(), x => Number(SingularPair(x[0])[0]), In(3, 2)),
        new("ConditionNumber", "", x => x[0].ConditionNumber(), x => Number(SingularPair(x[0])[0] / SingularPair(x[0])[1]), In(3, 2)) { FloatTolerance = 1e-5 },
        new("Determinant", "", x => x[0].Determinant(), x => Number(Determinant(x[0])), In(4, 4)) { FloatTolerance = 1e-5 },
        new("SignLogDeterminant", "logarithm", x => x[0].SignLogDeterminant().Logarithm, x => Number(Math.Log(Math.Abs(Determinant(x[0])))), In(4, 4)) { FloatTolerance = 1e-5 },
        new("SignLogDeterminant", "sign", x => x[0].SignLogDeterminant().Sign, x => Number(Math.Sign(Determinant(x[0]))), In(4, 4)) { Order = 0 },
        new("LogDeterminant", "", x => Positive(x[0]).LogDeterminant(), x => Number(Math.Log(Determinant(PositiveOf(x[0])))), In(3, 3)),
        new("MatrixExponential", "", x => x[0].MatrixExponential(), x => Exponential(x[0]), In(3, 3)) { FloatTolerance = 1e-5 },
        new("MatrixExponential", "large", x => (4 * x[0]).MatrixExponential(), x => Exponential(Grid.From(x[0].Shape, i => 4 * x[0][i])), In(2, 2)) { Tolerance = 1e-9, FloatTolerance = 1e-4, Order = 0 },
        new("Covariance", "", x => x[0].Covariance(), x => CovarianceOf(x[0], 4), In(5, 3)),
        new("Covariance", "of the observations", x => x[0].Covariance(0), x => CovarianceOf(x[0], 5), In(5, 3)),
        new("Correlation", "", x => x[0].Correlation(), x => CovarianceOf(x[0], 1) is var c ? Grid.From(c.Shape, i => c[i] / Math.Sqrt(c[i[0], i[0]] * c[i[1], i[1]])) : null!, In(5, 3)),
    ];

    static Tensor Product((Tensor Q, Tensor R) d) => d.Q.MatMul(d.R);

    static Tensor Joined((Tensor U, Tensor S, Tensor Vt) d) => (d.U * d.S.Unsqueeze(-2)).MatMul(d.Vt);

    static Tensor Joined((Tensor W, Tensor V) d) => (d.V * d.W.Unsqueeze(-2)).MatMul(d.V.T);

    static Grid Symmetric(Grid a) => Grid.From(a.Shape, i => (a[i] + a[i[1], i[0]]) / 2);

    // Squares of the components of both eigenvectors of a symmetric 2 × 2 matrix: (A − w₂) / (w₁ − w₂) is the projection on the first.
    static Grid Squares(Grid full)
    {
        var a = Symmetric(full);
        var w = Pair(a);
        return Grid.From([2, 2], i => (a[i[0], i[0]] - w[1 - i[1]]) / (w[i[1]] - w[1 - i[1]]));
    }
}
