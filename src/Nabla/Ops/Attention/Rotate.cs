namespace Nabla;

/// <summary>Turning pairs of features by angles, as rotary positions do (Su et al. 2021).</summary>
public static class RotateOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// Each pair (a, b) of features of each head becomes (a cos − b sin, b cos + a sin): y = x · cosines + x′ · sines, x′ with the two
        /// of each pair exchanged, sines negative for the first of a pair.
        /// </summary>
        /// <param name="cosines">cos of the angle of each position and feature.</param>
        /// <param name="sines">−sin of it for the first of a pair, sin for the second.</param>
        /// <param name="halves">Pairs are features i and i + D/2 of a head; else the neighbours 2i and 2i + 1.</param>
        /// <shape>x (…, T, H·D), cosines and sines (T, D) → (…, T, H·D)</shape>
        /// <exception cref="ShapeException">Sizes or dtypes that do not fit.</exception>
        public Tensor Rotate(Tensor cosines, Tensor sines, bool halves = false)
        {
            Infer(x, cosines, sines);
            return Run(x, cosines, sines, halves, transposed: false);
        }
    }

    static Tensor Run(Tensor x, Tensor cosines, Tensor sines, bool halves, bool transposed)
    {
        var y = Tensor.Empty(x.Shape, x.DType, x.Device);
        x.Backend.Rotate(x, cosines, sines, halves, transposed, y);
        return Autograd.Record(y, new Back(x, cosines, sines, halves, transposed), x, cosines, sines);
    }

    static void Infer(Tensor x, Tensor cosines, Tensor sines)
    {
        if (cosines.Rank != 2 || cosines.Shape[1] == 0 || cosines.Shape[1] % 2 != 0 || sines.Shape != cosines.Shape)
            throw new ShapeException(
                $"Rotate: cosines and sines must both be (T, D) with an even D, got {cosines.Shape} and {sines.Shape}.");
        if (x.Rank < 2 || x.Shape[-2] != cosines.Shape[0] || x.Shape[-1] % cosines.Shape[1] != 0)
            throw new ShapeException($"Rotate: the input must be (…, {cosines.Shape[0]}, H·{cosines.Shape[1]}), got {x.Shape}.");
        if (!x.DType.IsFloating() || x.DType != cosines.DType || x.DType != sines.DType)
            throw new ShapeException(
                $"Rotate: all must be of one floating-point type, got {x.DType.Name()}, {cosines.DType.Name()} and {sines.DType.Name()}.");
    }

    // With S = s ⊙ exchange, y = (c + S) x and dx = (c + Sᵀ) g; dc = Σ g ⊙ x, ds = Σ g ⊙ x′ over all heads and samples, or Σ g′ ⊙ x
    // transposed.
    sealed class Back(Tensor x, Tensor cosines, Tensor sines, bool halves, bool transposed) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            if (to.Needs(0))
                to[0] = Run(g, cosines, sines, halves, !transposed);
            if (to.Needs(1))
                to[1] = Summed(Heads(g) * Heads(x));
            if (to.Needs(2))
                to[2] = Summed(transposed ? Exchanged(g) * Heads(x) : Heads(g) * Exchanged(x));
        }

        // (samples, T, H, pairs)
        Tensor Heads(Tensor a)
        {
            var size = cosines.Shape[1];
            return halves
                ? a.Reshape(-1, cosines.Shape[0], a.Shape[-1] / size, 2, size / 2)
                : a.Reshape(-1, cosines.Shape[0], a.Shape[-1] / size, size / 2, 2);
        }

        Tensor Exchanged(Tensor a) => Heads(a).Flip(halves ? 3 : 4);

        Tensor Summed(Tensor products) => products.Sum(2).Sum(0).Reshape(cosines.Shape.ToArray());
    }
}
