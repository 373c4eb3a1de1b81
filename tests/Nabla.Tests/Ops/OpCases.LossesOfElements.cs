using Nabla.Testing;

namespace Nabla.Tests.Ops;

public static partial class OpCases
{
    static Grid Single(double value) => new() { Values = [value] };

    static Grid PairMean(Grid[] x, Func<double, double, double> loss) => Single(x[0].Values.Zip(x[1].Values, loss).Average());

    static OpInput Probabilities(params int[] shape) => new(shape, 0.05, 0.95);

    static OpInput AboveZero(params int[] shape) => new(shape, 0.3, 3);

    static OpInput Huge(params int[] shape) => new(shape, -1e4, 1e4);

    static double HuberOf(double d, double delta) => Math.Abs(d) <= delta ? 0.5 * d * d : delta * (Math.Abs(d) - 0.5 * delta);

    // Both branches are needed, without ever computing ln 0.
    static double LogSigmoidOf(double x) => -SoftplusOf(-x);

    static double LogisticOf(double x, double t, double positive = 1) => -(positive * t * LogSigmoidOf(x) + (1 - t) * LogSigmoidOf(-x));

    static double StirlingOf(double t) => t > 1 ? t * Math.Log(t) - t + 0.5 * Math.Log(2 * Math.PI * t) : 0;

    // Draws of ±1 that no derivative is taken of.
    static Tensor Signs(Tensor x) => x.Detach().Sign();

    static double Signed(double x) => Math.Sign(x);

