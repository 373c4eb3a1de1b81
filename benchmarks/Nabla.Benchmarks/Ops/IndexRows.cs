using static Nabla.Benchmarks.Ops.OpRow;

namespace Nabla.Benchmarks.Ops;

/// <summary>Elements and rows picked and put by index: a matrix of a million numbers.</summary>
static class IndexRows
{
    public static IEnumerable<OpRow> Of()
    {
        Tensor x = Normal([Side, Side]), source = Normal([Side, Side], 2), index = Integers([Side, Side], Side, 3), rows = Integers([Side], Side, 4);
        Tensor mask = x.Greater(0), flat = x.Reshape(-1), places = Integers([Side * Side], Side * Side, 5);
        Tensor table = Normal([10_000, 64], 6), words = Integers([64, 128], 10_000, 7), classes = Integers([Side * 10], 100, 8);
        foreach (var axis in new[] { 0, 1 })
        {
            var of = axis == 0 ? " columns" : " rows";
            yield return Value("gather" + of, () => x.Gather(axis, index));
            yield return Gradient("gather gradient" + of, x, v => v.Gather(axis, index));
            yield return Value("scatter" + of, () => x.Scatter(axis, index, source));
            yield return Value("scatter_add" + of, () => x.ScatterAdd(axis, index, source));
            yield return Value("scatter_max" + of, () => x.ScatterMax(axis, index, source));
            yield return Value("index_select" + of, () => x.IndexSelect(axis, rows));
            yield return Value("index_add" + of, () => x.IndexAdd(axis, rows, source));
        }

        yield return Value("take", () => flat.Take(places));
        yield return Value("take pairs", () => x.Take(rows, rows));
        yield return Value("put accumulate", () => flat.PutAdd([places], flat));
        yield return Value("index_put", () => x.IndexPut(0, rows, source));
        yield return Value("masked_select", () => x.MaskedSelect(mask));
        yield return Value("nonzero", () => mask.NonZero());
        yield return Value("one_hot", () => classes.OneHot(100));
        yield return Value("tril", () => x.Lower());
        yield return Value("embedding", () => table.Rows(words));
        yield return Gradient("embedding gradient", table, v => v.Rows(words));
    }
}
