using Nabla.Testing;

namespace Nabla.LinearAlgebra.Tests;

/// <summary>Indefinite matrices, a few eigenvalues, and matrices without a result, against torch.linalg (eng/golden/torch_symmetric.py).</summary>
public class SymmetricGoldenTests
{
    const double Double = 1e-9, Single = 1e-5;

    static readonly GoldenFile Golden = new("symmetric", typeof(SymmetricGoldenTests).Assembly);

    static readonly Dictionary<string, Func<Tensor[], Tensor[]>> Rows = new()
    {
        ["ldl"] = x => x[0].Ldl() is var (l, d, _) ? [l, d] : [],
        ["ldl pairs"] = x => x[0].Ldl() is var (l, d, _) ? [l, d] : [],
        ["ldl positive"] = x => x[0].Ldl() is var (l, d, _) ? [l, d] : [],
        ["ldl large"] = x => x[0].Ldl() is var (l, d, _) ? [l, d] : [],
        ["ldl solve"] = x => x[0].Ldl() is var (l, d, order) ? [l.LdlSolve(d, order, x[1])] : [],
        ["lobpcg"] = x => Extreme(x[0], 2),
        ["lobpcg smallest"] = x => Extreme(x[0], 3, largest: false),
        ["lobpcg metric"] = x => Extreme(x[0], 2, metric: x[1]),
        ["lobpcg metric smallest"] = x => Extreme(x[0], 2, largest: false, x[1]),
    };

    static readonly Dictionary<string, Func<Tensor[], (Tensor Result, Tensor Info)>> Attempts = new()
    {
        ["cholesky"] = x => x[0].TryCholesky(),
        ["inverse"] = x => x[0].TryInverse(),
        ["solve"] = x => x[0].TrySolve(x[1]),
    };

    public static TheoryData<string, DType> Cases => GoldenFile.Cases(Rows.Keys);

    public static TheoryData<string, DType> Tries => GoldenFile.Cases(Attempts.Keys);

    [Theory, MemberData(nameof(Cases))]
    public void EqualsPyTorch(string name, DType dtype) =>
        GoldenRow.Check(Golden, name, dtype, Rows[name], dtype == DType.Float64 ? Double : Single);

    [Theory]
    [InlineData("ldl")]
    [InlineData("ldl pairs")]
    [InlineData("ldl positive")]
    [InlineData("ldl large")]
    public void RowsAreExchangedAsByLapack(string name) =>
        Assert.Equal(Golden[$"{name}/order"].ToArray<long>(), Golden[$"{name}/x0"].Ldl().Order.ToArray<long>());

    [Theory, MemberData(nameof(Tries))]
    public void AMatrixWithoutAResultIsNumberedAndSpoilsNoOther(string name, DType dtype)
    {
        var tolerance = dtype == DType.Float64 ? Double : Single;
        var x = GoldenRow.Numbered(Golden, $"try {name}/x", dtype).Select(t => t.Track()).ToArray();
        var (y, info) = Attempts[name](x);
        Assert.Equal(Golden[$"try {name}/info"].ToArray<long>(), info.ToArray<long>());
        var good = info.EqualTo(0).Unsqueeze(-1).Unsqueeze(-1);
        var (zero, missing) = (Tensor.Scalar(0, dtype), y.IsNaN());
        Assert.Equal(Golden[$"try {name}/y"].IsNaN().ToArray<bool>(), missing.ToArray<bool>());
        var kept = good.Where(y, zero);
        GoldenFile.AssertClose(Golden[$"try {name}/y"].IsNaN().Where(Tensor.Scalar(0, DType.Float64), Golden[$"try {name}/y"]), kept, tolerance, name);
        var gradients = (kept * Golden[$"try {name}/g"].To(dtype)).Sum().Backward();
        GoldenRow.CheckGradients(Golden, $"try {name}", x, gradients, tolerance);
    }

    [Fact]
    public void FactorsOfSingularMatricesSayAtWhichPivot()
    {
        Assert.Equal(Golden["try lu/info"].ToArray<long>(), Golden["try lu/x0"].TryLuFactor().Info.ToArray<long>());
        var (l, d, order, info) = Golden["try ldl/x0"].TryLdl();
        Assert.Equal(Golden["try ldl/info"].ToArray<long>(), info.ToArray<long>());
        var a = Golden["try ldl/x0"];
        var rows = a.TakeAlong(-2, order.Unsqueeze(-1).BroadcastTo(a.Shape)).TakeAlong(-1, order.Unsqueeze(-2).BroadcastTo(a.Shape));
        OpCheck.Close(Grid.Of(rows), l.MatMul(d).MatMul(l.T), 1e-12, "L D Lᵀ of singular matrices");
    }

    // The values of a path of n points without its matrix: 2 − 2 cos(kπ / (n + 1)), k = 1 … n.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void EigenvaluesOfAMatrixThatIsNeverFormed(bool largest)
    {
        const int N = 60;
        static Tensor Laplacian(Tensor x) => 2 * x - x.Slice(0, 1, N - 1).Pad(0, 0, 1) - x.Slice(0, 0, N - 1).Pad(0, 1, 0);
        var start = new Rng(3).Normal([N, 3], dtype: DType.Float64);
        var (w, v) = Lobpcg.Find(Laplacian, start, largest, tolerance: 1e-12);
        for (var i = 0; i < 3; i++)
            Assert.Equal(2 - 2 * Math.Cos((largest ? N - i : i + 1) * Math.PI / (N + 1)), w.ToArray<double>()[i], 1e-11);
        OpCheck.Close(Grid.Of(v * w), Laplacian(v), 1e-10, "A v = w v");
    }

    [Fact]
    public void APreconditionerSavesSteps()
    {
        var scale = Tensor.Range(80, DType.Float64).Unsqueeze(-1) * 40 + 1;
        var coupling = Tensor.Ones([80, 80], DType.Float64) * 0.01;
        int Steps(Func<Tensor, Tensor>? preconditioner)
        {
            var products = 0;
            Lobpcg.Find(x => { products++; return scale * x + coupling.MatMul(x); }, new Rng(1).Normal([80, 2], dtype: DType.Float64), false, null, preconditioner, tolerance: 1e-10);
            return products;
        }

        Assert.True(Steps(r => r / scale) < Steps(null) / 3);
    }

    static Tensor[] Extreme(Tensor a, int count, bool largest = true, Tensor? metric = null) =>
        a.ExtremeEigen(new Rng(2), count, largest, metric, tolerance: 1e-13) is var (w, v) ? [w, v] : [];
}
