using Nabla.Testing;

namespace Nabla.Tests.Ops;

public static partial class OpCases
{
    static readonly int[] Ends = [2, 4, 1];

    static Tensor EndsTensor => Tensor.Of<long>(2, 4, 1);

    // Each sequence alone as far as it goes, zeros behind; the last c of each.
    static (Grid Y, Grid C) EachAlone(
        Grid x, Grid wi, Grid wh, Grid? h0, Grid? c0, Func<double[], double[], double, double, (double H, double C)> step)
    {
        Grid y = new(x.Shape[0], x.Shape[1], wh.Shape[1]), c = new(x.Shape[0], wh.Shape[1]);
        foreach (var (n, length) in Ends.Index())
        {
            Grid? Row(Grid? g) => g is null ? null : Grid.From([1, g.Shape[1]], i => g[n, i[1]]);
            var (alone, last) = Steps(Grid.From([1, length, x.Shape[2]], i => x[n, i[1], i[2]]), wi, wh, null, null, Row(h0), Row(c0), step);
            foreach (var i in Grid.All([length, wh.Shape[1]]))
                y[n, i[0], i[1]] = alone[0, i[0], i[1]];
            for (var j = 0; j < wh.Shape[1]; j++)
                c[n, j] = last[0, j];
        }

        return (y, c);
    }

    static (double H, double C) RnnReluStep(double[] a, double[] b, double h, double c) => (Math.Max(a[0] + b[0], 0), 0);

    // x, W, U, R (or p), biases, first states; each sequence alone as far as it goes, c of the last step behind all h.
    static Grid LstmWithAll(Grid[] x, bool projected)
    {
        int outputs = x[2].Shape[1], units = x[2].Shape[0] / 4, steps = x[0].Shape[1];
        var all = new Grid(x[0].Shape[0], steps * outputs + units);
        foreach (var (n, length) in Ends.Index())
        {
            double[] h = [.. Enumerable.Range(0, outputs).Select(k => x[^2][n, k])], c = [.. Enumerable.Range(0, units).Select(j => x[^1][n, j])];
            for (var t = 0; t < length; t++)
            {
                double Sum(int gate, int j) => Affine(x[1], x[4], gate * units + j, k => x[0][n, t, k]) + Affine(x[2], projected ? x[5] : null, gate * units + j, k => h[k]);
                var pairs = c.Select((old, j) => projected
                    ? Gated([Sum(0, j), Sum(1, j), Sum(2, j), Sum(3, j)], j, old)
                    : Peeping(x[3])([Sum(0, j), Sum(1, j), Sum(2, j), Sum(3, j)], j, old)).ToArray();
                h = projected ? [.. Enumerable.Range(0, outputs).Select(p => Affine(x[3], null, p, k => pairs[k].H))] : [.. pairs.Select(p => p.H)];
                c = [.. pairs.Select(p => p.C)];
                for (var p = 0; p < outputs; p++)
                    all[n, t * outputs + p] = h[p];
            }

            for (var j = 0; j < units; j++)
                all[n, steps * outputs + j] = c[j];
        }

        return all;
    }

    static Tensor Joined((Tensor Y, Tensor Cell) result) => Tensor.Concat([result.Y.Flatten(1), result.Cell], 1);

    // Sequence by sequence and step by step; gates(s, c) gives h before the projection and the new c of a unit from its four sums.
    static (Grid Y, Grid C) LstmLoop(Grid x, Grid wi, Grid wh, Grid? projection, Func<double[], int, double, (double H, double C)> gates)
    {
        int batch = x.Shape[0], units = wh.Shape[0] / 4, outputs = wh.Shape[1];
        Grid y = new(batch, x.Shape[1], outputs), c = new(batch, units);
        for (var n = 0; n < batch; n++)
        {
            var h = new double[outputs];
            for (var t = 0; t < x.Shape[1]; t++)
            {
                var inner = new double[units];
                for (var j = 0; j < units; j++)
                {
                    double[] sums = [.. Enumerable.Range(0, 4).Select(g => Affine(wi, null, g * units + j, k => x[n, t, k]) + Affine(wh, null, g * units + j, k => h[k]))];
                    (inner[j], c[n, j]) = gates(sums, j, c[n, j]);
                }

                h = projection is null ? inner : [.. Enumerable.Range(0, outputs).Select(p => Affine(projection, null, p, k => inner[k]))];
                for (var p = 0; p < outputs; p++)
                    y[n, t, p] = h[p];
            }
        }

        return (y, c);
    }

