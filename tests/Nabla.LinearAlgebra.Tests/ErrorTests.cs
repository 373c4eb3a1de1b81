using Nabla.Testing;

namespace Nabla.LinearAlgebra.Tests;

/// <summary>Matrices for which there is no result, and equal eigenvalues.</summary>
public class ErrorTests
{
    static readonly Tensor Regular = Tensor.Of([[2.0, 1], [1, 3]]), Singular = Tensor.Of([[1.0, 2], [2, 4]]);

    static Tensor Third => Tensor.Stack([Regular, Regular, Regular, Singular]);

    [Fact]
    public void TheSingularMatrixOfABatchIsNamed()
    {
        Assert.Equal("Inverse: matrix 3 of the batch is singular.", Message(() => Third.Inverse()));
        Assert.Equal("Solve: matrix 3 of the batch is singular.", Message(() => Third.Solve(Regular)));
        Assert.Equal("Solve: the matrix is singular.", Message(() => Singular.Solve(Regular)));
        Assert.Equal("TriangularSolve: matrix 3 of the batch is singular.", Message(() => (Third - 4).TriangularSolve(Regular, upper: true)));
        Assert.Equal("Cholesky: matrix 1 of the batch is not positive definite.", Message(() => Tensor.Stack([Regular, -Regular]).Cholesky()));
        Assert.Equal("Svd: the matrix has elements that are not finite.", Message(() => (Regular / 0).Svd()));
        Assert.Equal("SymmetricEigen: the matrix has elements that are not finite.", Message(() => (Regular / 0).SymmetricEigen()));
    }

    [Fact]
    public void ShapesThatDoNotFitAreNamed()
    {
        Assert.Equal("Inverse: the input must be (…, N, N) with N at least 1, got (2, 3).", Wrong(() => Tensor.Zeros([2, 3]).Inverse()));
        Assert.Equal("Svd: the input must be (…, N, M) with N and M at least 1, got (0, 3).", Wrong(() => Tensor.Zeros([0, 3]).Svd()));
        Assert.Equal("Svd: elements must be floating-point, got int64; convert with To(DType.Float32).", Wrong(() => Tensor.Zeros([2, 3], DType.Int64).Svd()));
        Assert.Equal("Solve: axis 0 of the right side must be 2 like the matrix, got (2, 2) and (3, 1).", Wrong(() => Regular.Solve(Tensor.Zeros([3, 1], DType.Float64))));
        Assert.Equal("Solve: leading axes of (4, 2, 2) and (3, 2, 1) do not broadcast: sizes must be equal or 1.", Wrong(() => Third.Solve(Tensor.Zeros([3, 2, 1], DType.Float64))));
        Assert.Equal("Solve: both dtypes must be equal, got float64 and float32; convert one with To.", Wrong(() => Regular.Solve(Tensor.Zeros([2, 1]))));
        Assert.Equal("LeastSquares: both must have the same number of rows, got (2, 2) and (3, 1).", Wrong(() => Regular.LeastSquares(Tensor.Zeros([3, 1], DType.Float64))));
        Assert.Equal("Pca: the number of components must be in 1 … 2 for data (2, 2), got 3.", Wrong(() => Pca.Fit(Regular, 3)));
        Assert.Equal("Pca: the data must be (N, C) with at least 2 rows, got (1, 3).", Wrong(() => Pca.Fit(Tensor.Ones([1, 3]))));
    }

