using System.Globalization;

namespace Nabla.Tests.Ops;

/// <summary>What the rows of eng/golden/torch_edges.py call: each op with the inputs of every kind.</summary>
static class EdgeCases
{
    public static IReadOnlyDictionary<string, Func<Tensor[], Tensor[]>> Calls { get; } =
        new (string Name, Func<Tensor[], Tensor[]> Call)[][] { [.. Unary], [.. Powers], [.. Comparisons], [.. Binary], [.. Losses], [.. Reductions], [.. Sorted], [.. Lines], [.. Movement], [.. Products], [.. Indexing], [.. Huge] }
            .SelectMany(rows => rows).ToDictionary(row => row.Name, row => row.Call);

    static (string, Func<Tensor[], Tensor[]>) Of(string name, Func<Tensor, Tensor> f) => (name, x => [f(x[0])]);

    static (string, Func<Tensor[], Tensor[]>) Two(string name, Func<Tensor, Tensor, Tensor> f) => ($"two {name}", x => [f(x[0], x[1])]);

    static IEnumerable<(string, Func<Tensor[], Tensor[]>)> Axes(string name, Func<Tensor, int, Tensor[]> f, Func<Tensor, Tensor>? all = null) =>
    [
        ($"{name} 0", x => f(x[0], 0)),
        ($"{name} 1", x => f(x[0], 1)),
        .. all is null ? Array.Empty<(string, Func<Tensor[], Tensor[]>)>() : [Of(name, all)],
    ];

    static IEnumerable<(string, Func<Tensor[], Tensor[]>)> Axes(string name, Func<Tensor, int, Tensor> f, Func<Tensor, Tensor>? all = null) => Axes(name, (x, a) => (Tensor[])[f(x, a)], all);

    static string Text(double c) => double.IsInfinity(c) ? c > 0 ? "inf" : "-inf" : double.IsNaN(c) ? "nan" : c == 1e30 ? "1e+30" : c.ToString(CultureInfo.InvariantCulture);

    static IEnumerable<(string, Func<Tensor[], Tensor[]>)> Unary =>
    [
        Of("abs", x => x.Abs()), Of("acos", x => x.Acos()), Of("acosh", x => x.Acosh()), Of("asin", x => x.Asin()), Of("asinh", x => x.Asinh()), Of("atan", x => x.Atan()),
        Of("atanh", x => x.Atanh()), Of("ceil", x => x.Ceiling()), Of("cos", x => x.Cos()), Of("cosh", x => x.Cosh()), Of("digamma", x => x.Digamma()),
        Of("deg2rad", x => x.DegreesToRadians()), Of("erf", x => x.Erf()), Of("erfc", x => x.ErfComplement()), Of("exp", x => x.Exp()), Of("exp2", x => x.Exp2()),
        Of("expm1", x => x.Expm1()), Of("floor", x => x.Floor()), Of("frac", x => x.Fraction()), Of("isfinite", x => x.IsFinite()), Of("isinf", x => x.IsInfinite()),
        Of("isnan", x => x.IsNaN()), Of("isneginf", x => x.IsNegativeInfinity()), Of("isposinf", x => x.IsPositiveInfinity()), Of("log", x => x.Log()), Of("log10", x => x.Log10()),
        Of("log1p", x => x.Log1p()), Of("log2", x => x.Log2()), Of("lgamma", x => x.LogGamma()), Of("logical_not", x => x.LogicalNot()), Of("bitwise_not", x => x.BitwiseNot()),
        Of("neg", x => -x), Of("rad2deg", x => x.RadiansToDegrees()), Of("reciprocal", x => x.Reciprocal()), Of("round", x => x.Round()), Of("rsqrt", x => x.Rsqrt()),
        Of("sigmoid", x => x.Sigmoid()), Of("sign", x => x.Sign()), Of("signbit", x => x.IsNegative()), Of("sin", x => x.Sin()), Of("sinc", x => x.Sinc()), Of("sinh", x => x.Sinh()),
        Of("sqrt", x => x.Sqrt()), Of("square", x => x.Square()), Of("tan", x => x.Tan()), Of("tanh", x => x.Tanh()), Of("trunc", x => x.Truncate()), Of("nan_to_num", x => x.NanToNum()),
        Of("celu", x => x.Celu()), Of("elu", x => x.Elu()), Of("gelu", x => x.Gelu()), Of("hardshrink", x => x.HardShrink()), Of("hardsigmoid", x => x.HardSigmoid()),
        Of("hardswish", x => x.HardSwish()), Of("hardtanh", x => x.HardTanh()), Of("leaky_relu", x => x.LeakyRelu()), Of("logsigmoid", x => x.LogSigmoid()), Of("mish", x => x.Mish()),
        Of("relu", x => x.Relu()), Of("relu6", x => x.Relu6()), Of("selu", x => x.Selu()), Of("silu", x => x.Silu()), Of("softplus", x => x.Softplus()), Of("softshrink", x => x.SoftShrink()),
        Of("softsign", x => x.Softsign()), Of("tanhshrink", x => x.TanhShrink()), Of("clamp", x => x.Clamp(-1, 2)), Of("glu", x => Tensor.Concat([x, x]).Glu()),
        Of("masked fill", x => x.MaskedFill(x.IsNaN(), 7)), Of("dropout 0", x => x.Dropout(0, new Rng(1))),
        Of("to float", x => x.To(DType.Float32)), Of("to double", x => x.To(DType.Float64)), Of("to bool", x => x.To(DType.Bool)),
        Of("add 2", x => x + 2), Of("multiply 2", x => x * 2), Of("divide 4", x => x / 4), Of("2 over", x => 2 / x), Of("3 less", x => 3 - x),
    ];

