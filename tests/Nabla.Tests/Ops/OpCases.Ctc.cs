using Nabla.Testing;

namespace Nabla.Tests.Ops;

public static partial class OpCases
{
    // The definition: every way to choose a class at each step, merged and without blanks, is compared with the labels.
    static double CtcOf(Grid x, int sample, int steps, int[] labels, int blank)
    {
        var classes = x.Shape[2];
        var total = 0.0;
        foreach (var way in Grid.All([.. Enumerable.Repeat(classes, steps)]))
        {
            var merged = way.Where((c, t) => t == 0 || way[t - 1] != c).Where(c => c != blank);
            if (merged.SequenceEqual(labels))
                total += Math.Exp(way.Select((c, t) => x[sample, t, c]).Sum());
        }

        return -Math.Log(total);
    }

    static readonly Tensor CtcTargets = Tensor.From<long>([1, 2, 2, 2, 1, 9], [3, 2]);
    static readonly Tensor CtcSteps = Tensor.Of(4L, 4, 3), CtcLengths = Tensor.Of(2L, 2, 1);

    static Grid CtcOfAll(Grid x, int blank = 0) => Grid.From([3], i => i[0] switch
    {
        0 => CtcOf(x, 0, 4, [1, 2], blank),
        1 => CtcOf(x, 1, 4, [2, 2], blank),
        _ => CtcOf(x, 2, 3, [1], blank),
    });

    static IEnumerable<OpCase> SequenceLosses =>
    [
        new("Ctc", "", x => x[0].Ctc(CtcTargets, CtcSteps, CtcLengths, reduction: Reduction.None), x => CtcOfAll(x[0]), In(3, 4, 4)),
        new("Ctc", "mean, another blank", x => x[0].Ctc(CtcTargets, CtcSteps, CtcLengths, 3),
            x => Single(CtcOfAll(x[0], 3).Values.Select((loss, n) => loss / (n < 2 ? 2 : 1)).Average()), In(3, 4, 4)),
        new("Ctc", "empty targets", x => x[0].Ctc(CtcTargets, CtcSteps, Tensor.Of(0L, 0, 0), reduction: Reduction.Sum),
            x => Single(-Grid.All([3, 4]).Where(i => i[0] < 2 || i[1] < 3).Sum(i => x[0][i[0], i[1], 0])), In(3, 4, 4)),
        new("Ctc", "too few steps", x => x[0].Ctc(CtcTargets, Tensor.Of(4L, 2, 3), CtcLengths, reduction: Reduction.None, zeroInfinity: true),
            x => Grid.From([3], i => i[0] == 1 ? 0 : CtcOfAll(x[0])[i]), In(3, 4, 4)),
    ];

    static IEnumerable<ErrorCase> WrongSequences =>
    [
        new("Ctc", "Ctc: the log-probabilities must be (N, T, C) with T at least 1, got (3, 4) float32.", () => Zeros(3, 4).Ctc(CtcTargets, CtcSteps, CtcLengths)),
        new("Ctc", "Ctc: the targets must be (2, S) int64 for log-probabilities (2, 4, 4), got (3, 2) int64.", () => Zeros(2, 4, 4).Ctc(CtcTargets, CtcSteps, CtcLengths)),
        new("Ctc", "Ctc: the input lengths must be (3) int64, got (2) int64.", () => Zeros(3, 4, 4).Ctc(CtcTargets, Tensor.Of(4L, 4), CtcLengths)),
        new("Ctc", "Ctc: the blank must be a class 0 … 3, got 4.", () => Zeros(3, 4, 4).Ctc(CtcTargets, CtcSteps, CtcLengths, 4)),
    ];
}
