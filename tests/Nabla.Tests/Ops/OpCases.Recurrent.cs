using Nabla.Testing;

namespace Nabla.Tests.Ops;

public static partial class OpCases
{
    static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    // Σ_c w[row, c] v(c) + b[row]
    static double Affine(Grid w, Grid? b, int row, Func<int, double> v)
    {
        var sum = b is null ? 0 : b[row];
        for (var c = 0; c < w.Shape[1]; c++)
            sum += w[row, c] * v(c);
        return sum;
    }

    // Unit by unit; step(byX, byH, h, c) gives the unit's new h and c from its gates' sums.
    static (Grid Y, Grid C) Steps(
        Grid x, Grid wi, Grid wh, Grid? bi, Grid? bh, Grid? h0, Grid? c0, Func<double[], double[], double, double, (double H, double C)> step)
    {
        int batch = x.Shape[0], hidden = wh.Shape[1], gates = wh.Shape[0] / hidden;
        Grid y = new(batch, x.Shape[1], hidden), h = h0 ?? new Grid(batch, hidden), c = c0 ?? new Grid(batch, hidden);
        for (var t = 0; t < x.Shape[1]; t++)
        {
            Grid newH = new(batch, hidden), newC = new(batch, hidden);
            foreach (var i in Grid.All([batch, hidden]))
            {
                var (n, j) = (i[0], i[1]);
                double[] Sums(Grid w, Grid? b, Func<int, double> v) => [.. Enumerable.Range(0, gates).Select(g => Affine(w, b, g * hidden + j, v))];
                (newH[n, j], newC[n, j]) = step(Sums(wi, bi, k => x[n, t, k]), Sums(wh, bh, k => h[n, k]), h[n, j], c[n, j]);
                y[n, t, j] = newH[n, j];
            }

            (h, c) = (newH, newC);
        }

        return (y, c);
    }

    static (double H, double C) LstmStep(double[] a, double[] b, double h, double c)
    {
        c = Logistic(a[1] + b[1]) * c + Logistic(a[0] + b[0]) * Math.Tanh(a[2] + b[2]);
        return (Logistic(a[3] + b[3]) * Math.Tanh(c), c);
    }

    static (double H, double C) GruStep(double[] a, double[] b, double h, double c)
    {
        var z = Logistic(a[1] + b[1]);
        return ((1 - z) * Math.Tanh(a[2] + Logistic(a[0] + b[0]) * b[2]) + z * h, 0);
    }

    static (double H, double C) RnnStep(double[] a, double[] b, double h, double c) => (Math.Tanh(a[0] + b[0]), 0);

    static Grid Lstm(Grid[] x) => Steps(x[0], x[1], x[2], x[3], x[4], x[5], x[6], LstmStep).Y;

    // 9 units: a whole register of doubles and a part of one.
    static IEnumerable<OpCase> Recurrent =>
    [
        new("Lstm", "", x => x[0].Lstm(x[1], x[2]), x => Steps(x[0], x[1], x[2], null, null, null, null, LstmStep).Y, In(2, 4, 3), In(36, 3), In(36, 9)),
        new("Lstm", "biases and states", x => x[0].Lstm(x[1], x[2], x[3], x[4], x[5], x[6]), Lstm,
            In(3, 2, 2), In(8, 2), In(8, 2), In(8), In(8), In(3, 2), In(3, 2)),
        new("LstmWithCell", "cell alone", x => x[0].LstmWithCell(x[1], x[2], cell: x[3]).Cell,
            x => Steps(x[0], x[1], x[2], null, null, null, x[3], LstmStep).C, In(2, 3, 2), In(20, 2), In(20, 5), In(2, 5)),
        new("LstmWithCell", "output and cell", x =>
            {
                var (y, c) = x[0].LstmWithCell(x[1], x[2], hidden: x[3]);
                return Tensor.Concat([y, c.Unsqueeze(1)], 1);
            },
            x =>
            {
                var (y, c) = Steps(x[0], x[1], x[2], null, null, x[3], null, LstmStep);
                return Grid.From([2, 4, 5], i => i[1] < 3 ? y[i] : c[i[0], i[2]]);
            },
            In(2, 3, 2), In(20, 2), In(20, 5), In(2, 5)),
        new("Gru", "", x => x[0].Gru(x[1], x[2]), x => Steps(x[0], x[1], x[2], null, null, null, null, GruStep).Y, In(2, 4, 3), In(27, 3), In(27, 9)),
        new("Gru", "biases and state", x => x[0].Gru(x[1], x[2], x[3], x[4], x[5]),
            x => Steps(x[0], x[1], x[2], x[3], x[4], x[5], null, GruStep).Y, In(3, 2, 2), In(6, 2), In(6, 2), In(6), In(6), In(3, 2)),
        new("Rnn", "biases and state", x => x[0].Rnn(x[1], x[2], x[3], x[4], x[5]),
            x => Steps(x[0], x[1], x[2], x[3], x[4], x[5], null, RnnStep).Y, In(2, 3, 4), In(9, 4), In(9, 9), In(9), In(9), In(2, 9)),
    ];

    static Tensor Ones(params int[] shape) => Tensor.Ones(Shape.Of(shape));

    static IEnumerable<ErrorCase> WrongRecurrent =>
    [
        new("Lstm", "Lstm: the weight of the state must be (4 H, H), got (6, 2).", () => Ones(1, 2, 3).Lstm(Ones(8, 3), Ones(6, 2))),
        new("Lstm", "Lstm(3 → 2): the input must be (N, T, 3), got (1, 2, 4).", () => Ones(1, 2, 4).Lstm(Ones(8, 3), Ones(8, 2))),
        new("Lstm", "Lstm(3 → 2): the first cell state must be (1, 2), got (2, 2).", () => Ones(1, 2, 3).Lstm(Ones(8, 3), Ones(8, 2), cell: Ones(2, 2))),
        new("Gru", "Gru: the weight of the input must be (6, C), got (8, 3).", () => Ones(1, 2, 3).Gru(Ones(8, 3), Ones(6, 2))),
        new("Gru", "Gru(3 → 2): the bias of the state must be (6), got (5).", () => Ones(1, 2, 3).Gru(Ones(6, 3), Ones(6, 2), biasHh: Ones(5))),
        new("Gru", "Gru(3 → 2): the first hidden state must be float32 like the input, got float64.",
            () => Ones(1, 2, 3).Gru(Ones(6, 3), Ones(6, 2), hidden: Ones(1, 2).To(DType.Float64))),
        new("Rnn", "Rnn(3 → 2): axis 1 of the input, time, must not be empty, got (1, 0, 3).", () => Ones(1, 0, 3).Rnn(Ones(2, 3), Ones(2, 2))),
    ];
}
