using Nabla.Kernels;

namespace Nabla;

/// <summary>Long short-term memory whose gates see the cell (Gers, Schmidhuber 2000).</summary>
public static class LstmPeepholeOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// As Lstm, but i and f are σ(W x + b + U h + p c) with c before the step, and o is σ(W x + b + U h + p c) with c after it, each
        /// with its own row of p. All h, and c after the last step of each sequence.
        /// </summary>
        /// <param name="weightIh">W.</param>
        /// <param name="weightHh">U.</param>
        /// <param name="peepholes">p of i, f and o.</param>
        /// <param name="bias">b, 0 if not given.</param>
        /// <param name="hidden">h before the first step, 0 if not given.</param>
        /// <param name="cell">c before the first step, 0 if not given.</param>
        /// <param name="lengths">Steps of each sequence, 1 … T; the outputs behind are 0. All T if not given.</param>
        /// <shape>
        /// x (N, T, C), weightIh (4H, C), weightHh (4H, H), peepholes (3, H), bias (4H), hidden and cell (N, H), lengths (N) int64 → (N, T,
        /// H), (N, H)
        /// </shape>
        /// <exception cref="ArgumentOutOfRangeException">A length is not in 1 … T.</exception>
        /// <exception cref="ShapeException">Shapes or dtypes that do not fit.</exception>
        public (Tensor Output, Tensor Cell) LstmPeephole(
            Tensor weightIh, Tensor weightHh, Tensor peepholes, Tensor? bias = null, Tensor? hidden = null, Tensor? cell = null, Tensor? lengths = null)
        {
            Infer(x, weightIh, weightHh, peepholes, bias, hidden, cell, lengths);
            var y = Recurrence.Checked<LstmPeepholeStep>(
                new(x, weightIh, weightHh, bias, null, hidden, cell, lengths, Peepholes: peepholes), wantCell: true, out var last);
            return (y, last!);
        }
    }

    static void Infer(Tensor x, Tensor weightIh, Tensor weightHh, Tensor peepholes, Tensor? bias, Tensor? hidden, Tensor? cell, Tensor? lengths)
    {
        if (peepholes.Rank != 2 || peepholes.Shape[0] != 3)
            throw new ShapeException($"LstmPeephole: the peepholes must be (3, H), got {peepholes.Shape}.");
        var units = peepholes.Shape[1];
        Recurrence.Require("LstmPeephole", "the peepholes", peepholes, [3, units], x.DType);
        Recurrence.Require("LstmPeephole", "the bias", bias, [4 * units], x.DType);
        Recurrence.Infer("LstmPeephole", x, weightIh, weightHh, units, units, hidden, cell, lengths);
    }
}

// Kept are the gates i, f, g, o.
readonly struct LstmPeepholeStep : ICell
{
    public static int Gates => 4;

    public static int Kept => 4;

    public static bool HasCell => true;

    public static bool HasPeepholes => true;

    public static int HiddenPlace(int gate) => gate;

    public static void Forward<N>(
        ref N i, ref N f, ref N g, ref N o, N si, N sf, N sg, N so, N pi, N pf, N po, ref N h, ref N c) where N : struct, IFormula<N>
    {
        i = default(Sigmoid).Value(i + si + pi * c);
        f = default(Sigmoid).Value(f + sf + pf * c);
        g = N.Tanh(g + sg);
        c = f * c + i * g;
        o = default(Sigmoid).Value(o + so + po * c);
        h = o * N.Tanh(c);
    }

    public static void Backward<N>(
        ref N i, ref N f, ref N g, ref N o, N pi, N pf, N po, N h, N c, N newC, ref N dh, ref N dc) where N : struct, IFormula<N>
    {
        var t = N.Tanh(newC);
        var dOut = dh * t * o * (N.Of(1) - o);
        var d = dc + dh * o * (N.Of(1) - t * t) + dOut * po;
        var dIn = d * g * i * (N.Of(1) - i);
        var dForget = d * c * f * (N.Of(1) - f);
        g = d * i * (N.Of(1) - g * g);
        dc = d * f + dIn * pi + dForget * pf;
        (i, f, o) = (dIn, dForget, dOut);
        dh = N.Of(0);
    }
}
