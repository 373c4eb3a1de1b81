using Nabla.Kernels;

namespace Nabla;

/// <summary>The simple recurrent network (Elman 1990).</summary>
public static class RnnOp
{
    extension(Tensor x)
    {
        /// <summary>h after each step: h = tanh(W x + b + U h + d).</summary>
        /// <param name="weightIh">W.</param>
        /// <param name="weightHh">U.</param>
        /// <param name="biasIh">b, 0 if not given.</param>
        /// <param name="biasHh">d, 0 if not given.</param>
        /// <param name="hidden">h before the first step, 0 if not given.</param>
        /// <param name="lengths">
        /// Steps of each sequence, 1 … T; the outputs behind are 0, and nothing is computed there. All T if not given.
        /// </param>
        /// <shape>x (N, T, C), weightIh (H, C), weightHh (H, H), biases (H), hidden (N, H), lengths (N) int64 → (N, T, H)</shape>
        /// <exception cref="ArgumentOutOfRangeException">A length is not in 1 … T.</exception>
        /// <exception cref="ShapeException">Shapes or dtypes that do not fit.</exception>
        public Tensor Rnn(
            Tensor weightIh, Tensor weightHh, Tensor? biasIh = null, Tensor? biasHh = null, Tensor? hidden = null, Tensor? lengths = null) =>
            Recurrence.Run<RnnStep>("Rnn", new(x, weightIh, weightHh, biasIh, biasHh, hidden, null, lengths), wantCell: false, out _);

        /// <summary>As Rnn, with h = max(0, W x + b + U h + d) (Le et al. 2015).</summary>
        /// <shape>x (N, T, C), weightIh (H, C), weightHh (H, H), biases (H), hidden (N, H), lengths (N) int64 → (N, T, H)</shape>
        /// <exception cref="ArgumentOutOfRangeException">A length is not in 1 … T.</exception>
        /// <exception cref="ShapeException">Shapes or dtypes that do not fit.</exception>
        public Tensor RnnRelu(
            Tensor weightIh, Tensor weightHh, Tensor? biasIh = null, Tensor? biasHh = null, Tensor? hidden = null, Tensor? lengths = null) =>
            Recurrence.Run<RnnReluStep>("RnnRelu", new(x, weightIh, weightHh, biasIh, biasHh, hidden, null, lengths), wantCell: false, out _);
    }
}

// Kept is the new h.
readonly struct RnnStep : ICell
{
    public static int Gates => 1;

    public static int Kept => 1;

    public static bool HasCell => false;

    public static bool HasPeepholes => false;

    public static int HiddenPlace(int gate) => gate;

    public static void Forward<N>(
        ref N k, ref N k1, ref N k2, ref N k3, N s, N s1, N s2, N s3, N p0, N p1, N p2, ref N h, ref N c) where N : struct, IFormula<N> =>
        h = k = N.Tanh(k + s);

    public static void Backward<N>(
        ref N k, ref N k1, ref N k2, ref N k3, N p0, N p1, N p2, N h, N c, N newC, ref N dh, ref N dc) where N : struct, IFormula<N>
    {
        k = dh * (N.Of(1) - k * k);
        dh = N.Of(0);
    }
}

// Kept is the new h; the slope is 1 where it is above 0.
readonly struct RnnReluStep : ICell
{
    public static int Gates => 1;

    public static int Kept => 1;

    public static bool HasCell => false;

    public static bool HasPeepholes => false;

    public static int HiddenPlace(int gate) => gate;

    public static void Forward<N>(
        ref N k, ref N k1, ref N k2, ref N k3, N s, N s1, N s2, N s3, N p0, N p1, N p2, ref N h, ref N c) where N : struct, IFormula<N> =>
        h = k = N.Max(k + s, N.Of(0));

    public static void Backward<N>(
        ref N k, ref N k1, ref N k2, ref N k3, N p0, N p1, N p2, N h, N c, N newC, ref N dh, ref N dc) where N : struct, IFormula<N>
    {
        k = dh * N.Greater(k, N.Of(0));
        dh = N.Of(0);
    }
}
