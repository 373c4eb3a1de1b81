using Nabla.Testing;

namespace Nabla.Tests.Ops;

public static partial class OpCases
{
    // Numbers above 0.8 are missing.
    static Tensor Holes(Tensor x) => x.MaskedFill(x.Greater(0.8), double.NaN);

    static double[] Known(double[] line) => [.. line.Where(v => !(v > 0.8))];

    static double MeanOf(double[] line) => line.Sum() / line.Length;

    static double VarianceOf(double[] line, double correction) => line.Sum(v => Math.Pow(v - MeanOf(line), 2)) / (line.Length - correction);

    static IEnumerable<OpCase> Missing =>
    [
        new("NanSum", "", x => Holes(x[0]).NanSum(), x => x[0].Reduce(v => Known(v).Sum()).Drop(), In(3, 4)),
        new("NanSum", "one axis", x => Holes(x[0]).NanSum(1), x => x[0].Reduce(v => Known(v).Sum(), 1).Drop(1), In(3, 7)),
        new("NanMean", "", x => Holes(x[0]).NanMean([0, 2]), x => x[0].Reduce(v => MeanOf(Known(v)), 0, 2).Drop(0, 2), In(3, 2, 4)),
        new("NanMean", "one axis", x => Holes(x[0]).NanMean(-1, keepAxes: true), x => x[0].Reduce(v => MeanOf(Known(v)), 1), In(3, 7)),
        new("NanMedian", "", x => Holes(x[0]).NanMedian(), x => x[0].Reduce(v => Sorted(Known(v)) is var s ? s[(s.Length - 1) / 2] : 0).Drop(), In(4, 5)),
        new("NanMedian", "one axis", x => Holes(x[0]).NanMedian(0).Value, x => Lines(x[0], 0, v => [Sorted(Known(v)) is var s ? s[(s.Length - 1) / 2] : 0]).Drop(0), In(9, 5)),
        new("NanMedian", "position", x => Holes(x[0]).NanMedian(0, keepAxes: true).Position,
            x => Lines(x[0], 0, v => [Array.IndexOf(v, Sorted(Known(v)) is var s ? s[(s.Length - 1) / 2] : 0)]), In(9, 5)) { Order = 0 },
        new("NanQuantile", "", x => Holes(x[0]).NanQuantile(0.3), x => x[0].Reduce(v => Quantile(Known(v), 0.3)).Drop(), In(4, 5)),
        new("NanQuantile", "one axis", x => Holes(x[0]).NanQuantile(0.7, 1, keepAxes: true), x => x[0].Reduce(v => Quantile(Known(v), 0.7), 1), In(4, 9)),
        new("NanQuantile", "several", x => Holes(x[0]).NanQuantile([0, 0.6, 1], 0),
            x => Grid.From([3, 5], i => Quantile(Known([.. Enumerable.Range(0, 9).Select(k => x[0][k, i[1]])]), i[0] == 0 ? 0 : i[0] == 1 ? 0.6 : 1)), In(9, 5)),
        new("MinMax", "smallest", x => x[0].MinMax([1]).Min, x => x[0].Reduce(v => v.Min(), 1).Drop(1), In(3, 4)),
        new("MinMax", "largest", x => x[0].MinMax(keepAxes: true).Max, x => x[0].Reduce(v => v.Max()), In(3, 4)),
        new("VarianceAndMean", "variance", x => x[0].VarianceAndMean([1], correction: 0).Variance, x => x[0].Reduce(v => VarianceOf(v, 0), 1).Drop(1), In(3, 7)),
        new("VarianceAndMean", "mean", x => x[0].VarianceAndMean([0, 2], keepAxes: true).Mean, x => x[0].Reduce(MeanOf, 0, 2), In(3, 7, 2)),
        new("DeviationAndMean", "", x => x[0].DeviationAndMean().Deviation, x => x[0].Reduce(v => Math.Sqrt(VarianceOf(v, 1))).Drop(), In(3, 7)),
        new("DeviationAndMean", "mean", x => x[0].DeviationAndMean([0]).Mean, x => x[0].Reduce(MeanOf, 0).Drop(0), In(3, 7)),
    ];

    static IEnumerable<ErrorCase> WrongMissing =>
    [
        new("Norm", "Norm: elements must be floating-point, got int64; convert with To(DType.Float32).", () => Tensor.Of(1L, 2).Norm()),
        new("VectorNorm", "VectorNorm: elements must be floating-point, got bool; convert with To(DType.Float32).", () => Tensor.Of(true, false).VectorNorm(0)),
        new("PowerNorm", "PowerNorm: elements must be floating-point, got int64; convert with To(DType.Float32).", () => Tensor.Of(1L, 2).PowerNorm(1)),
        new("NanMean", "NanMean: elements must be floating-point, got int64; convert with To(DType.Float32).", () => Tensor.Of(1L, 2).NanMean()),
        new("Mean", "Mean: elements must be floating-point, got int64; convert with To(DType.Float32).", () => Tensor.Of(1L).Mean()),
        new("NanMedian", "NanMedian: axis 1 must not be empty, got (3, 0).", () => Zeros(3, 0).NanMedian(1)),
        new("NanQuantile", "NanQuantile: each must be in [0, 1], got 1.5.", () => Zeros(3).NanQuantile(1.5)),
        new("VarianceAndMean", "VarianceAndMean: elements must be floating-point, got int64; convert with To(DType.Float32).", () => Tensor.Of(1L, 2).VarianceAndMean()),
    ];
}
