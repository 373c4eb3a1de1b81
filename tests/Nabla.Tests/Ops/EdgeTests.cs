using Nabla.Testing;

namespace Nabla.Tests.Ops;

/// <summary>
/// No elements, one element, NaN and infinities, whole numbers and truth values: all ops against PyTorch's answers (eng/golden/torch_edges.py).
/// A number is PyTorch's, or the op refuses and says so, or it stands here and in docs/numerics.md why not.
/// </summary>
public class EdgeTests
{
    // Where the op answers, but not as PyTorch.
    static readonly Dictionary<string, string> Differences = new()
    {
        ["sign/unary nan"] = "NaN is never hidden",
        ["softshrink/unary nan"] = "NaN is never hidden",
        ["pow 2.5/unary nan"] = "(−∞)^2.5 is NaN as that of other negative numbers",
        ["two bitwise_left_shift/binary int"] = "shifts by negative counts are undefined there",
        ["two isin/binary nan"] = "NaN is in nothing, whatever the sizes",
        ["quantile 0.0 0/lines nan"] = "an infinite element is itself a quantile",
        ["quantile 1.0 0/lines nan"] = "an infinite element is itself a quantile",
        ["nanquantile 0.0 0/lines nan"] = "an infinite element is itself a quantile",
        ["nanquantile 0.0 1/lines nan"] = "an infinite element is itself a quantile",
        ["nanquantile 1.0 0/lines nan"] = "an infinite element is itself a quantile",
        ["nanquantile 1.0 1/lines nan"] = "an infinite element is itself a quantile",
        ["histogram range/lines nan"] = "NaN is in no bin",
        ["mode 1/lines nan"] = "NaN is the largest, as when sorting",
        ["unique/lines nan"] = "the order is right with NaN too",
    };

    // What is refused by a message: functions with a fraction of integers, arithmetic of truth values, middles of nothing, axes that are not there.
    static readonly Dictionary<string, string[]> Refused = new()
    {
        ["unary int"] =
        [
            "2 over", "acos", "acosh", "asin", "asinh", "atan", "atanh", "ceil", "cos", "cosh", "deg2rad", "digamma", "divide 4", "dropout 0", "erf", "erfc", "exp", "exp2", "expm1",
            "floor", "hardtanh", "lgamma", "log", "log10", "log1p", "log2", "pow -1", "pow -3", "pow 0.5", "pow 2.5", "pow 3", "rad2deg", "reciprocal", "relu6", "round", "rsqrt",
            "sigmoid", "sin", "sinc", "sinh", "softsign", "sqrt", "tan", "tanh", "tanhshrink", "trunc",
        ],
        ["unary truth"] =
        [
            "2 over", "acos", "acosh", "add 2", "asin", "asinh", "atan", "atanh", "clamp", "cos", "cosh", "deg2rad", "digamma", "divide 4", "dropout 0", "erf", "erfc", "exp", "exp2",
            "expm1", "lgamma", "log", "log10", "log1p", "log2", "multiply 2", "pow -1", "pow -3", "pow 0.5", "pow 2", "pow 2.5", "pow 3", "rad2deg", "reciprocal", "rsqrt", "sigmoid",
            "sign", "sin", "sinc", "sinh", "sqrt", "square", "tan", "tanh",
        ],
        ["binary int"] =
        [
            "l1_loss none", "l1_loss sum", "poisson_nll_loss mean", "poisson_nll_loss none", "poisson_nll_loss sum", "two atan2", "two copysign", "two div", "two ldexp", "two xlogy",
        ],
        ["binary truth"] =
        [
            "two add", "two atan2", "two copysign", "two div", "two fmax", "two fmin", "two ldexp", "two maximum", "two minimum", "two mul", "two xlogy",
        ],
        ["lines empty"] = ["cat 1", "cummax 1", "cummin 1", "median", "nanmedian", "roll 1", "transpose", "tril", "triu"],
        ["lines no rows"] = ["median", "nanmedian"],
        ["lines no columns"] = ["median", "nanmedian"],
        ["lines int"] =
        [
            "cumulative trapezoid 0", "cumulative trapezoid 1", "gradient 0", "gradient 1", "logsumexp 0", "logsumexp 1", "scatter mean False", "scatter mean True",
            "scatter none mean False", "scatter none mean True", "trapezoid 0", "trapezoid 1",
        ],
        ["lines truth"] =
        [
            "amax", "amax 0", "amax 1", "amin", "amin 0", "amin 1", "aminmax 0", "aminmax 1", "cummax 0", "cummax 1", "cummin 0", "cummin 1", "cumprod 0", "cumprod 1", "cumsum 0",
            "cumsum 1", "diff 0", "diff 1", "dot", "index add none", "kron", "logsumexp 0", "logsumexp 1", "max", "max 0", "max 1", "min", "min 0", "min 1", "nansum", "nansum 0",
            "nansum 1", "outer", "prod", "prod 0", "prod 1", "scatter none prod False", "scatter none prod True", "scatter none sum True", "scatter prod False", "scatter prod True",
            "scatter sum True", "sum", "sum 0", "sum 1",
        ],
    };

