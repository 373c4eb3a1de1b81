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

    // The recursion over prefixes, in plain probabilities: p[i, blank] and p[i, label] of having written i labels so far.
    static double CtcByPrefixes(Grid x, int sample, int steps, int[] labels)
    {
        double[] blank = [1, .. new double[labels.Length]], label = new double[labels.Length + 1];
        for (var t = 0; t < steps; t++)
        {
            double[] nextBlank = new double[blank.Length], nextLabel = new double[blank.Length];
            for (var i = 0; i < blank.Length; i++)
            {
                nextBlank[i] = (blank[i] + label[i]) * Math.Exp(x[sample, t, 0]);
                if (i > 0)
                    nextLabel[i] = (label[i] + blank[i - 1] + (i > 1 && labels[i - 1] == labels[i - 2] ? 0 : label[i - 1])) * Math.Exp(x[sample, t, labels[i - 1]]);
            }

            (blank, label) = (nextBlank, nextLabel);
        }

        return -Math.Log(blank[^1] + label[^1]);
    }

    // 21 labels: states in several registers of any width.
    static readonly int[][] CtcWords = [[.. Enumerable.Range(0, 21).Select(i => 1 + i * i % 5)], [4, 4, 2, 4, 4, 4, 1], [], [5]];

    static readonly Tensor CtcLong = Tensor.From<long>(
        [.. CtcWords.SelectMany(word => word.Concat(Enumerable.Repeat(-7, 21 - word.Length))).Select(c => (long)c)], [4, 21]);

    static readonly Tensor CtcLongSteps = Tensor.Of(40L, 25, 40, 1), CtcLongLengths = Tensor.Of(21L, 7, 0, 1);

    static readonly Tensor CtcEmpty = Tensor.Of(0L, 0, 0), CtcSomeEmpty = Tensor.Of(0L, 2, 1), CtcNoSteps = Tensor.Of(0L, 0, 3), CtcFewSteps = Tensor.Of(4L, 2, 3);

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
        new("Ctc", "empty targets", x => x[0].Ctc(CtcTargets, CtcSteps, CtcEmpty, reduction: Reduction.Sum),
            x => Single(-Grid.All([3, 4]).Where(i => i[0] < 2 || i[1] < 3).Sum(i => x[0][i[0], i[1], 0])), In(3, 4, 4)),
        new("Ctc", "many labels", x => x[0].Ctc(CtcLong, CtcLongSteps, CtcLongLengths, reduction: Reduction.None),
            x => Grid.From([4], i => CtcByPrefixes(x[0], i[0], i[0] switch { 1 => 25, 3 => 1, _ => 40 }, CtcWords[i[0]])), In(4, 40, 6)) { FloatTolerance = 1e-5 },
        new("Ctc", "a class that cannot be", x => x[0].MaskedFill(Tensor.Range(4).EqualTo(1), double.NegativeInfinity)
                .Ctc(CtcTargets, CtcSteps, CtcLengths, reduction: Reduction.None, zeroInfinity: true),
            x => Grid.From([3], i => i[0] == 1 ? CtcOfAll(x[0])[i] : 0), In(3, 4, 4)),
        new("Ctc", "no steps", x => x[0].Ctc(CtcTargets, CtcNoSteps, CtcSomeEmpty, reduction: Reduction.None, zeroInfinity: true),
            x => Grid.From([3], i => i[0] < 2 ? 0 : CtcOfAll(x[0])[i]), In(3, 4, 4)),
        new("Ctc", "too few steps", x => x[0].Ctc(CtcTargets, CtcFewSteps, CtcLengths, reduction: Reduction.None, zeroInfinity: true),
            x => Grid.From([3], i => i[0] == 1 ? 0 : CtcOfAll(x[0])[i]), In(3, 4, 4)),
    ];

    static IEnumerable<ErrorCase> WrongSequences =>
    [
        new("Ctc", "Ctc: the log-probabilities must be (N, T, C) with T at least 1, got (3, 4) float32.", () => Zeros(3, 4).Ctc(CtcTargets, CtcSteps, CtcLengths)),
        new("Ctc", "Ctc: the targets must be (2, S) int64 for log-probabilities (2, 4, 4), got (3, 2) int64.", () => Zeros(2, 4, 4).Ctc(CtcTargets, CtcSteps, CtcLengths)),
        new("Ctc", "Ctc: the input lengths must be (3) int64, got (2) int64.", () => Zeros(3, 4, 4).Ctc(CtcTargets, Tensor.Of(4L, 4), CtcLengths)),
        new("Ctc", "Ctc: input length 1 must be in 0 … 4, got 5.", () => Zeros(3, 4, 4).Ctc(CtcTargets, Tensor.Of(4L, 5, 3), CtcLengths)),
        new("Ctc", "Ctc: target length 2 must be in 0 … 2, got 3.", () => Zeros(3, 4, 4).Ctc(CtcTargets, CtcSteps, Tensor.Of(2L, 2, 3))),
        new("Ctc", "Ctc: label 1 of target 2 must be a class 0 … 3, got 9.", () => Zeros(3, 4, 4).Ctc(CtcTargets, CtcSteps, Tensor.Of(2L, 2, 2))),
        new("Ctc", "Ctc: the blank must be a class 0 … 3, got 4.", () => Zeros(3, 4, 4).Ctc(CtcTargets, CtcSteps, CtcLengths, 4)),
    ];
}