    [Theory]
    [InlineData(40, 40, 5)]
    [InlineData(50, 20, 7)]
    [InlineData(20, 50, 19)]
    [InlineData(7, 3, 0)]
    [InlineData(64, 64, 64)]
    public void SingularVectorsAreOrthonormalWhateverTheRank(int n, int m, int rank)
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            var rng = new Rng(seed);
            var a = rank == 0 ? Tensor.Zeros([n, m], DType.Float64) : rng.Normal([n, rank], dtype: DType.Float64).MatMul(rng.Normal([rank, m], dtype: DType.Float64));
            var (u, s, vt) = a.FullSvd();
            var k = Math.Min(n, m);
            Assert.InRange((u.T.MatMul(u) - Tensor.Identity(n, DType.Float64)).Abs().Max().Item(), 0, 1e-12);
            Assert.InRange((vt.MatMul(vt.T) - Tensor.Identity(m, DType.Float64)).Abs().Max().Item(), 0, 1e-12);
            Assert.InRange(((u.Slice(-1, 0, k) * s.Unsqueeze(-2)).MatMul(vt.Slice(-2, 0, k)) - a).Abs().Max().Item(), 0, 1e-11);
        }
    }

    [Fact]
    public void DeterminantsOfSingularAndNegativeMatrices()
    {
        var x = Singular.Track();
        var y = x.Determinant();
        Assert.Equal(0, y.Item(), 1e-14);
        OpCheck.Close(Grid.Of(Tensor.Of([[4.0, -2], [-2, 1]])), y.Backward()[x], 1e-14, "cofactors");
        Assert.Equal((0, double.NegativeInfinity), (Singular.SignLogDeterminant().Sign.Item(), Singular.LogDeterminant().Item()));
        Assert.True(double.IsNaN(Tensor.Of([[0.0, 1], [1, 0]]).LogDeterminant().Item()));
    }

    [Fact]
    public void EqualEigenvaluesHaveAGradientAsLongAsNobodyAsksForTheirVectors()
    {
        var x = Tensor.Identity(3, DType.Float64).Track();
        OpCheck.Close(Grid.Of(x.Detach()), x.SymmetricEigen().Values.Sum().Backward()[x], 1e-14, "of the sum: the identity");
        OpCheck.Close(Grid.Of(x.Detach()), x.NuclearNorm().Backward()[x], 1e-14, "of singular values");
        var direction = GradCheck.Values([3, 3], -1, 1, 1);
        Assert.DoesNotContain(Grid.Of((x.SymmetricEigen().Vectors * direction).Sum().Backward()[x]).Values.Where((_, i) => i % 4 != 0), double.IsFinite);
    }

    [Fact]
    public void BasesThatWereCompletedHaveNoDerivative() =>
        Assert.StartsWith("FullSvd: ", Assert.Throws<NotSupportedException>(() => Regular.Track().FullSvd().U.Sum().Backward()).Message, StringComparison.Ordinal);

    [Fact]
    public void ManyMatricesAndLargeOnesSolveTheirSystems()
    {
        foreach (var (batch, n) in new[] { (300, 5), (3, 100), (1, 200) })
        {
            var a = new Rng(4).Normal([batch, n, n], dtype: DType.Float64) + Math.Sqrt(n) * 2 * Tensor.Identity(n, DType.Float64);
            var b = new Rng(5).Normal([batch, n, 3], dtype: DType.Float64);
            OpCheck.Close(Grid.Of(b), a.MatMul(a.Solve(b)), 1e-12, $"{n}: solved");
            OpCheck.Close(Grid.Of(Tensor.Identity(n, DType.Float64).BroadcastTo(a.Shape)), a.MatMul(a.Inverse()), 1e-12, $"{n}: inverse");
            var positive = a.MatMul(a.T);
            OpCheck.Close(Grid.Of(positive), positive.Cholesky() is var l ? l.MatMul(l.T) : a, 1e-12, $"{n}: Cholesky");
            var (q, r) = a.Qr();
            OpCheck.Close(Grid.Of(a), q.MatMul(r), 1e-12, $"{n}: Q R");
            OpCheck.Close(Grid.Of(Tensor.Identity(n, DType.Float64).BroadcastTo(a.Shape)), q.T.MatMul(q), 1e-12, $"{n}: Qᵀ Q");
            var (p, lower, upper) = a.Lu();
            OpCheck.Close(Grid.Of(a), p.MatMul(lower).MatMul(upper), 1e-12, $"{n}: P L U");
        }
    }

    [Fact]
    public void ACapturedStepNamesTheMatrixOfItsReplay()
    {
        var captured = Captured.Step(x => [x[0].Track().Inverse().Sum()]);
        captured.Run(Regular);
        Assert.Equal("Inverse: the matrix is singular.", Message(() => captured.Run(Singular)));
    }

    static string Message(Action call) => Assert.Throws<LinearAlgebraException>(call).Message;

    static string Wrong(Action call) => Assert.Throws<ShapeException>(call).Message;
}
