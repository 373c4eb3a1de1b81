namespace Nabla.Tests.Ops;

/// <summary>Missing numbers, distances, parts, segments and sampled curves against PyTorch's numbers (eng/golden/torch_ops.py), with gradients.</summary>
public class OpsGoldenTests
{
    static readonly Dictionary<string, Func<Tensor[], Tensor[]>> Calls = new()
    {
        ["copysign"] = x => [x[0].CopySign(x[1])],
        ["copysign special"] = x => [x[0].CopySign(x[1])],
        ["copysign zero"] = x => [x[0].CopySign(x[1])],
        ["signbit"] = x => [x[0].IsNegative()],
        ["signbit int"] = x => [x[0].IsNegative()],
        ["fmax"] = x => [x[0].MaximumNumber(x[1])],
        ["fmax int"] = x => [x[0].MaximumNumber(x[1])],
        ["fmin"] = x => [x[0].MinimumNumber(x[1])],
        ["fmin int"] = x => [x[0].MinimumNumber(x[1])],
        ["frexp"] = x => Both(x[0].Frexp()),
        ["ldexp"] = x => [x[0].Ldexp(x[1])],
        ["ldexp broken"] = x => [x[0].Ldexp(x[1])],
        ["logaddexp2"] = x => [x[0].LogAddExp2(x[1])],
        ["logaddexp2 infinite"] = x => [x[0].LogAddExp2(x[1])],
        ["nextafter"] = x => [x[0].NextAfter(x[1])],
        ["deg2rad"] = x => [x[0].DegreesToRadians()],
        ["rad2deg"] = x => [x[0].RadiansToDegrees()],
        ["infinities"] = x => [x[0].IsPositiveInfinity(), x[0].IsNegativeInfinity()],
        ["isclose"] = x => [x[0].IsClose(x[1])],
        ["isclose nan"] = x => [x[0].IsClose(x[1], 0.5, 1.5, equalNaN: true)],
        ["isclose int"] = x => [x[0].IsClose(x[1], 0.5, 0)],
        ["isin"] = x => [x[0].IsIn(x[1])],
        ["isin int"] = x => [x[0].IsIn(x[1])],
        ["isin none"] = x => [x[0].IsIn(x[1])],
        ["gcd"] = x => [x[0].GreatestCommonDivisor(x[1])],
        ["lcm"] = x => [x[0].LeastCommonMultiple(x[1])],
        ["shifts"] = x => [x[0].BitwiseLeftShift(x[1]), x[0].BitwiseRightShift(x[1])],
        ["nansum"] = x => [x[0].NanSum(1)],
        ["nansum all"] = x => [x[0].NanSum()],
        ["nanmean"] = x => [x[0].NanMean(0)],
        ["nanmean kept"] = x => [x[0].NanMean(keepAxes: true)],
        ["nanmean none"] = x => [x[0].NanMean(1)],
        ["nanmedian"] = x => [x[0].NanMedian(1).Value],
        ["nanmedian all"] = x => [x[0].NanMedian()],
        ["nanmedian none"] = x => [x[0].NanMedian(1).Value],
        ["nanquantile linear"] = x => [x[0].NanQuantile([0.1, 0.25, 0.5, 1], 1)],
        ["nanquantile lower"] = x => [x[0].NanQuantile([0.1, 0.25, 0.5, 1], 1, interpolation: Interpolation.Lower)],
        ["nanquantile higher"] = x => [x[0].NanQuantile([0.1, 0.25, 0.5, 1], 1, interpolation: Interpolation.Higher)],
        ["nanquantile midpoint"] = x => [x[0].NanQuantile([0.1, 0.25, 0.5, 1], 1, interpolation: Interpolation.Midpoint)],
        ["nanquantile nearest"] = x => [x[0].NanQuantile([0.1, 0.25, 0.5, 1], 1, interpolation: Interpolation.Nearest)],
        ["nanquantile none"] = x => [x[0].NanQuantile(0.3, 1)],
        ["nanquantile all"] = x => [x[0].NanQuantile(0.3)],
        ["aminmax"] = x => Both(x[0].MinMax([1])),
        ["aminmax all"] = x => Both(x[0].MinMax()),
        ["aminmax nan"] = x => Both(x[0].MinMax([1])),
        ["var mean"] = x => Both(x[0].VarianceAndMean([0, 2], correction: 0)),
        ["std mean"] = x => Both(x[0].DeviationAndMean([1])),
        ["std mean all"] = x => Both(x[0].DeviationAndMean()),
        ["renorm"] = x => [x[0].Renorm(2, 0, 1.5)],
        ["renorm axis"] = x => [x[0].Renorm(1, 1, 3)],
        ["renorm inf"] = x => [x[0].Renorm(double.PositiveInfinity, 0, 0.5)],
        ["normalize"] = x => [x[0].ToUnitNorm()],
        ["normalize axis"] = x => [x[0].ToUnitNorm(3, 0)],
        ["normalize zero"] = x => [x[0].ToUnitNorm()],
        ["cdist 0"] = x => [x[0].DistanceMatrix(x[1], 0)],
        ["cdist 0.5"] = x => [x[0].DistanceMatrix(x[1], 0.5)],
        ["cdist 1"] = x => [x[0].DistanceMatrix(x[1], 1)],
        ["cdist 1.5"] = x => [x[0].DistanceMatrix(x[1], 1.5)],
        ["cdist 2"] = x => [x[0].DistanceMatrix(x[1])],
        ["cdist 3"] = x => [x[0].DistanceMatrix(x[1], 3)],
        ["cdist inf"] = x => [x[0].DistanceMatrix(x[1], double.PositiveInfinity)],
        ["cdist near"] = x => [x[0].DistanceMatrix(x[1])],
        ["cdist batch"] = x => [x[0].DistanceMatrix(x[1])],
        ["cdist far"] = x => [x[0].DistanceMatrix(x[1])],
        ["pdist 1"] = x => [x[0].CondensedDistances(1)],
        ["pdist 2"] = x => [x[0].CondensedDistances()],
        ["pdist 3"] = x => [x[0].CondensedDistances(3)],
        ["pdist inf"] = x => [x[0].CondensedDistances(double.PositiveInfinity)],
        ["dist 1"] = x => [x[0].Distance(x[1], 1)],
        ["dist 2"] = x => [x[0].Distance(x[1])],
        ["dist 3"] = x => [x[0].Distance(x[1], 3)],
        ["dist inf"] = x => [x[0].Distance(x[1], double.PositiveInfinity)],
        ["cross"] = x => [x[0].Cross(x[1])],
        ["cross axis"] = x => [x[0].Cross(x[1], 0)],
        ["vander"] = x => [x[0].Vandermonde()],
        ["vander increasing"] = x => [x[0].Vandermonde(3, increasing: true)],
        ["vander int"] = x => [x[0].Vandermonde(5)],
        ["vander batch"] = x => [x[0].Vandermonde(4, increasing: true)],
        ["chain"] = x => [Tensor.ChainMatMul(x)],
        ["multi dot"] = x => [Tensor.ChainMatMul(x)],
        ["block diag"] = x => [Tensor.BlockDiagonal(x)],
        ["at least 1d 0"] = x => [x[0].AtLeast1d()],
        ["at least 1d 1"] = x => [x[0].AtLeast1d()],
        ["at least 1d 2"] = x => [x[0].AtLeast1d()],
        ["at least 2d 0"] = x => [x[0].AtLeast2d()],
        ["at least 2d 1"] = x => [x[0].AtLeast2d()],
        ["at least 2d 2"] = x => [x[0].AtLeast2d()],
        ["at least 3d 0"] = x => [x[0].AtLeast3d()],
        ["at least 3d 1"] = x => [x[0].AtLeast3d()],
        ["at least 3d 2"] = x => [x[0].AtLeast3d()],
        ["clone"] = x => [x[0].Clone()],
        ["slice scatter"] = x => [x[0].SlicePut(1, 1, x[1], 2)],
        ["select scatter"] = x => [x[0].SelectPut(1, 2, x[1])],
        ["diagonal scatter"] = x => [x[0].DiagonalPut(x[1], 1)],
        ["diagonal scatter axes"] = x => [x[0].DiagonalPut(x[1], -1, 1, 2)],
        ["tril indices -2"] = _ => [Tensor.LowerIndices(3, 4, -2)],
        ["tril indices 0"] = _ => [Tensor.LowerIndices(3, 4)],
        ["tril indices 1"] = _ => [Tensor.LowerIndices(3, 4, 1)],
        ["triu indices -2"] = _ => [Tensor.UpperIndices(3, 4, -2)],
        ["triu indices 0"] = _ => [Tensor.UpperIndices(3, 4)],
        ["triu indices 1"] = _ => [Tensor.UpperIndices(3, 4, 1)],
        ["linspace"] = _ => [Tensor.LinSpace(-1.3, 2, 7, DType.Float64)],
        ["linspace one"] = _ => [Tensor.LinSpace(3, 9, 1, DType.Float64)],
        ["linspace falling"] = _ => [Tensor.LinSpace(5, -1, 4, DType.Float64)],
        ["logspace"] = _ => [Tensor.LogSpace(-2, 1, 5, dtype: DType.Float64)],
        ["logspace base"] = _ => [Tensor.LogSpace(0, 3, 4, 2, DType.Float64)],
        ["segment sum"] = x => [x[0].SegmentSum(x[1])],
        ["segment sum empty"] = x => [x[0].SegmentSum(x[1])],
        ["segment mean"] = x => [x[0].SegmentMean(x[1])],
        ["segment mean empty"] = x => [x[0].SegmentMean(x[1])],
        ["segment max"] = x => [x[0].SegmentMax(x[1])],
        ["segment max empty"] = x => [x[0].SegmentMax(x[1])],
        ["segment min"] = x => [x[0].SegmentMin(x[1])],
        ["segment min empty"] = x => [x[0].SegmentMin(x[1])],
        ["scatter amax int"] = x => [x[0].ScatterMax(1, x[1], x[2], includeSelf: false)],
        ["scatter amin int"] = x => [x[0].ScatterMin(1, x[1], x[2], includeSelf: false)],
        ["histogramdd"] = x => x[0].HistogramOfVectors([3, 2]) is var (counts, edges) ? [counts, .. edges] : [],
        ["histogramdd range"] = x => [x[0].HistogramOfVectors([3, 2], [(-1, 1.5), (-2, 1)], x[1].Detach(), density: true).Counts],
        ["histogramdd edges"] = x => [x[0].HistogramOfVectors([Tensor.Of(-1.0, 0, 2).To(x[0].DType), Tensor.Of(-2.0, 0.5, 1).To(x[0].DType)])],
        ["trapezoid"] = x => [x[0].Trapezoid()],
        ["trapezoid step"] = x => [x[0].Trapezoid(0.3, 1)],
        ["trapezoid places"] = x => [x[0].Trapezoid(x[1])],
        ["trapezoid lines"] = x => [x[0].Trapezoid(x[1], 0)],
        ["trapezoid of one"] = x => [x[0].Trapezoid()],
        ["cumulative trapezoid"] = x => [x[0].CumulativeTrapezoid(axis: 1)],
        ["cumulative trapezoid places"] = x => [x[0].CumulativeTrapezoid(x[1])],
        ["gradient 1"] = x => [x[0].FiniteDifference(1, 0.7)],
        ["gradient 2"] = x => [x[0].FiniteDifference(1, 0.7, 2)],
        ["gradient places 1"] = x => [x[0].FiniteDifference(Places(x[0]), 1)],
        ["gradient places 2"] = x => [x[0].FiniteDifference(Places(x[0]), 1, 2)],
        ["gumbel False"] = x => [GumbelSoftmaxOp.Sample(x[0], x[1], 0.7, hard: false)],
        ["gumbel True"] = x => [GumbelSoftmaxOp.Sample(x[0], x[1], 0.7, hard: true)],
    };

    public static TheoryData<string> Names => [.. Calls.Keys];

    // Numbers that float32 cannot hold or tell apart: neighbours in float64, subnormal numbers, vectors 1e-6 apart.
    public static TheoryData<string> NamesOfFloat => [.. Calls.Keys.Except(["nextafter", "frexp", "cdist near"])];

    [Fact]
    public void EveryCaseOfTheFileIsCompared() => GoldenCalls.RequireAll("ops", Calls);

    // The largest error in float64 is a few units in the last place; sums of float32 round to some 1e-6 of the largest.
    [Theory, MemberData(nameof(Names))]
    public void DoubleAgreesWithPyTorch(string name) => GoldenCalls.Compare("ops", name, Calls[name], DType.Float64, 1e-12);

    [Theory, MemberData(nameof(NamesOfFloat))]
    public void FloatAgreesWithPyTorch(string name) => GoldenCalls.Compare("ops", name, Calls[name], DType.Float32, 1e-5);

    static Tensor Places(Tensor like)
    {
        using var golden = new Nabla.Testing.GoldenFile("ops");
        return golden["trapezoid places/in.1"].To(like.DType);
    }

    static Tensor[] Both((Tensor A, Tensor B) pair) => [pair.A, pair.B];
}