    static (double H, double C) Gated(double[] s, int unit, double c) => LstmStep(s, new double[4], 0, c);

    static Func<double[], int, double, (double H, double C)> Peeping(Grid p) => (s, j, c) =>
    {
        var next = Logistic(s[1] + p[1, j] * c) * c + Logistic(s[0] + p[0, j] * c) * Math.Tanh(s[2]);
        return (Logistic(s[3] + p[2, j] * next) * Math.Tanh(next), next);
    };

    static double[] Normalized(double[] x)
    {
        var mean = x.Average();
        var scale = 1 / Math.Sqrt(x.Average(v => (v - mean) * (v - mean)) + 1e-5);
        return [.. x.Select(v => (v - mean) * scale)];
    }

    // x, W, U, scales of both, scale and shift of the cell, bias
    static (Grid Y, Grid C) NormalizedLstm(Grid[] x)
    {
        int batch = x[0].Shape[0], steps = x[0].Shape[1], units = x[5].Shape[0];
        Grid y = new(batch, steps, units), last = new(batch, units);
        for (var n = 0; n < batch; n++)
        {
            double[] h = new double[units], c = new double[units];
            for (var t = 0; t < steps; t++)
            {
                var a = Normalized([.. Enumerable.Range(0, 4 * units).Select(j => Affine(x[1], null, j, k => x[0][n, t, k]))]);
                var b = Normalized([.. Enumerable.Range(0, 4 * units).Select(j => Affine(x[2], null, j, k => h[k]))]);
                double Gate(int gate, int j) => gate * units + j is var at ? a[at] * x[3][at] + b[at] * x[4][at] + x[7][at] : 0;
                c = [.. c.Select((old, j) => Logistic(Gate(1, j)) * old + Logistic(Gate(0, j)) * Math.Tanh(Gate(2, j)))];
                var inner = Normalized(c);
                h = [.. inner.Select((v, j) => Logistic(Gate(3, j)) * Math.Tanh(v * x[5][j] + x[6][j]))];
                for (var j = 0; j < units; j++)
                    (y[n, t, j], last[n, j]) = (h[j], c[j]);
            }
        }

        return (y, last);
    }

    // x, weights, biases and states as a sequence of one step.
    static (Grid H, Grid C) OneStep(Grid[] x, Func<double[], double[], double, double, (double H, double C)> step)
    {
        var sequence = Grid.From([x[0].Shape[0], 1, x[0].Shape[1]], i => x[0][i[0], i[2]]);
        var (y, c) = Steps(sequence, x[1], x[2], x[3], x[4], x[5], x.Length > 6 ? x[6] : null, step);
        return (Grid.From([y.Shape[0], y.Shape[2]], i => y[i[0], 0, i[1]]), c);
    }

