using Nabla.Testing;

namespace Nabla.LinearAlgebra.Tests;

/// <summary>Values and gradients against torch.linalg and scikit-learn (eng/golden/torch_linear_algebra.py).</summary>
public class GoldenTests
{
    const double Double = 1e-11, Single = 1e-5;

    static readonly GoldenFile Golden = new("linear_algebra", typeof(GoldenTests).Assembly);

    static readonly Dictionary<string, Func<Tensor[], Tensor[]>> Rows = new()
    {
        ["solve"] = x => [x[0].Solve(x[1])],
        ["solve vector"] = x => [x[0].Solve(x[1])],
        ["solve broadcast"] = x => [x[0].Solve(x[1])],
        ["triangular lower"] = x => [x[0].TriangularSolve(x[1])],
        ["triangular upper"] = x => [x[0].TriangularSolve(x[1], upper: true)],
        ["triangular unit"] = x => [x[0].TriangularSolve(x[1], unitDiagonal: true)],
        ["triangular large"] = x => [(x[0] / 6 + 3 * Tensor.Identity(37, x[0].DType)).TriangularSolve(x[1], upper: true)],
        ["solve large"] = x => [x[0].Solve(x[1])],
        ["inverse large"] = x => [x[0].Inverse()],
        ["cholesky large"] = x => [Positive(x[0]).Cholesky()],
        ["determinant large"] = x => [x[0].SignLogDeterminant().Logarithm],
        ["qr large"] = x => Both(x[0].Qr()),
        ["lu"] = x => x[0].Lu() is var d ? [d.L, d.U] : [],
        ["lu large"] = x => x[0].Lu() is var d ? [d.L, d.U] : [],
        ["lu solve"] = x => x[0].LuFactor() is var (factors, order) ? [factors.LuSolve(order, x[1])] : [],
        ["cholesky inverse"] = x => [Positive(x[0]).Cholesky().CholeskyInverse()],
        ["householder"] = x => [x[0].HouseholderProduct(x[1])],
        ["ormqr"] = x => [x[0].HouseholderMultiply(x[1], x[2])],
        ["ormqr transposed"] = x => [x[0].HouseholderMultiply(x[1], x[2], transposed: true)],
        ["tensor solve"] = x => [x[0].TensorSolve(x[1])],
        ["tensor inverse"] = x => [x[0].TensorInverse()],
        ["eigenvalues"] = x => Both(x[0].Eigenvalues()),
        ["eig"] = x => Four(x[0].GeneralEigen()),
        ["eig large"] = x => Four(x[0].GeneralEigen()),
        ["inverse"] = x => [x[0].Inverse()],
        ["cholesky"] = x => [Positive(x[0]).Cholesky()],
        ["cholesky solve"] = x => [Positive(x[0]).Cholesky().CholeskySolve(x[1])],
        ["qr tall"] = x => Both(x[0].Qr()),
        ["qr square"] = x => Both(x[0].Qr()),
        ["qr wide"] = x => Both(x[0].Qr()),
        ["eigen"] = x => Both(x[0].SymmetricEigen()),
        ["svd tall"] = x => Three(x[0].Svd()),
        ["svd square"] = x => Three(x[0].Svd()),
        ["svd wide"] = x => Three(x[0].Svd()),
        ["singular values"] = x => [x[0].SingularValues()],
        ["pseudo-inverse tall"] = x => [x[0].PseudoInverse()],
        ["pseudo-inverse wide"] = x => [x[0].PseudoInverse()],
        ["pseudo-inverse of rank 2"] = x => [x[0].MatMul(x[1]).PseudoInverse()],
        ["least squares"] = x => [x[0].LeastSquares(x[1])],
        ["least squares wide"] = x => [x[0].LeastSquares(x[1])],
        ["determinant"] = x => [x[0].Determinant()],
        ["log-determinant"] = x => [x[0].LogDeterminant()],
        ["sign log"] = x => [x[0].SignLogDeterminant().Logarithm],
        ["exponential"] = x => [x[0].MatrixExponential()],
        ["exponential large"] = x => [x[0].MatrixExponential()],
        ["nuclear"] = x => [x[0].NuclearNorm()],
        ["spectral"] = x => [x[0].SpectralNorm()],
        ["condition"] = x => [x[0].ConditionNumber()],
        ["covariance"] = x => [x[0].Covariance()],
        ["correlation"] = x => [x[0].Correlation()],
        ["einsum"] = x => [Tensor.Einsum("...ijk,jil,kl->...ij", x)],
        ["einsum diagonal"] = x => [Tensor.Einsum("iij,jk", x)],
        ["tensordot"] = x => [x[0].TensorDot(x[1], [2, 0], [0, 2])],
        ["kron"] = x => [x[0].Kronecker(x[1])],
        ["outer"] = x => [x[0].Outer(x[1])],
        ["inner"] = x => [x[0].Inner(x[1])],
        ["vecdot"] = x => [x[0].Dot(x[1])],
        ["power"] = x => [x[0].MatrixPower(5)],
        ["trace"] = x => [x[0].Trace()],
        ["diagonal"] = x => [x[0].Diagonal(1, 0, 2)],
        ["diag embed"] = x => [x[0].DiagonalMatrix(-1)],
        ["vector norm 3"] = x => [x[0].VectorNorm(3, [1])],
        ["vector norm 0.5"] = x => [x[0].VectorNorm(0.5)],
        ["vector norm inf"] = x => [x[0].VectorNorm(double.PositiveInfinity, [0])],
        ["vector norm 3 of zeros"] = x => [x[0].VectorNorm(3, [1])],
        ["matrix norm 1"] = x => [x[0].MatrixNorm(1)],
        ["matrix norm -inf"] = x => [x[0].MatrixNorm(double.NegativeInfinity)],
        ["frobenius"] = x => [x[0].FrobeniusNorm()],
    };

