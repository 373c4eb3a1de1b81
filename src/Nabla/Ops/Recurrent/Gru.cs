using Nabla.Kernels;

namespace Nabla;

/// <summary>Gated recurrent unit (Cho et al. 2014), in the form that resets after the product, as cuDNN and PyTorch do.</summary>
public static class GruOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// h after each step: r, z = σ(W x + b + U h + d), n = tanh(W x + b + r (U h + d)), h = (1 − z) n + z h, each gate with its own
        /// rows of the weights, in the order r, z, n.
        /// </summary>
        /// <param name="weightIh">W.</param>
        /// <param name="weightHh">U.</param>
        /// <param name="biasIh">b, 0 if not given.</param>
        /// <param name="biasHh">d, 0 if not given.</param>
        /// <param name="hidden">h before the first step, 0 if not given.</param>
        /// <param name="lengths">
        /// Steps of each sequence, 1 … T; the outputs behind are 0, and nothing is computed there. All T if not given.
        /// </param>
        /// <shape>x (N, T, C), weightIh (3H, C), weightHh (3H, H), biases (3H), hidden (N, H), lengths (N) int64 → (N, T, H)</shape>
        /// <exception cref="ArgumentOutOfRangeException">A length is not in 1 … T.</exception>
        /// <exception cref="ShapeException">Shapes or dtypes that do not fit.</exception>
        public Tensor Gru(
            Tensor weightIh, Tensor weightHh, Tensor? biasIh = null, Tensor? biasHh = null, Tensor? hidden = null, Tensor? lengths = null) =>
            Recurrence.Run<GruStep>("Gru", new(x, weightIh, weightHh, biasIh, biasHh, hidden, null, lengths), wantCell: false, out _);
    }
}

// Kept are r, z, n and the sum s = U h + d of n.
readonly struct GruStep : ICell
{
    public static int Gates => 3;

    public static int Kept => 4;

    public static bool HasCell => false;

    public static bool HasPeepholes => false;

    public static int HiddenPlace(int gate) => gate == 2 ? 3 : gate;

    public static void Forward<N>(
        ref N r, ref N z, ref N n, ref N s, N sr, N sz, N sn, N unused, N p0, N p1, N p2, ref N h, ref N c) where N : struct, IFormula<N>
    {
        r = default(Sigmoid).Value(r + sr);
        z = default(Sigmoid).Value(z + sz);
        n = N.Tanh(n + r * sn);
        s = sn;
        h = n + z * (h - n);
    }

    public static void Backward<N>(
        ref N r, ref N z, ref N n, ref N s, N p0, N p1, N p2, N h, N c, N newC, ref N dh, ref N dc) where N : struct, IFormula<N>
    {
        var dn = dh * (N.Of(1) - z) * (N.Of(1) - n * n);
        var dr = dn * s * r * (N.Of(1) - r);
        var dz = dh * (h - n) * z * (N.Of(1) - z);
        dh *= z;
        s = dn * r;
        (r, z, n) = (dr, dz, dn);
    }
}
