using static Nabla.Benchmarks.Ops.OpRow;

namespace Nabla.Benchmarks.Ops;

/// <summary>Reductions and running reductions of a matrix: along rows (the last axis) and columns (the first).</summary>
static class ReductionRows
{
    public static IEnumerable<OpRow> Of()
    {
        var x = Normal([Side, Side]);
        var mask = x.Greater(5);
        yield return Value("sum", () => x.Sum());
        yield return Value("mean", () => x.Mean());
        yield return Value("max", () => x.Max());
        yield return Value("norm", () => x.Norm());
        yield return Value("var", () => x.Variance());
        yield return Value("all", () => mask.LogicalNot().All());
        yield return Gradient("max gradient", x, v => v.Max(1));
        yield return Gradient("logsumexp gradient", x, v => v.LogSumExp(1));
        yield return Gradient("std gradient", x, v => v.Deviation(1));
        foreach (var axis in new[] { 0, 1 })
        {
            var of = axis == 0 ? " columns" : " rows";
            yield return Value("sum" + of, () => x.Sum(axis));
            yield return Value("prod" + of, () => x.Product(axis));
            yield return Value("max" + of, () => x.Max(axis));
            yield return Value("argmax" + of, () => x.ArgMax(axis));
            yield return Value("var" + of, () => x.Variance(axis));
            yield return Value("norm" + of, () => x.Norm(axis));
            yield return Value("l1 norm" + of, () => x.AbsoluteSum([axis]));
            yield return Value("l3 norm" + of, () => x.PowerNorm(3, [axis]));
            yield return Value("logsumexp" + of, () => x.LogSumExp(axis));
            yield return Value("any" + of, () => mask.Any([axis]));
            yield return Value("count" + of, () => x.Count([axis]));
        }
    }

    public static IEnumerable<OpRow> Scans()
    {
        Tensor x = Normal([Side, Side]), y = Uniform([Side, Side], 0.9, 1.1);
        foreach (var axis in new[] { 0, 1 })
        {
            var of = axis == 0 ? " columns" : " rows";
            yield return Value("cumsum" + of, () => x.CumulativeSum(axis));
            yield return Value("cumprod" + of, () => y.CumulativeProduct(axis));
            yield return Value("cummax" + of, () => x.CumulativeMax(axis));
            yield return Value("logcumsumexp" + of, () => x.LogCumulativeSumExp(axis));
            yield return Value("diff" + of, () => x.Diff(axis));
            yield return Gradient("cumsum gradient" + of, x, v => v.CumulativeSum(axis));
        }
    }
}