    public static TheoryData<string> Kinds
    {
        get
        {
            using var golden = new GoldenFile("edges");
            return [.. golden.Under("").Keys.Where(key => key.Contains("/in.", StringComparison.Ordinal)).Select(key => key.Split('/')[0]).Distinct()];
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void AnswersAreThoseOfPyTorch(string kind)
    {
        using var golden = new GoldenFile("edges");
        var answered = golden.Under("").Keys.Where(key => key.Contains($"/{kind}.", StringComparison.Ordinal)).Select(key => key.Split('/')[0]).Distinct();
        var wrong = answered.Select(op => (Op: op, Fault: Fault(golden, op, kind))).Where(row => row.Fault is not null != Differences.ContainsKey($"{row.Op}/{kind}"));
        Assert.Empty(wrong.Select(row => $"{row.Op}: {row.Fault ?? "is listed as different, but agrees"}"));
    }

    [Fact]
    public void EveryOpOfTheFileIsCalled()
    {
        using var golden = new GoldenFile("edges");
        Assert.Equal(
            golden.Under("").Keys.Where(key => !key.Contains("/in.", StringComparison.Ordinal)).Select(key => key.Split('/')[0]).Distinct().Order(), EdgeCases.Calls.Keys.Order());
    }

    // The gradient of nothing is nothing, not an error.
    [Theory]
    [InlineData("unary empty")]
    [InlineData("binary empty")]
    [InlineData("binary none by three")]
    [InlineData("lines empty")]
    [InlineData("lines no rows")]
    [InlineData("lines no columns")]
    public void GradientsOfNothingHaveTheShapeOfTheInput(string kind)
    {
        using var golden = new GoldenFile("edges");
        foreach (var (op, call) in EdgeCases.Calls.Where(row => golden.Has($"{row.Key}/{kind}.0") && !IsRefused(row.Key, kind)))
        {
            Tensor[] leaves = [.. Inputs(golden, kind).Select(x => x.Track())];
            if (call(leaves)[0] is { IsTracked: true } y)
                foreach (var leaf in leaves)
                    Assert.True((y.Sum().Backward().Find(leaf)?.Shape ?? leaf.Shape) == leaf.Shape, $"{op} of {kind}");
        }
    }

    static bool IsRefused(string op, string kind) => Refused.TryGetValue(kind, out var ops) && ops.Contains(op);

    static Tensor[] Inputs(GoldenFile golden, string kind) =>
        [.. golden.Under($"{kind}/in.").OrderBy(pair => pair.Key).Select(pair => kind.Contains("truth", StringComparison.Ordinal) ? pair.Value.To(DType.Bool) : pair.Value)];

    static string? Fault(GoldenFile golden, string op, string kind)
    {
        Tensor[] outputs;
        try
        {
            outputs = EdgeCases.Calls[op](Inputs(golden, kind));
        }
        catch (ShapeException refusal)
        {
            return IsRefused(op, kind) ? null : $"refused: {refusal.Message}";
        }

        if (IsRefused(op, kind))
            return "is listed as refused, but answers";
        return Enumerable.Range(0, outputs.Length).Select(k => Fault(golden[$"{op}/{kind}.{k}"], outputs[k])).FirstOrDefault(fault => fault is not null)
            ?? (golden.Has($"{op}/{kind}.{outputs.Length}") ? "too few results" : null);
    }

    // Functions are good to some units in the last place of double, near zeros of their own of 1e-3.
    static string? Fault(Tensor expected, Tensor actual)
    {
        if (expected.Shape != actual.Shape)
            return $"the shape is {expected.Shape}, got {actual.Shape}";
        var (e, a) = (expected.To(DType.Float64).ToArray<double>(), actual.To(DType.Float64).ToArray<double>());
        var at = Array.FindIndex(e.Zip(a, (x, y) => x.Equals(y) || (double.IsFinite(x) && Math.Abs(x - y) <= 1e-12 * (1e-3 + Math.Abs(x)))).ToArray(), same => !same);
        if (at < 0)
            GoldenFile.AssertClose(expected, actual, 2e-12, "edge");
        return at < 0 ? null : $"element {at} is {e[at]:R}, got {a[at]:R}";
    }
}