    public static TheoryData<string, DType> Cases => GoldenFile.Cases(Rows.Keys, name => name != "pseudo-inverse of rank 2");     // rounded to float32 the product has rank 4

    [Theory, MemberData(nameof(Cases))]
    public void EqualsPyTorch(string name, DType dtype) =>
        GoldenRow.Check(Golden, name, dtype, Rows[name], dtype == DType.Float64 ? Double : Single);

    [Fact]
    public void ReflectionsAndRanks()
    {
        var (vectors, tau) = Golden["reflections/x0"].Reflections();
        GoldenFile.AssertClose(Golden["reflections/y0"], vectors, Double, "vectors of reflections");
        GoldenFile.AssertClose(Golden["reflections/y1"], tau, Double, "their factors");
        Assert.Equal(Golden["rank/y0"].ToArray<long>(), Golden["rank/x0"].MatrixRank().ToArray<long>());
    }

    [Theory]
    [InlineData("pca", DType.Float64, Double)]
    [InlineData("pca", DType.Float32, Single)]
    [InlineData("pca white", DType.Float64, Double)]
    [InlineData("pca white", DType.Float32, Single)]
    public void PrincipalComponents(string name, DType dtype, double tolerance)
    {
        void Same(string part, Tensor actual) => GoldenFile.AssertClose(Golden[$"{name}/{part}"], actual, tolerance, $"{name}: {part}");
        var x = Golden[$"{name}/x"].To(dtype);
        var pca = Pca.Fit(x, 3, whiten: name == "pca white");
        Same("mean", pca.Mean);
        Same("components", pca.Components);
        Same("variance", pca.ExplainedVariance);
        Same("ratio", pca.ExplainedVarianceRatio);
        Same("transform", pca.Transform(x));
        Same("inverse", pca.Inverse(pca.Transform(x)));
    }

    static Tensor Positive(Tensor a) => a.MatMul(a.T) + Tensor.Identity(a.Shape[-1], a.DType);

    static Tensor[] Both((Tensor, Tensor) y) => [y.Item1, y.Item2];

    static Tensor[] Four((ComplexTensor W, ComplexTensor V) y) => [y.W.Real, y.W.Imaginary, y.V.Real, y.V.Imaginary];

    static Tensor[] Three((Tensor, Tensor, Tensor) y) => [y.Item1, y.Item2, y.Item3];
}
