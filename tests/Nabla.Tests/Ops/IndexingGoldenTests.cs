using Nabla.Testing;

namespace Nabla.Tests.Ops;

/// <summary>Indexing, sorting, scans, movement and element-wise functions against PyTorch's numbers (eng/golden/torch_indexing.py), with gradients.</summary>
public class IndexingGoldenTests
{
    static readonly Dictionary<string, Func<Tensor[], Tensor[]>> Calls = new()
    {
        ["gather"] = x => [x[0].Gather(1, x[1])],
        ["scatter"] = x => [x[0].Scatter(1, x[1], x[2])],
        ["scatter add"] = x => [x[0].ScatterAdd(1, x[1], x[2])],
        ["scatter prod True"] = x => [x[0].ScatterProduct(1, x[1], x[2])],
        ["scatter prod False"] = x => [x[0].ScatterProduct(1, x[1], x[2], includeSelf: false)],
        ["scatter prod zeros"] = x => [x[0].ScatterProduct(1, x[1], x[2])],
        ["scatter amax True"] = x => [x[0].ScatterMax(1, x[1], x[2])],
        ["scatter amax False"] = x => [x[0].ScatterMax(1, x[1], x[2], includeSelf: false)],
        ["scatter amax ties"] = x => [x[0].ScatterMax(1, x[1], x[2])],
        ["scatter amin True"] = x => [x[0].ScatterMin(1, x[1], x[2])],
        ["scatter amin False"] = x => [x[0].ScatterMin(1, x[1], x[2], includeSelf: false)],
        ["scatter mean True"] = x => [x[0].ScatterMean(1, x[1], x[2])],
        ["scatter mean False"] = x => [x[0].ScatterMean(1, x[1], x[2], includeSelf: false)],
        ["index select"] = x => [x[0].IndexSelect(1, x[1])],
        ["index add"] = x => [x[0].IndexAdd(1, x[1], x[2])],
        ["index copy"] = x => [x[0].IndexPut(1, x[1], x[2])],
        ["index fill"] = x => [x[0].IndexFill(1, x[1], 2.5)],
        ["take"] = x => [x[0].Take(x[1], x[2])],
        ["put"] = x => [x[0].Put([x[1], x[2]], x[3])],
        ["put add"] = x => [x[0].PutAdd([x[1], x[2]], x[3])],
        ["take along"] = x => [x[0].TakeAlong(1, x[1])],
        ["masked fill"] = x => [x[0].MaskedFill(x[1], -1.5)],
        ["masked select"] = x => [x[0].MaskedSelect(x[1])],
        ["masked scatter"] = x => [x[0].MaskedScatter(x[1], x[2])],
        ["nonzero"] = x => [x[0].NonZero()],
        ["bincount"] = x => [x[0].BinCount(x[1], 8)],
        ["sort"] = x => Both(x[0].Sort(1)),
        ["sort ties"] = x => Both(x[0].Sort(1)),
        ["sort nan"] = x => Both(x[0].Sort(1)),
        ["sort falling"] = x => Both(x[0].Sort(1, descending: true)),
        ["sort falling ties"] = x => Both(x[0].Sort(1, descending: true)),
        ["sort falling nan"] = x => Both(x[0].Sort(1, descending: true)),
        ["sort first axis"] = x => Both(x[0].Sort(0)),
        ["top 2"] = x => Both(x[0].TopK(2, 1)),
        ["top 2 smallest"] = x => Both(x[0].TopK(2, 0, largest: false)),
        ["top 2 nan"] = x => [x[0].TopK(2, 1).Values],
        ["kth value"] = x => Both(x[0].KthValue(2, 1)),
        ["kth value kept"] = x => Both(x[0].KthValue(3, 0, keepAxis: true)),
        ["median axis"] = x => Both(x[0].Median(1)),
        ["median nan"] = x => Both(x[0].Median(1)),
        ["median"] = x => [x[0].Median()],
        ["median ties"] = x => [x[0].Median()],
        ["mode"] = x => [x[0].Mode(1).Value],
        ["unique"] = x => All(x[0].Unique()),
        ["unique consecutive"] = x => All(x[0].UniqueConsecutive()),
        ["search left"] = x => [x[0].SearchSorted(x[1])],
        ["search right"] = x => [x[0].SearchSorted(x[1], right: true)],
        ["search rows"] = x => [x[0].SearchSorted(x[1])],
        ["quantile linear"] = x => [x[0].Quantile([0.1, 0.25, 0.5, 1], 1)],
        ["quantile lower"] = x => [x[0].Quantile([0.1, 0.25, 0.5, 1], 1, interpolation: Interpolation.Lower)],
        ["quantile higher"] = x => [x[0].Quantile([0.1, 0.25, 0.5, 1], 1, interpolation: Interpolation.Higher)],
        ["quantile midpoint"] = x => [x[0].Quantile([0.1, 0.25, 0.5, 1], 1, interpolation: Interpolation.Midpoint)],
        ["quantile nearest"] = x => [x[0].Quantile([0.1, 0.25, 0.5, 1], 1, interpolation: Interpolation.Nearest)],
        ["quantile nan"] = x => [x[0].Quantile(0.4, 1)],
        ["quantile all"] = x => [x[0].Quantile(0.3)],
        ["histogram"] = x => Both(x[0].Histogram(4)),
        ["histogram range"] = x => Both(x[0].Histogram(5, (-1, 1.5))),
        ["histogram density"] = x => Both(x[0].Histogram(4, (-2, 2), x[1].Detach(), density: true)),
        ["histogram edges"] = x => Both(x[0].Histogram(Tensor.Of(-1.0, 0, 0.25, 2).To(x[0].DType))),
        ["cumsum"] = x => [x[0].CumulativeSum(1)],
        ["cumsum last"] = x => [x[0].CumulativeSum(-1)],
        ["cumprod"] = x => [x[0].CumulativeProduct(1)],
        ["cumprod zeros"] = x => [x[0].CumulativeProduct(1)],
        ["cummax"] = x => Both(x[0].CumulativeMax(1)),
        ["cummax nan"] = x => Both(x[0].CumulativeMax(1)),
        ["cummin"] = x => Both(x[0].CumulativeMin(1)),
        ["logcumsumexp"] = x => [x[0].LogCumulativeSumExp(1)],
        ["logcumsumexp huge"] = x => [x[0].LogCumulativeSumExp(0)],
        ["windows"] = x => [x[0].Windows(1, 3, 2)],
        ["windows overlapping"] = x => [x[0].Windows(0, 2)],
        ["roll"] = x => [x[0].Roll(2, 1)],
        ["roll back"] = x => [x[0].Roll(-4, 0)],
        ["flip"] = x => [x[0].Flip(0, 2)],
        ["rotate 1"] = x => [x[0].Rotate()],
        ["rotate 2"] = x => [x[0].Rotate(2)],
        ["rotate 3"] = x => [x[0].Rotate(-1)],
        ["tile"] = x => [x[0].Tile([2, 1, 3])],
        ["repeat"] = x => [x[0].Repeat(1, 2)],
        ["repeat counts"] = x => [x[0].Repeat(0, [2, 0, 3])],
        ["tril"] = x => [x[0].Lower(-1)],
        ["triu"] = x => [x[0].Upper(2)],
        ["diff"] = x => [x[0].Diff(1, 2)],
        ["mesh grid"] = x => Tensor.MeshGrid(x),
        ["cartesian product"] = x => [Tensor.CartesianProduct(x)],
        ["combinations"] = x => [x[0].Combinations(3)],
        ["combinations repeated"] = x => [x[0].Combinations(2, repeated: true)],
        ["split"] = x => x[0].Split(2, 1),
        ["chunk"] = x => x[0].Chunk(3, 1),
        ["unbind"] = x => x[0].Unbind(1),
        ["move axis"] = x => [x[0].MoveAxis(0, 1)],
        ["norm inf"] = x => [x[0].PowerNorm(double.PositiveInfinity, [1])],
        ["norm -inf"] = x => [x[0].PowerNorm(double.NegativeInfinity, [1])],
        ["norm 0"] = x => [x[0].PowerNorm(0, [1])],
        ["norm 1"] = x => [x[0].PowerNorm(1, [1])],
        ["norm 2"] = x => [x[0].PowerNorm(2, [1])],
        ["norm 3"] = x => [x[0].PowerNorm(3, [1])],
        ["norm 0.5"] = x => [x[0].PowerNorm(0.5, [1])],
        ["logsumexp nan"] = x => [x[0].LogSumExp(1)],
        ["count nonzero"] = x => [x[0].Count([1])],
        ["variance"] = x => [x[0].Variance([0, 2], correction: 0)],
        ["deviation"] = x => [x[0].Deviation(1)],
        ["round"] = x => [x[0].Round()],
        ["ceil"] = x => [x[0].Ceiling()],
        ["trunc"] = x => [x[0].Truncate()],
        ["frac"] = x => [x[0].Fraction()],
        ["exp2"] = x => [x[0].Exp2()],
        ["expm1"] = x => [x[0].Expm1()],
        ["sinc"] = x => [x[0].Sinc()],
        ["erf"] = x => [x[0].Erf()],
        ["erfc"] = x => [x[0].ErfComplement()],
        ["sinh"] = x => [x[0].Sinh()],
        ["cosh"] = x => [x[0].Cosh()],
        ["tanh"] = x => [x[0].Tanh()],
        ["asinh"] = x => [x[0].Asinh()],
        ["atan"] = x => [x[0].Atan()],
        ["asin"] = x => [x[0].Asin()],
        ["acos"] = x => [x[0].Acos()],
        ["atanh"] = x => [x[0].Atanh()],
        ["erfinv"] = x => [x[0].ErfInverse()],
        ["log1p"] = x => [x[0].Log1p()],
        ["tan"] = x => [x[0].Tan()],
        ["log2"] = x => [x[0].Log2()],
        ["log10"] = x => [x[0].Log10()],
        ["rsqrt"] = x => [x[0].Rsqrt()],
        ["lgamma"] = x => [x[0].LogGamma()],
        ["lgamma negative"] = x => [x[0].LogGamma()],
        ["digamma"] = x => [x[0].Digamma()],
        ["digamma negative"] = x => [x[0].Digamma()],
        ["acosh"] = x => [x[0].Acosh()],
        ["polygamma 1"] = x => [x[0].Polygamma(1)],
        ["polygamma 2"] = x => [x[0].Polygamma(2)],
        ["polygamma 3"] = x => [x[0].Polygamma(3)],
        ["round decimals"] = x => [x[0].Round(2)],
        ["fmod"] = x => [x[0].Fmod(x[1])],
        ["remainder"] = x => [x[0].Remainder(x[1])],
        ["atan2"] = x => [x[0].Atan2(x[1])],
        ["hypot"] = x => [x[0].Hypot(x[1])],
        ["logaddexp"] = x => [x[0].LogAddExp(x[1])],
        ["logaddexp infinite"] = x => [x[0].LogAddExp(x[1])],
        ["remainder int"] = x => [x[0].Remainder(x[1])],
        ["fmod int"] = x => [x[0].Fmod(x[1])],
        ["floor divide int"] = x => [x[0].FloorDivide(x[1])],
        ["floor divide"] = x => [x[0].FloorDivide(x[1])],
        ["xlogy"] = x => [x[0].XLogY(x[1])],
        ["xlogy nan"] = x => [x[0].XLogY(x[1])],
        ["lerp"] = x => [x[0].Lerp(x[1], 0.3)],
        ["lerp weights"] = x => [x[0].Lerp(x[1], x[2])],
        ["clamp"] = x => [x[0].Clamp(x[1], x[2])],
        ["nan to num"] = x => [x[0].NanToNum(1.5, 9, -9)],
        ["is finite"] = x => [x[0].IsNaN(), x[0].IsInfinite(), x[0].IsFinite()],
        ["bits"] = x => [x[0].BitwiseAnd(x[1]), x[0].BitwiseOr(x[1]), x[0].BitwiseXor(x[1]), x[0].BitwiseNot()],
        ["logic"] = x => [x[0].LogicalAnd(x[1]), x[0].LogicalOr(x[1]), x[0].LogicalXor(x[1]), x[0].LogicalNot()],
    };

