namespace Nabla;

/// <summary>Dropout for self-normalising networks (Klambauer, Unterthiner, Mayr, Hochreiter 2017).</summary>
public static class AlphaDropoutOp
{
    // −λα, the limit of SELU for x → −∞: equation 14 of the paper.
    const double Low = -1.0507009873554804934193349852946 * 1.6732632423543772848170429916717;

    extension(Tensor x)
    {
        /// <summary>
        /// With the given probability p an element becomes SELU's lowest value α′ = −1.7581, and y = a x + b with a = ((1 − p)(1 + p
        /// α′²))^(−½), b = −a p α′, so that mean 0 and variance 1 stay. With p = 1 all is 0, the limit.
        /// </summary>
        /// <param name="probability">p, in [0, 1].</param>
        /// <param name="rng">Gives the mask its key.</param>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ArgumentOutOfRangeException">The probability is not in [0, 1].</exception>
        /// <exception cref="ShapeException">Elements that are not floating-point.</exception>
        public Tensor AlphaDropout(double probability, Rng rng) => Run("AlphaDropout", x, x.Shape, probability, rng);

        /// <summary>As AlphaDropout, with one draw for each feature of each sample: it is kept or replaced at all its positions.</summary>
        /// <param name="probability">p, in [0, 1].</param>
        /// <param name="rng">Gives the mask its key.</param>
        /// <shape>(N, …, C) → (N, …, C)</shape>
        /// <exception cref="ArgumentOutOfRangeException">The probability is not in [0, 1].</exception>
        /// <exception cref="ShapeException">Fewer than two axes, or elements that are not floating-point.</exception>
        public Tensor FeatureAlphaDropout(double probability, Rng rng) =>
            Run("FeatureAlphaDropout", x, FeatureDropoutOp.Infer("FeatureAlphaDropout", x), probability, rng);
    }

    static Tensor Run(string who, Tensor x, Shape mask, double probability, Rng rng)
    {
        DropoutOp.Infer(who, x, probability);
        ArgumentNullException.ThrowIfNull(rng);
        if (probability == 0)
            return x;

        // a is infinite for p = 1, where nothing is kept.
        var kept = 1 - probability;
        var a = kept > 0 ? 1 / Math.Sqrt(kept * (1 + probability * Low * Low)) : 0;
        var b = -a * probability * Low;
        return rng.Bernoulli(mask, kept).Where(x * a + b, Tensor.Scalar(a * Low + b, x.DType, x.Device));
    }
}