    static IEnumerable<(string, Func<Tensor[], Tensor[]>)> Powers => new[] { ("3", 3), ("2", 2), ("0.5", 0.5), ("-1", -1), ("2.5", 2.5), ("0", 0), ("-3", -3) }
        .Select(p => Of($"pow {p.Item1}", x => x.Power(p.Item2)));

    static IEnumerable<(string, Func<Tensor[], Tensor[]>)> Comparisons => new[] { 0.5, -0.5, 1, double.PositiveInfinity, double.NegativeInfinity, double.NaN, 1e30 }.SelectMany(c => new[]
    {
        Of($"gt {Text(c)}", x => x.Greater(c)), Of($"ge {Text(c)}", x => x.GreaterOrEqual(c)), Of($"lt {Text(c)}", x => x.Less(c)), Of($"le {Text(c)}", x => x.LessOrEqual(c)),
        Of($"eq {Text(c)}", x => x.EqualTo(c)), Of($"ne {Text(c)}", x => x.NotEqualTo(c)),
    });

    static Tensor Flag(bool truth) => Tensor.Scalar(truth ? 1 : 0, DType.Bool);

    static IEnumerable<(string, Func<Tensor[], Tensor[]>)> Binary =>
    [
        Two("atan2", (a, b) => a.Atan2(b)), Two("hypot", (a, b) => a.Hypot(b)), Two("logaddexp", (a, b) => a.LogAddExp(b)), Two("logaddexp2", (a, b) => a.LogAddExp2(b)),
        Two("maximum", (a, b) => a.Maximum(b)), Two("minimum", (a, b) => a.Minimum(b)), Two("fmax", (a, b) => a.MaximumNumber(b)), Two("fmin", (a, b) => a.MinimumNumber(b)),
        Two("fmod", (a, b) => a.Fmod(b)), Two("remainder", (a, b) => a.Remainder(b)), Two("xlogy", (a, b) => a.XLogY(b)), Two("copysign", (a, b) => a.CopySign(b)),
        Two("nextafter", (a, b) => a.NextAfter(b)), Two("isclose", (a, b) => a.IsClose(b)), Two("eq", (a, b) => a.EqualTo(b)), Two("ne", (a, b) => a.NotEqualTo(b)),
        Two("lt", (a, b) => a.Less(b)), Two("le", (a, b) => a.LessOrEqual(b)), Two("gt", (a, b) => a.Greater(b)), Two("ge", (a, b) => a.GreaterOrEqual(b)),
        Two("logical_and", (a, b) => a.LogicalAnd(b)), Two("logical_or", (a, b) => a.LogicalOr(b)), Two("logical_xor", (a, b) => a.LogicalXor(b)),
        Two("bitwise_and", (a, b) => a.BitwiseAnd(b)), Two("bitwise_or", (a, b) => a.BitwiseOr(b)), Two("bitwise_xor", (a, b) => a.BitwiseXor(b)),
        Two("gcd", (a, b) => a.GreatestCommonDivisor(b)), Two("lcm", (a, b) => a.LeastCommonMultiple(b)), Two("bitwise_left_shift", (a, b) => a.BitwiseLeftShift(b)),
        Two("bitwise_right_shift", (a, b) => a.BitwiseRightShift(b)), Two("add", (a, b) => a + b), Two("sub", (a, b) => a - b), Two("mul", (a, b) => a * b), Two("div", (a, b) => a / b),
        Two("ldexp", (a, b) => a.Ldexp(b)), Two("floor_divide", (a, b) => a.FloorDivide(b)), Two("lerp", (a, b) => a.Lerp(b, 0.3)), Two("where", (a, b) => a.Greater(b).Where(a, b)),
        Two("isin", (a, b) => a.IsIn(b)), Two("equal", (a, b) => Flag(a.ContentEquals(b))), Two("allclose", (a, b) => Flag(a.AllClose(b))), Two("clamp", (a, b) => a.Clamp(b, null)),
        Two("dist", (a, b) => a.Distance(b)),
    ];