    public static TheoryData<string> Names => [.. Calls.Keys];

    [Fact]
    public void EveryCaseOfTheFileIsCompared()
    {
        using var golden = new GoldenFile("indexing");
        Assert.Equal(golden.Under("").Keys.Select(key => key.Split('/')[0]).Distinct().Order(), Calls.Keys.Order());
    }

    // The largest error in float64 is a few units in the last place; sums of float32 round to some 1e-6 of the largest.
    [Theory, MemberData(nameof(Names))]
    public void DoubleAgreesWithPyTorch(string name) => Compare(name, DType.Float64, 1e-12);

    [Theory, MemberData(nameof(Names))]
    public void FloatAgreesWithPyTorch(string name) => Compare(name, DType.Float32, 1e-5);

    static void Compare(string name, DType dtype, double tolerance)
    {
        using var golden = new GoldenFile("indexing");
        var inputs = golden.Under($"{name}/in.").OrderBy(pair => pair.Key)
            .Select(pair => pair.Value.DType.IsFloating() ? pair.Value.To(dtype).Track() : pair.Value).ToArray();
        var outputs = Calls[name](inputs);
        Tensor? loss = null;
        for (var k = 0; k < outputs.Length; k++)
        {
            GoldenFile.AssertClose(golden[$"{name}/out.{k}"].To(dtype), outputs[k], tolerance, $"{name}: output {k}");
            if (golden.Has($"{name}/g.{k}"))
            {
                var part = (outputs[k].MaskedFill(outputs[k].IsFinite().LogicalNot(), 0) * golden[$"{name}/g.{k}"].To(dtype)).Sum();
                loss = loss is null ? part : loss + part;
            }
        }

        var gradients = loss is { IsTracked: true } ? loss.Backward() : null;
        for (var k = 0; k < inputs.Length; k++)
            if (golden.Has($"{name}/d.{k}"))
            {
                var expected = golden[$"{name}/d.{k}"].To(dtype);
                GoldenFile.AssertClose(expected, gradients?.Find(inputs[k]) ?? Tensor.Zeros(expected.Shape, dtype), tolerance, $"{name}: gradient {k}");
            }
    }

    static Tensor[] Both((Tensor A, Tensor B) pair) => [pair.A, pair.B];

    static Tensor[] All((Tensor A, Tensor B, Tensor C) three) => [three.A, three.B, three.C];
}