    static IEnumerable<OpCase> Recurrent2 =>
    [
        new("Lstm", "lengths", x => x[0].Lstm(x[1], x[2], lengths: EndsTensor), x => EachAlone(x[0], x[1], x[2], null, null, LstmStep).Y,
            In(3, 4, 2), In(20, 2), In(20, 5)),
        new("LstmWithCell", "lengths and states", x =>
            {
                var (y, c) = x[0].LstmWithCell(x[1], x[2], hidden: x[3], cell: x[4], lengths: EndsTensor);
                return Tensor.Concat([y, c.Unsqueeze(1)], 1);
            },
            x =>
            {
                var (y, c) = EachAlone(x[0], x[1], x[2], x[3], x[4], LstmStep);
                return Grid.From([3, 5, 9], i => i[1] < 4 ? y[i] : c[i[0], i[2]]);
            },
            In(3, 4, 2), In(36, 2), In(36, 9), In(3, 9), In(3, 9)),
        new("Gru", "lengths and state", x => x[0].Gru(x[1], x[2], hidden: x[3], lengths: EndsTensor),
            x => EachAlone(x[0], x[1], x[2], x[3], null, GruStep).Y, In(3, 4, 2), In(15, 2), In(15, 5), In(3, 5)),
        new("Rnn", "lengths", x => x[0].Rnn(x[1], x[2], lengths: EndsTensor), x => EachAlone(x[0], x[1], x[2], null, null, RnnStep).Y,
            In(3, 4, 2), In(5, 2), In(5, 5)),
        new("RnnRelu", "biases and state", x => x[0].RnnRelu(x[1], x[2], x[3], x[4], x[5]),
            x => Steps(x[0], x[1], x[2], x[3], x[4], x[5], null, RnnReluStep).Y,
            In(2, 3, 4), new OpInput([9, 4], -0.5, 0.5), new OpInput([9, 9], -0.3, 0.3), In(9), In(9), In(2, 9)),
        new("LstmProjected", "", x => x[0].LstmProjected(x[1], x[2], x[3]).Output, x => LstmLoop(x[0], x[1], x[2], x[3], Gated).Y,
            In(2, 3, 2), In(16, 2), In(16, 3), In(3, 4)),
        new("LstmProjected", "lengths, biases and states", x => Joined(x[0].LstmProjected(x[1], x[2], x[3], x[4], x[5], x[6], x[7], EndsTensor)),
            x => LstmWithAll(x, projected: true), In(3, 4, 2), In(68, 2), In(68, 3), In(3, 17), In(68), In(68), In(3, 3), In(3, 17)),
        new("LstmPeephole", "lengths, bias and states", x => Joined(x[0].LstmPeephole(x[1], x[2], x[3], x[4], x[5], x[6], EndsTensor)),
            x => LstmWithAll(x, projected: false), In(3, 4, 2), In(36, 2), In(36, 9), In(3, 9), In(36), In(3, 9), In(3, 9)),
        new("LstmPeephole", "", x => x[0].LstmPeephole(x[1], x[2], x[3]).Output, x => LstmLoop(x[0], x[1], x[2], null, Peeping(x[3])).Y,
            In(2, 3, 2), In(16, 2), In(16, 4), In(3, 4)),
        new("LstmPeephole", "cell", x => x[0].LstmPeephole(x[1], x[2], x[3]).Cell, x => LstmLoop(x[0], x[1], x[2], null, Peeping(x[3])).C,
            In(2, 3, 2), In(16, 2), In(16, 4), In(3, 4)),
        new("LstmLayerNorm", "", x => x[0].LstmLayerNorm(x[1], x[2], x[3], x[4], x[5], x[6], x[7]).Output, x => NormalizedLstm(x).Y,
            In(2, 3, 2), In(16, 2), In(16, 4), In(16), In(16), In(4), In(4), In(16)),
        new("LstmLayerNorm", "cell", x => x[0].LstmLayerNorm(x[1], x[2], x[3], x[4], x[5], x[6], x[7]).Cell, x => NormalizedLstm(x).C,
            In(2, 3, 2), In(16, 2), In(16, 4), In(16), In(16), In(4), In(4), In(16)),
        new("RnnCell", "", x => x[0].RnnCell(x[1], x[2], x[3], x[4], x[5]), x => OneStep(x, RnnStep).H, In(2, 3), In(4, 3), In(4, 4), In(4), In(4), In(2, 4)),
        new("RnnReluCell", "", x => x[0].RnnReluCell(x[1], x[2], x[3], x[4], x[5]), x => OneStep(x, RnnReluStep).H,
            In(2, 3), In(4, 3), In(4, 4), In(4), In(4), In(2, 4)),
        new("GruCell", "", x => x[0].GruCell(x[1], x[2], x[3], x[4], x[5]), x => OneStep(x, GruStep).H, In(2, 3), In(12, 3), In(12, 4), In(12), In(12), In(2, 4)),
        new("LstmCell", "", x => x[0].LstmCell(x[1], x[2], x[3], x[4], x[5], x[6]).Hidden, x => OneStep(x, LstmStep).H,
            In(2, 3), In(16, 3), In(16, 4), In(16), In(16), In(2, 4), In(2, 4)),
        new("LstmCell", "cell", x => x[0].LstmCell(x[1], x[2], x[3], x[4], x[5], x[6]).Cell, x => OneStep(x, LstmStep).C,
            In(2, 3), In(16, 3), In(16, 4), In(16), In(16), In(2, 4), In(2, 4)),
        new("PadSequences", "", x => Tensor.PadSequences(x).Padded, x => Grid.From([3, 4, 2], i => i[1] < x[i[0]].Shape[0] ? x[i[0]][i[1], i[2]] : 0),
            In(2, 2), In(4, 2), In(1, 2)),
        new("PadSequences", "with a value", x => Tensor.PadSequences(x, -1).Padded, x => Grid.From([2, 3], i => i[1] < x[i[0]].Shape[0] ? x[i[0]][i[1]] : -1),
            In(3), In(1)),
        new("UnpadSequences", "", x => Tensor.Concat(x[0].UnpadSequences(EndsTensor), 0),
            x => Grid.From([7, 2], i => i[0] < 2 ? x[0][0, i[0], i[1]] : i[0] < 6 ? x[0][1, i[0] - 2, i[1]] : x[0][2, 0, i[1]]), In(3, 4, 2)),
        new("ReverseSequences", "", x => x[0].ReverseSequences(EndsTensor),
            x => Grid.From([3, 4, 2], i => x[0][i[0], i[1] < Ends[i[0]] ? Ends[i[0]] - 1 - i[1] : i[1], i[2]]), In(3, 4, 2)),
        new("SequenceEnds", "", x => x[0].SequenceEnds(EndsTensor), x => Grid.From([3, 2], i => x[0][i[0], Ends[i[0]] - 1, i[1]]), In(3, 4, 2)),
    ];

