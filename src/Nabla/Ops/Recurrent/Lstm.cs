using Nabla.Kernels;

namespace Nabla;

/// <summary>Long short-term memory (Hochreiter, Schmidhuber 1997; forget gate: Gers et al. 2000).</summary>
public static class LstmOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// h after each step: i, f, o = σ(W x + b + U h + d), g = tanh(W x + b + U h + d), c = f c + i g, h = o tanh c, each gate with its
        /// own rows of the weights, in the order i, f, g, o.
        /// </summary>
        /// <param name="weightIh">W.</param>
        /// <param name="weightHh">U.</param>
        /// <param name="biasIh">b, 0 if not given.</param>
        /// <param name="biasHh">d, 0 if not given.</param>
        /// <param name="hidden">h before the first step, 0 if not given.</param>
        /// <param name="cell">c before the first step, 0 if not given.</param>
        /// <param name="lengths">
        /// Steps of each sequence, 1 … T; the outputs behind are 0, and nothing is computed there. All T if not given.
        /// </param>
        /// <shape>
        /// x (N, T, C), weightIh (4H, C), weightHh (4H, H), biases (4H), hidden and cell (N, H), lengths (N) int64 → (N, T, H)
        /// </shape>
        /// <exception cref="ArgumentOutOfRangeException">A length is not in 1 … T.</exception>
        /// <exception cref="ShapeException">Shapes or dtypes that do not fit.</exception>
        public Tensor Lstm(
            Tensor weightIh, Tensor weightHh, Tensor? biasIh = null, Tensor? biasHh = null, Tensor? hidden = null, Tensor? cell = null,
            Tensor? lengths = null) =>
            Recurrence.Run<LstmStep>("Lstm", new(x, weightIh, weightHh, biasIh, biasHh, hidden, cell, lengths), wantCell: false, out _);

        /// <summary>As Lstm, with c after the last step of each sequence; h after it is the last of its outputs.</summary>
        /// <shape>
        /// x (N, T, C), weightIh (4H, C), weightHh (4H, H), biases (4H), hidden and cell (N, H), lengths (N) int64 → (N, T, H), (N, H)
        /// </shape>
        /// <exception cref="ArgumentOutOfRangeException">A length is not in 1 … T.</exception>
        /// <exception cref="ShapeException">Shapes or dtypes that do not fit.</exception>
        public (Tensor Output, Tensor Cell) LstmWithCell(
            Tensor weightIh, Tensor weightHh, Tensor? biasIh = null, Tensor? biasHh = null, Tensor? hidden = null, Tensor? cell = null,
            Tensor? lengths = null)
        {
            var output = Recurrence.Run<LstmStep>("Lstm", new(x, weightIh, weightHh, biasIh, biasHh, hidden, cell, lengths), wantCell: true, out var last);
            return (output, last!);
        }
    }
}

// Kept are the gates i, f, g, o.
readonly struct LstmStep : ICell
{
    public static int Gates => 4;

    public static int Kept => 4;

    public static bool HasCell => true;

    public static bool HasPeepholes => false;

    public static int HiddenPlace(int gate) => gate;

    public static void Forward<N>(
        ref N i, ref N f, ref N g, ref N o, N si, N sf, N sg, N so, N p0, N p1, N p2, ref N h, ref N c) where N : struct, IFormula<N>
    {
        i = default(Sigmoid).Value(i + si);
        f = default(Sigmoid).Value(f + sf);
        g = N.Tanh(g + sg);
        o = default(Sigmoid).Value(o + so);
        c = f * c + i * g;
        h = o * N.Tanh(c);
    }

    public static void Backward<N>(
        ref N i, ref N f, ref N g, ref N o, N p0, N p1, N p2, N h, N c, N newC, ref N dh, ref N dc) where N : struct, IFormula<N>
    {
        var t = N.Tanh(newC);
        var d = dc + dh * o * (N.Of(1) - t * t);
        dc = d * f;
        o = dh * t * o * (N.Of(1) - o);
        f = d * c * f * (N.Of(1) - f);
        var di = d * g * i * (N.Of(1) - i);
        g = d * i * (N.Of(1) - g * g);
        i = di;
        dh = N.Of(0);
    }
}