    static IEnumerable<(string, Func<Tensor[], Tensor[]>)> Losses => new (string Name, Func<Tensor, Tensor, Reduction, Tensor> Call)[]
    {
        ("mse_loss", (a, b, how) => a.MeanSquaredError(b, how)), ("l1_loss", (a, b, how) => a.MeanAbsoluteError(b, how)), ("smooth_l1_loss", (a, b, how) => a.SmoothL1(b, reduction: how)),
        ("huber_loss", (a, b, how) => a.Huber(b, reduction: how)), ("soft_margin_loss", (a, b, how) => a.SoftMargin(b, how)),
        ("poisson_nll_loss", (a, b, how) => a.PoissonNegativeLogLikelihood(b, reduction: how)), ("binary_cross_entropy_with_logits", (a, b, how) => a.BinaryCrossEntropyWithLogits(b, how)),
    }.SelectMany(loss => new[] { ("mean", Reduction.Mean), ("sum", Reduction.Sum), ("none", Reduction.None) }.Select(how => ($"{loss.Name} {how.Item1}", (Func<Tensor[], Tensor[]>)(x =>
    {
        var shape = Shape.Broadcast(x[0].Shape, x[1].Shape)!.Value;
        return [loss.Call(x[0].BroadcastTo(shape), x[1].BroadcastTo(shape), how.Item2)];
    }))));

    static IEnumerable<(string, Func<Tensor[], Tensor[]>)> Reductions =>
    [
        .. Axes("sum", (x, a) => x.Sum(a), x => x.Sum()), .. Axes("prod", (x, a) => x.Product(a), x => x.Product()), .. Axes("amax", (x, a) => x.Max(a), x => x.Max()),
        .. Axes("amin", (x, a) => x.Min(a), x => x.Min()), .. Axes("mean", (x, a) => x.Mean(a), x => x.Mean()), .. Axes("all", (x, a) => x.All([a]), x => x.All()),
        .. Axes("any", (x, a) => x.Any([a]), x => x.Any()), .. Axes("count_nonzero", (x, a) => x.Count([a]), x => x.Count()), .. Axes("nansum", (x, a) => x.NanSum(a), x => x.NanSum()),
        .. Axes("nanmean", (x, a) => x.NanMean(a), x => x.NanMean()), .. Axes("argmax", (x, a) => x.ArgMax(a)), .. Axes("argmin", (x, a) => x.ArgMin(a)),
        .. Axes("cumsum", (x, a) => x.CumulativeSum(a)), .. Axes("cumprod", (x, a) => x.CumulativeProduct(a)), .. Axes("cummax", (x, a) => Both(x.CumulativeMax(a))),
        .. Axes("cummin", (x, a) => Both(x.CumulativeMin(a))), .. Axes("logcumsumexp", (x, a) => x.LogCumulativeSumExp(a)), .. Axes("logsumexp", (x, a) => x.LogSumExp(a)),
        .. Axes("max", (x, a) => x.Max(a), x => x.Max()), .. Axes("min", (x, a) => x.Min(a), x => x.Min()), .. Axes("var", (x, a) => x.Variance(a), x => x.Variance()),
        .. Axes("std", (x, a) => x.Deviation(a), x => x.Deviation()), .. Axes("var 0 correction", (x, a) => x.Variance(a, correction: 0)), .. Axes("aminmax", (x, a) => Both(x.MinMax([a]))),
        .. new[] { ("0", 0), ("1", 1), ("2", 2), ("3", 3), ("inf", double.PositiveInfinity), ("-inf", double.NegativeInfinity) }
            .SelectMany(p => Axes($"norm {p.Item1}", (x, a) => x.VectorNorm(p.Item2, [a]), x => x.VectorNorm(p.Item2))),
    ];