    static IEnumerable<ErrorCase> WrongRecurrent2 =>
    [
        new("Lstm", "Lstm(3 → 2): the lengths must be (1) int64, got (2) int64.", () => Ones(1, 2, 3).Lstm(Ones(8, 3), Ones(8, 2), lengths: Tensor.Of<long>(1, 2))),
        new("Lstm", "Lengths of sequences must be in 1 … 2, got 3 for sequence 0.", () => Ones(1, 2, 3).Lstm(Ones(8, 3), Ones(8, 2), lengths: Tensor.Of<long>(3))),
        new("LstmProjected", "LstmProjected(4 → 2): the weight of the state must be (16, 2), got (16, 4).",
            () => Ones(1, 2, 3).LstmProjected(Ones(16, 3), Ones(16, 4), Ones(2, 4))),
        new("LstmProjected", "LstmProjected(4 → 2): the bias of the input must be (16), got (4).",
            () => Ones(1, 2, 3).LstmProjected(Ones(16, 3), Ones(16, 2), Ones(2, 4), Ones(4))),
        new("LstmPeephole", "Lengths of sequences must be in 1 … 2, got 4 for sequence 0.",
            () => Ones(1, 2, 3).LstmPeephole(Ones(16, 3), Ones(16, 4), Ones(3, 4), lengths: Tensor.Of<long>(4))),
        new("LstmPeephole", "LstmPeephole: the peepholes must be (3, H), got (2, 4).", () => Ones(1, 2, 3).LstmPeephole(Ones(16, 3), Ones(16, 4), Ones(2, 4))),
        new("LstmCell", "LstmCell: the input must be (N, C), got (1, 2, 3).", () => Ones(1, 2, 3).LstmCell(Ones(16, 3), Ones(16, 4))),
        new("PadSequences", "PadSequences: sequence 1 must be float32 (T, …) like the first, (2, 3), got float32 (2, 4).",
            () => Tensor.PadSequences([Ones(2, 3), Ones(2, 4)])),
        new("UnpadSequences", "UnpadSequences: the lengths must be (2) int64, got (1) int64.", () => Ones(2, 3).UnpadSequences(Tensor.Of<long>(1))),
        new("LstmLayerNorm", "LstmLayerNorm: the weight of the state must be (16, 4), got (16, 5).",
            () => Ones(1, 2, 3).LstmLayerNorm(Ones(16, 3), Ones(16, 5), Ones(16), Ones(16), Ones(4))),
        new("SequenceEnds", "SequenceEnds: the input must be (N, T, C), got (2, 3).", () => Ones(2, 3).SequenceEnds(Tensor.Of<long>(1, 2))),
    ];
}
