using static Nabla.Benchmarks.Ops.OpRow;

namespace Nabla.Benchmarks.Ops;

/// <summary>Order, ranks and counts of a million numbers.</summary>
static class SortRows
{
    public static IEnumerable<OpRow> Of()
    {
        Tensor x = Normal([Side, Side]), flat = x.Reshape(-1), edges = Tensor.Range(101).To(DType.Float32) * 0.06 - 3;
        Tensor few = Integers([Side * Side], 1000), many = Integers([Side * Side], 1L << 40), weights = Uniform([Side * Side]);
        return
        [
            Value("sort rows", () => x.Sort(1)), Value("sort columns", () => x.Sort(0)), Value("sort all", () => flat.Sort()),
            Value("argsort rows", () => x.ArgSort(1)), Value("sort int64", () => many.Sort()), Value("topk 10 rows", () => x.TopK(10)),
            Value("topk 10 columns", () => x.TopK(10, 0)), Value("topk 100 all", () => flat.TopK(100)), Value("kthvalue rows", () => x.KthValue(500)),
            Value("median rows", () => x.Median(1)), Value("median", () => x.Median()), Value("mode rows", () => few.Reshape(Side, Side).Mode(1)),
            Value("quantile rows", () => x.Quantile(0.3, 1)), Value("unique few int64", () => few.Unique()), Value("unique many int64", () => many.Unique()),
            Value("unique float32", () => flat.Unique()), Value("unique_consecutive", () => few.UniqueConsecutive()),
            Value("histogram", () => flat.Histogram(edges)), Value("bincount", () => few.BinCount()), Value("bincount weighted", () => few.BinCount(weights)),
            Value("searchsorted", () => edges.SearchSorted(flat)), Value("bucketize", () => x.Bucketize(edges)),
        ];
    }
}