    static IEnumerable<OpCase> LossesOfElements =>
    [
        new("MeanAbsoluteError", "", x => x[0].MeanAbsoluteError(x[1]), x => PairMean(x, (a, t) => Math.Abs(a - t)), In(3, 4), In(3, 4)),
        new("MeanAbsoluteError", "sum", x => x[0].MeanAbsoluteError(x[1], Reduction.Sum),
            x => Single(12 * PairMean(x, (a, t) => Math.Abs(a - t)).Values[0]), In(3, 4), In(3, 4)),
        new("MeanAbsoluteError", "unreduced", x => x[0].MeanAbsoluteError(x[1], Reduction.None),
            x => Grid.From([3, 4], i => Math.Abs(x[0][i] - x[1][i])), In(3, 4), In(3, 4)),
        new("Huber", "δ = 0.7", x => x[0].Huber(x[1], 0.7), x => PairMean(x, (a, t) => HuberOf(a - t, 0.7)), In(3, 4), In(3, 4)),
        new("Huber", "of huge numbers", x => x[0].Huber(x[1]), x => PairMean(x, (a, t) => HuberOf(a - t, 1)), Huge(3, 4), Huge(3, 4)) { Order = 0 },
        new("SmoothL1", "β = 0.7", x => x[0].SmoothL1(x[1], 0.7), x => PairMean(x, (a, t) => HuberOf(a - t, 0.7) / 0.7), In(3, 4), In(3, 4)),
        new("SmoothL1", "β = 0", x => x[0].SmoothL1(x[1], 0), x => PairMean(x, (a, t) => Math.Abs(a - t)), In(3, 4), In(3, 4)),
        new("LogCosh", "", x => x[0].LogCosh(x[1]), x => PairMean(x, (a, t) => Math.Log(Math.Cosh(a - t))), In(3, 4), In(3, 4)),
        new("LogCosh", "of huge numbers", x => x[0].LogCosh(x[1]), x => PairMean(x, (a, t) => Math.Abs(a - t) - Math.Log(2)), Huge(3, 4), Huge(3, 4)) { Order = 0 },
        new("BinaryCrossEntropyWithLogits", "weighted", x => x[0].BinaryCrossEntropyWithLogits(x[1], Reduction.Mean, x[2]),
            x => Single(Grid.From([3, 4], i => x[2][i[1]] * LogisticOf(x[0][i], x[1][i])).Values.Average()), In(3, 4), Probabilities(3, 4), AboveZero(4)),
        new("BinaryCrossEntropyWithLogits", "positives weighted", x => x[0].BinaryCrossEntropyWithLogits(x[1], positiveWeights: x[2]),
            x => Single(Grid.From([3, 4], i => LogisticOf(x[0][i], x[1][i], x[2][i[1]])).Values.Average()), In(3, 4), Probabilities(3, 4), AboveZero(4)),
        new("BinaryCrossEntropyWithLogits", "of huge scores", x => x[0].BinaryCrossEntropyWithLogits(x[1]),
            x => PairMean(x, (v, t) => LogisticOf(v, t)), Huge(3, 4), Probabilities(3, 4)) { Order = 0 },
        new("BinaryCrossEntropy", "", x => x[0].BinaryCrossEntropy(x[1]),
            x => PairMean(x, (p, t) => -t * Math.Log(p) - (1 - t) * Math.Log(1 - p)), Probabilities(3, 4), Probabilities(3, 4)),
        new("BinaryCrossEntropy", "weighted", x => x[0].BinaryCrossEntropy(x[1], Reduction.Sum, x[2]),
            x => Single(Grid.From([3, 4], i => -x[2][i[1]] * (x[1][i] * Math.Log(x[0][i]) + (1 - x[1][i]) * Math.Log(1 - x[0][i]))).Values.Sum()),
            Probabilities(3, 4), Probabilities(3, 4), AboveZero(4)),
        new("PoissonNegativeLogLikelihood", "", x => x[0].PoissonNegativeLogLikelihood(x[1]), x => PairMean(x, (v, t) => Math.Exp(v) - t * v), In(3, 4), AboveZero(3, 4)),
        new("PoissonNegativeLogLikelihood", "of rates, full", x => x[0].PoissonNegativeLogLikelihood(x[1], logInput: false, full: true),
            x => PairMean(x, (v, t) => v - t * Math.Log(v + 1e-8) + StirlingOf(t)), AboveZero(3, 4), new OpInput([3, 4], 0, 5)),
        new("GaussianNegativeLogLikelihood", "", x => x[0].GaussianNegativeLogLikelihood(x[1], x[2]),
            x => Single(Grid.From([3, 4], i => 0.5 * (Math.Log(x[2][i]) + Math.Pow(x[0][i] - x[1][i], 2) / x[2][i])).Values.Average()), In(3, 4), In(3, 4), AboveZero(3, 4)),
        new("GaussianNegativeLogLikelihood", "one variance a row, full", x => x[0].GaussianNegativeLogLikelihood(x[1], x[2], full: true, reduction: Reduction.None),
            x => Grid.From([3, 4], i => 0.5 * (Math.Log(2 * Math.PI * x[2][i[0], 0]) + Math.Pow(x[0][i] - x[1][i], 2) / x[2][i[0], 0])), In(3, 4), In(3, 4), AboveZero(3, 1)),
        new("KlDivergence", "", x => x[0].KlDivergence(x[1]), x => PairMean(x, (v, t) => t * (Math.Log(t) - v)), In(3, 4), Probabilities(3, 4)),
        new("KlDivergence", "of logarithms, sum", x => x[0].KlDivergence(x[1], logTarget: true, Reduction.Sum),
            x => Single(12 * PairMean(x, (v, t) => Math.Exp(t) * (t - v)).Values[0]), In(3, 4), In(3, 4)),
        new("JensenShannon", "", x => x[0].JensenShannon(x[1]),
            x => Single(PairMean(x, (p, q) => 0.5 * (p * Math.Log(2 * p / (p + q)) + q * Math.Log(2 * q / (p + q)))).Values[0] * 4), Probabilities(3, 4), Probabilities(3, 4)),
        new("Hinge", "", x => x[0].Hinge(Signs(x[1])), x => PairMean(x, (v, t) => Math.Max(0, 1 - Signed(t) * v)), In(3, 4), In(3, 4)),
        new("SquaredHinge", "", x => x[0].SquaredHinge(Signs(x[1])), x => PairMean(x, (v, t) => Math.Pow(Math.Max(0, 1 - Signed(t) * v), 2)), In(3, 4), In(3, 4)),
        new("SoftMargin", "", x => x[0].SoftMargin(x[1]), x => PairMean(x, (v, t) => Math.Log(1 + Math.Exp(-t * v))), In(3, 4), In(3, 4)),
        new("SoftMargin", "of huge scores", x => x[0].SoftMargin(x[1]), x => PairMean(x, (v, t) => Math.Max(0, -t * v) + Math.Log(1 + Math.Exp(-Math.Abs(t * v)))),
            Huge(3, 4), In(3, 4)) { Order = 0 },
        new("HingeEmbedding", "", x => x[0].HingeEmbedding(Signs(x[1]), 1.5), x => PairMean(x, (v, t) => t > 0 ? v : Math.Max(0, 1.5 - v)), AboveZero(3, 4), In(3, 4)),
        new("SigmoidFocal", "", x => x[0].SigmoidFocal(x[1]),
            x => PairMean(x, (v, t) => LogisticOf(v, t) * Math.Pow(1 - (Sigmoid(v) * t + Sigmoid(-v) * (1 - t)), 2) * (0.25 * t + 0.75 * (1 - t))), In(3, 4), Probabilities(3, 4)),
        new("SigmoidFocal", "γ = 1.5, α = −1", x => x[0].SigmoidFocal(x[1], -1, 1.5),
            x => PairMean(x, (v, t) => LogisticOf(v, t) * Math.Pow(1 - (Sigmoid(v) * t + Sigmoid(-v) * (1 - t)), 1.5)), In(3, 4), Probabilities(3, 4)),
        new("TotalVariation", "", x => x[0].TotalVariation(Reduction.None), x => Grid.From([2], n => Grid.All([3, 4, 2]).Sum(i =>
                (i[0] > 0 ? Math.Abs(x[0][n[0], i[0], i[1], i[2]] - x[0][n[0], i[0] - 1, i[1], i[2]]) : 0)
                + (i[1] > 0 ? Math.Abs(x[0][n[0], i[0], i[1], i[2]] - x[0][n[0], i[0], i[1] - 1, i[2]]) : 0))), In(2, 3, 4, 2)),
    ];

    static IEnumerable<ErrorCase> WrongLosses =>
    [
        new("Huber", "Huber: δ must be above 0, got 0.", () => Zeros(3).Huber(Zeros(3), 0)),
        new("SmoothL1", "SmoothL1: β must not be negative, got -1.", () => Zeros(3).SmoothL1(Zeros(3), -1)),
        new("BinaryCrossEntropyWithLogits", "BinaryCrossEntropyWithLogits: the positive weights must broadcast to (3, 4), got (3).",
            () => Zeros(3, 4).BinaryCrossEntropyWithLogits(Zeros(3, 4), positiveWeights: Zeros(3))),
        new("GaussianNegativeLogLikelihood", "GaussianNegativeLogLikelihood: the variance must be (3, 4) like the mean, or 1 on the last axis, got (3).",
            () => Zeros(3, 4).GaussianNegativeLogLikelihood(Zeros(3, 4), Zeros(3))),
        new("TotalVariation", "TotalVariation: the images must be (N, H, W, C), got (3, 4).", () => Zeros(3, 4).TotalVariation()),
    ];
}