    static IEnumerable<(string, Func<Tensor[], Tensor[]>)> Sorted =>
    [
        .. Axes("sort", (x, a) => Both(x.Sort(a))), .. Axes("argsort", (x, a) => x.ArgSort(a)), .. Axes("sort falling", (x, a) => Both(x.Sort(a, descending: true))),
        .. Axes("median", (x, a) => x.Median(a).Value, x => x.Median()), .. Axes("nanmedian", (x, a) => x.NanMedian(a).Value, x => x.NanMedian()), .. Axes("mode", (x, a) => x.Mode(a).Value),
        .. Axes("topk", (x, a) => x.TopK(Math.Min(2, x.Shape[a]), a).Values), .. Axes("topk smallest", (x, a) => x.TopK(Math.Min(2, x.Shape[a]), a, largest: false).Values),
        .. Axes("kthvalue", (x, a) => x.KthValue(1, a).Value),
        .. new[] { ("0.0", 0), ("0.4", 0.4), ("1.0", 1) }.SelectMany(q => Axes($"quantile {q.Item1}", (x, a) => x.Quantile(q.Item2, a)).Concat(Axes($"nanquantile {q.Item1}", (x, a) => x.NanQuantile(q.Item2, a)))),
        ("unique", x => Three(x[0].Unique())), ("unique consecutive", x => Three(x[0].UniqueConsecutive())), Of("nonzero", x => x.NonZero()),
        ("histogram", x => Both(x[0].Histogram(3))), ("histogram range", x => Both(x[0].Histogram(3, (-2, 2)))),
        Of("bucketize", x => x.Bucketize(Tensor.Of(-1L, 0, 2).To(x.DType))), Of("bucketize right", x => x.Bucketize(Tensor.Of(-1L, 0, 2).To(x.DType), right: true)),
        Of("bucketize none", x => x.Bucketize(Tensor.Zeros([0], x.DType))), Of("bincount", x => x.Maximum(-x).Reshape(-1).BinCount()),
    ];

    static IEnumerable<(string, Func<Tensor[], Tensor[]>)> Lines =>
    [
        Of("softmax 1", x => x.Reshape(x.Shape[0], x.Shape[1]).Softmax()), Of("log softmax 1", x => x.Reshape(x.Shape[0], x.Shape[1]).LogSoftmax()), .. Axes("normalize", (x, a) => x.ToUnitNorm(2, a)),
        .. Axes("trapezoid", (x, a) => x.Trapezoid(axis: a)), .. Axes("cumulative trapezoid", (x, a) => x.CumulativeTrapezoid(axis: a)), .. Axes("gradient", (x, a) => x.FiniteDifference(a)),
        .. Axes("renorm", (x, a) => x.Renorm(2, a, 1.5)), Of("layer norm", x => x.LayerNorm()), .. Axes("diff", (x, a) => x.Diff(a)),
    ];

    static IEnumerable<(string, Func<Tensor[], Tensor[]>)> Movement =>
    [
        .. Axes("cat", (x, a) => Tensor.Concat([x, x], a)), .. Axes("stack", (x, a) => Tensor.Stack([x, x], a)), .. Axes("flip", (x, a) => x.Flip(a)), .. Axes("roll", (x, a) => x.Roll(2, a)),
        Of("tile", x => x.Tile([2, 3])), .. Axes("repeat", (x, a) => x.Repeat(a, 2)), Of("tril", x => x.Lower()), Of("triu", x => x.Upper()), Of("diagonal", x => x.Diagonal()),
        Of("trace", x => x.Trace()), Of("pad", x => x.Pad(-1, 1, 2)), .. Axes("chunk", (x, a) => x.Chunk(2, a)), .. Axes("split", (x, a) => x.Split(2, a)), Of("transpose", x => x.T),
        Of("block diag", x => Tensor.BlockDiagonal(x, x)), Of("clone", x => x.Clone()), .. Axes("windows", (x, a) => x.Windows(a, 1)), Of("one hot", x => x.Maximum(-x).OneHot(8, DType.Int64)),
        Of("vander", x => x.Vandermonde(3, increasing: true)), Of("diag embed", x => x.DiagonalMatrix()),
    ];

    static Tensor Square(Tensor x) => x.Unsqueeze(-1) * x.Unsqueeze(-2);

