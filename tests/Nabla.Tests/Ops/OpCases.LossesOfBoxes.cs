using Nabla.Testing;

namespace Nabla.Tests.Ops;

public static partial class OpCases
{
    // (left, top, width, height) drawn from (0.5, 3) becomes (left, top, right, bottom).
    static Tensor Boxes(Tensor x) => Tensor.Concat([x.Slice(-1, ..2), x.Slice(-1, ..2) + x.Slice(-1, 2..)]);

    static double[] BoxOf(Grid x, int row) => [x[row, 0], x[row, 1], x[row, 0] + x[row, 2], x[row, 1] + x[row, 3]];

    static double AreaOf(double left, double top, double right, double bottom) => Math.Max(0, right - left) * Math.Max(0, bottom - top);

    static double IntersectionOf(double[] a, double[] b) =>
        AreaOf(Math.Max(a[0], b[0]), Math.Max(a[1], b[1]), Math.Min(a[2], b[2]), Math.Min(a[3], b[3]));

    static double UnionOf(double[] a, double[] b) => AreaOf(a[0], a[1], a[2], a[3]) + AreaOf(b[0], b[1], b[2], b[3]) - IntersectionOf(a, b);

    static double IouOf(double[] a, double[] b) => IntersectionOf(a, b) / (UnionOf(a, b) + 1e-7);

    static double[] HullOf(double[] a, double[] b) => [Math.Min(a[0], b[0]), Math.Min(a[1], b[1]), Math.Max(a[2], b[2]), Math.Max(a[3], b[3])];

    static double GeneralizedOf(double[] a, double[] b)
    {
        var hull = HullOf(a, b);
        var area = AreaOf(hull[0], hull[1], hull[2], hull[3]);
        return 1 - IouOf(a, b) + (area - UnionOf(a, b)) / (area + 1e-7);
    }

    static double CentresOf(double[] a, double[] b)
    {
        var hull = HullOf(a, b);
        var diagonal = Math.Pow(hull[2] - hull[0], 2) + Math.Pow(hull[3] - hull[1], 2) + 1e-7;
        return 1 - IouOf(a, b) + (Math.Pow((a[0] + a[2] - b[0] - b[2]) / 2, 2) + Math.Pow((a[1] + a[3] - b[1] - b[3]) / 2, 2)) / diagonal;
    }

    static double AspectOf(double[] a, double[] b) =>
        4 / (Math.PI * Math.PI) * Math.Pow(Math.Atan((b[2] - b[0]) / (b[3] - b[1])) - Math.Atan((a[2] - a[0]) / (a[3] - a[1])), 2);

    static double AspectShareOf(double[] a, double[] b) => AspectOf(a, b) / (1 - IouOf(a, b) + AspectOf(a, b) + 1e-7);

    static double CompleteOf(double[] a, double[] b) => CentresOf(a, b) + AspectShareOf(a, b) * AspectOf(a, b);

    // The complete loss with the share α of the aspect ratios as it is at one place: its derivative takes α as constant (Zheng et al. 2020).
    static Func<Tensor[], Tensor> CompleteWithShareAt(Tensor[] place)
    {
        Grid[] at = [.. place.Select(Grid.Of)];
        var shares = Tensor.From<double>([.. Enumerable.Range(0, 6).Select(r => AspectShareOf(BoxOf(at[0], r), BoxOf(at[1], r)))], [6]);
        static Tensor Angle(Tensor x) => (x.Select(1, 2) / x.Select(1, 3)).Atan();
        return x => (Boxes(x[0]).DistanceIouLoss(Boxes(x[1]), Reduction.None) + shares * (Angle(x[1]) - Angle(x[0])).Square() * (4 / (Math.PI * Math.PI))).Mean();
    }

    static Grid BoxMean(Grid[] x, Func<double[], double[], double> loss) => RowMean(6, r => loss(BoxOf(x[0], r), BoxOf(x[1], r)));

    static IEnumerable<OpCase> LossesOfBoxes =>
    [
        new("BoxIou", "", x => Boxes(x[0]).BoxIou(Boxes(x[1])), x => Grid.From([6, 5], i =>
            IntersectionOf(BoxOf(x[0], i[0]), BoxOf(x[1], i[1])) / UnionOf(BoxOf(x[0], i[0]), BoxOf(x[1], i[1]))), AboveZero(6, 4), AboveZero(5, 4)),
        new("IouLoss", "", x => Boxes(x[0]).IouLoss(Boxes(x[1])), x => BoxMean(x, (a, b) => 1 - IouOf(a, b)), AboveZero(6, 4), AboveZero(6, 4)),
        new("GeneralizedIouLoss", "", x => Boxes(x[0]).GeneralizedIouLoss(Boxes(x[1])), x => BoxMean(x, GeneralizedOf), AboveZero(6, 4), AboveZero(6, 4)),
        new("DistanceIouLoss", "", x => Boxes(x[0]).DistanceIouLoss(Boxes(x[1])), x => BoxMean(x, CentresOf), AboveZero(6, 4), AboveZero(6, 4)),
        new("CompleteIouLoss", "", x => Boxes(x[0]).CompleteIouLoss(Boxes(x[1])), x => BoxMean(x, CompleteOf), AboveZero(6, 4), AboveZero(6, 4))
            { DerivativesOf = CompleteWithShareAt },
    ];

    static IEnumerable<ErrorCase> WrongBoxes =>
    [
        new("BoxIou", "BoxIou: the boxes must be (N, 4), got (3, 5).", () => Zeros(2, 4).BoxIou(Zeros(3, 5))),
        new("IouLoss", "IouLoss: the boxes must be (…, 4), got (3, 5).", () => Zeros(3, 5).IouLoss(Zeros(3, 5))),
    ];
}
