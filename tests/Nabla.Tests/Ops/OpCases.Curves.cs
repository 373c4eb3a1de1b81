using Nabla.Testing;

namespace Nabla.Tests.Ops;

public static partial class OpCases
{
    static double[] AreasUnder(double[] y, double[] x) => [.. Enumerable.Range(0, y.Length - 1).Select(i => (y[i] + y[i + 1]) / 2 * (x[i + 1] - x[i]))];

    static double[] Even(int count, double spacing) => [.. Enumerable.Range(0, count).Select(i => i * spacing)];

    // The derivative at x of the parabola (order 2) or line through the points.
    static double SlopeAt(double at, params (double X, double Y)[] points) => points.Select((p, k) => p.Y * points.Select((q, j) => j == k ? 0
        : points.Where((_, m) => m != k && m != j).Aggregate(1 / (p.X - q.X), (a, r) => a * (at - r.X) / (p.X - r.X))).Sum()).Sum();

    static double[] SlopesOf(double[] y, double[] x, int edgeOrder)
    {
        (double, double) P(int i) => (x[i], y[i]);
        var last = y.Length - 1;
        double End(int i, int step) => edgeOrder == 1 ? SlopeAt(x[i], P(i), P(i + step)) : SlopeAt(x[i], P(i), P(i + step), P(i + 2 * step));
        return [End(0, 1), .. Enumerable.Range(1, last - 1).Select(i => SlopeAt(x[i], P(i - 1), P(i), P(i + 1))), End(last, -1)];
    }

    // Places that rise: running sums of numbers above 0.
    static OpInput Gaps(params int[] shape) => new(shape, 0.3, 1.5);

    static IEnumerable<OpCase> Curves =>
    [
        new("Trapezoid", "", x => x[0].Trapezoid(0.5), x => Lines(x[0], 1, v => [AreasUnder(v, Even(6, 0.5)).Sum()]).Drop(1), In(3, 6)),
        new("Trapezoid", "places, first axis", x => x[0].Trapezoid(x[1].CumulativeSum(0), 0),
            x => Lines(x[0], 0, v => [AreasUnder(v, Running(x[1].Values, (a, b) => a + b)).Sum()]).Drop(0), In(6, 2), Gaps(6)),
        new("Trapezoid", "places of each line", x => x[0].Trapezoid(x[1].CumulativeSum(1), 1), x => Grid.From([2], i =>
            AreasUnder(x[0].Values[(5 * i[0])..(5 * i[0] + 5)], Running(x[1].Values[(5 * i[0])..(5 * i[0] + 5)], (a, b) => a + b)).Sum()), In(2, 5), Gaps(2, 5)),
        new("CumulativeTrapezoid", "", x => x[0].CumulativeTrapezoid(axis: 0), x => Lines(x[0], 0, v => Running(AreasUnder(v, Even(6, 1)), (a, b) => a + b)), In(6, 2)),
        new("CumulativeTrapezoid", "places", x => x[0].CumulativeTrapezoid(x[1].CumulativeSum(0)),
            x => Lines(x[0], 1, v => Running(AreasUnder(v, Running(x[1].Values, (a, b) => a + b)), (a, b) => a + b)), In(2, 6), Gaps(6)),
        new("FiniteDifference", "", x => x[0].FiniteDifference(spacing: 0.5), x => Lines(x[0], 1, v => SlopesOf(v, Even(6, 0.5), 1)), In(3, 6)),
        new("FiniteDifference", "second order at the ends", x => x[0].FiniteDifference(0, 2, 2), x => Lines(x[0], 0, v => SlopesOf(v, Even(4, 2), 2)), In(4, 3)),
        new("FiniteDifference", "two samples", x => x[0].FiniteDifference(), x => Lines(x[0], 1, v => [v[1] - v[0], v[1] - v[0]]), In(3, 2)),
        new("FiniteDifference", "places", x => x[0].FiniteDifference(x[1].CumulativeSum(0), 1),
            x => Lines(x[0], 1, v => SlopesOf(v, Running(x[1].Values, (a, b) => a + b), 1)), In(2, 6, 2), Gaps(6)) { Tolerance = 1e-11 },
        new("FiniteDifference", "places, second order", x => x[0].FiniteDifference(x[1].CumulativeSum(0), edgeOrder: 2),
            x => Lines(x[0], 1, v => SlopesOf(v, Running(x[1].Values, (a, b) => a + b), 2)), In(2, 6), Gaps(6)) { Tolerance = 1e-11 },
    ];

    static IEnumerable<ErrorCase> WrongCurves =>
    [
        new("Trapezoid", "Trapezoid: elements must be floating-point, got int64; convert with To(DType.Float32).", () => Tensor.Of(1L, 2).Trapezoid()),
        new("CumulativeTrapezoid", "CumulativeTrapezoid: the places must be (4), the size of axis 1, or (3, 4), got (3).", () => Zeros(3, 4).CumulativeTrapezoid(Zeros(3))),
        new("FiniteDifference", "FiniteDifference: axis 0 must have at least 3 samples of a floating-point dtype, got (2) float32.", () => Zeros(2).FiniteDifference(edgeOrder: 2)),
        new("FiniteDifference", "FiniteDifference: the order at the ends must be 1 or 2, got 3.", () => Zeros(9).FiniteDifference(edgeOrder: 3)),
    ];
}