    static IEnumerable<(string, Func<Tensor[], Tensor[]>)> Products =>
    [
        Of("matmul", x => x.MatMul(x.Rank == 1 ? x : x.T)), Of("gram", x => x.Rank == 1 ? x.MatMul(x) : x.T.MatMul(x)), Of("outer", x => x.Outer(x)), Of("dot", x => x.Dot(x)), Of("kron", x => x.Kronecker(x)),
        Of("cdist", x => x.DistanceMatrix(x)), Of("cdist 1", x => x.DistanceMatrix(x, 1)), Of("pdist", x => x.CondensedDistances()), Of("einsum", x => Tensor.Einsum("ij,ik->jk", x, x)),
        Of("linear", x => x.Linear(Tensor.Ones([2, x.Shape[-1]], x.DType), Tensor.Ones([2], x.DType))), Of("tensordot", x => x.TensorDot(x, 2)), Of("cosine", x => x.CosineSimilarity(x)),
        Of("cross entropy", x => x.CrossEntropy(Tensor.Zeros([x.Shape[0]], DType.Int64))), Of("cross entropy sum", x => x.CrossEntropy(Tensor.Zeros([x.Shape[0]], DType.Int64), Reduction.Sum)),
    ];

    static Tensor Zeros(Tensor x, int count) => Tensor.Zeros(x.Shape.With(0, count), DType.Int64);

    static Tensor Twice(Tensor x) => x.Slice(0, 0, Math.Min(1, x.Shape[0])).Repeat(0, 2);

    static IEnumerable<(string, Func<Tensor[], Tensor[]>)> Indexing =>
    [
        .. Axes("index select none", (x, a) => x.IndexSelect(a, Tensor.Zeros([0], DType.Int64))), .. Axes("index select", (x, a) => x.IndexSelect(a, Tensor.Of(0L, 0))),
        Of("gather none", x => x.Gather(0, Zeros(x, 0))), Of("gather", x => x.Gather(0, Zeros(x, 2))),
        .. new (string How, Func<Tensor, Tensor, Tensor, bool, Tensor> Call)[]
        {
            ("prod", (x, i, s, own) => x.ScatterProduct(0, i, s, own)),
            ("amax", (x, i, s, own) => x.ScatterMax(0, i, s, own)), ("amin", (x, i, s, own) => x.ScatterMin(0, i, s, own)), ("mean", (x, i, s, own) => x.ScatterMean(0, i, s, own)),
        }.SelectMany(kind => new[] { true, false }.SelectMany(own => new[]
        {
            Of($"scatter {kind.How} {own}", x => kind.Call(x, Zeros(x, 2), Twice(x), own)), Of($"scatter none {kind.How} {own}", x => kind.Call(x, Zeros(x, 0), x.Slice(0, 0, 0), own)),
        })),
        Of("scatter sum True", x => x.ScatterAdd(0, Zeros(x, 2), Twice(x))), Of("scatter none sum True", x => x.ScatterAdd(0, Zeros(x, 0), x.Slice(0, 0, 0))),
        Of("index add none", x => x.IndexAdd(0, Tensor.Zeros([0], DType.Int64), x.Slice(0, 0, 0))), .. Axes("index fill", (x, a) => x.IndexFill(a, Tensor.Of(0L), 1)),
        Of("masked select", x => x.MaskedSelect(x.Greater(0))), Of("masked none", x => x.MaskedSelect(Tensor.Zeros(x.Shape, DType.Bool))), Of("masked scatter", x => x.MaskedScatter(Tensor.Zeros(x.Shape, DType.Bool), x)),
        Of("segment sum", x => x.SegmentSum(Tensor.Of(0L, x.Shape[0]))), Of("segment max", x => x.SegmentMax(Tensor.Of(x.Shape[0], 0L))), Of("segment mean", x => x.SegmentMean(Tensor.Of(x.Shape[0], 0L))),
    ];

    static IEnumerable<(string, Func<Tensor[], Tensor[]>)> Huge =>
    [
        Of("huge to float", x => x.To(DType.Float32)), Of("huge to double", x => x.To(DType.Float64)), Of("broken to int", x => x.To(DType.Int64)),
        Of("huge sum", x => x.Sum()), Of("huge amax", x => x.Max()), Of("huge amin", x => x.Min()), Of("huge prod", x => x.Product()), Of("huge sort", x => x.Sort().Values),
    ];

    static Tensor[] Both((Tensor A, Tensor B) pair) => [pair.A, pair.B];

    static Tensor[] Three((Tensor A, Tensor B, Tensor C) three) => [three.A, three.B, three.C];
}
