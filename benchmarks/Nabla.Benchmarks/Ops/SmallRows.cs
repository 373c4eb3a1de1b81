using static Nabla.Benchmarks.Ops.OpRow;

namespace Nabla.Benchmarks.Ops;

/// <summary>A thousand numbers: what a call costs.</summary>
static class SmallRows
{
    public static IEnumerable<OpRow> Of()
    {
        Tensor x = Normal([25, 40]), y = Normal([25, 40], 2), weight = Normal([40, 40], 3), index = Integers([25, 40], 40, 4), ones = Tensor.Ones([40]);
        Tensor classes = Integers([25], 40, 5), images = Normal([1, 8, 8, 16], 6), flat = x.Reshape(-1), places = Integers([25], 25, 7);
        return
        [
            Value("add", () => x + y), Value("add constant", () => x + 1), Value("exp", () => x.Exp()), Value("relu", () => x.Relu()), Value("erfinv", () => x.ErfInverse()),
            Value("sum", () => x.Sum()), Value("sum rows", () => x.Sum(1)), Value("max rows", () => x.Max(1)), Value("var", () => x.Variance()),
            Value("softmax", () => x.Softmax()), Value("layer norm", () => x.LayerNorm(ones, ones)), Value("cumsum rows", () => x.CumulativeSum(1)),
            Value("sort", () => flat.Sort()), Value("topk 5", () => x.TopK(5)), Value("unique", () => flat.Unique()), Value("gather rows", () => x.Gather(1, index)),
            Value("index_select", () => x.IndexSelect(0, places)), Value("concat", () => Tensor.Concat([x, y], 1)), Value("transpose", () => x.T.Contiguous()),
            Value("roll", () => x.Roll(3, 1)), Value("pad", () => x.Pad(1, 2, 2)), Value("greater", () => x.Greater(y)), Value("linear", () => x.Linear(weight)),
            Value("max pool", () => images.MaxPool(2)), Value("resize", () => images.Resize(16, ResizeMode.Linear)),
            Gradient("relu gradient", x, v => v.Relu()), Gradient("softmax gradient", x, v => v.Softmax()),
            Gradient("cross_entropy gradient", x, v => v.CrossEntropy(classes)), Gradient("mse gradient", x, v => v.MeanSquaredError(y)),
            Gradient("linear gradient", x, v => v.Linear(weight)), Gradient("max pool gradient", images, v => v.MaxPool(2)),
        ];
    }
}
