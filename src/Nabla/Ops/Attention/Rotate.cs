namespace Nabla;

/// <summary>Turning pairs of features by angles, as rotary positions do (Su et al. 2021).</summary>
public static class RotateOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// Each pair (a, b) of features of each head becomes (a cos − b sin, b cos + a sin): y = x · cosines + x′ · sines, x′ with the two of each
        /// pair exchanged, sines negative for the first of a pair.
        /// </summary>
        /// <param name="cosines">cos of the angle of each position and feature.</param>
        /// <param name="sines">−sin of it for the first of a pair, sin for the second.</param>
        /// <param name="halves">Pairs are features i and i + D/2 of a head; else the neighbours 2i and 2i + 1.</param>
        /// <shape>x (…, T, H·D), cosines and sines (T, D) → (…, T, H·D)</shape>
        /// <exception cref="ShapeException">Sizes or dtypes that do not fit.</exception>
        public Tensor Rotate(Tensor cosines, Tensor sines, bool halves = false)
        {
            Infer(x, cosines, sines);
            int rows = cosines.Shape[0], size = cosines.Shape[1];
            Shape pairs = halves ? [2, size / 2] : [size / 2, 2];
            Tensor Table(Tensor t) => t.Reshape(rows, 1, pairs[0], pairs[1]);
            var heads = x.Reshape([.. x.Shape.Remove(-1), -1, .. pairs]);
            return (heads * Table(cosines) + heads.Flip(halves ? -2 : -1) * Table(sines)).Reshape(x.Shape.ToArray());
        }
    }

    static void Infer(Tensor x, Tensor cosines, Tensor sines)
    {
        if (cosines.Rank != 2 || cosines.Shape[1] == 0 || cosines.Shape[1] % 2 != 0 || sines.Shape != cosines.Shape)
            throw new ShapeException($"Rotate: cosines and sines must both be (T, D) with an even D, got {cosines.Shape} and {sines.Shape}.");
        if (x.Rank < 2 || x.Shape[-2] != cosines.Shape[0] || x.Shape[-1] % cosines.Shape[1] != 0)
            throw new ShapeException($"Rotate: the input must be (…, {cosines.Shape[0]}, H·{cosines.Shape[1]}), got {x.Shape}.");
        if (x.DType != cosines.DType || x.DType != sines.DType)
            throw new ShapeException($"Rotate: cosines and sines must be {x.DType.Name()} like the input, got {cosines.DType.Name()} and {sines.DType.Name()}.");
    }
}
