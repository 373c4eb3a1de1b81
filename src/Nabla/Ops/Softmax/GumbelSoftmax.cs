namespace Nabla;

/// <summary>Samples of classes through which a gradient flows (Jang, Gu and Poole 2017; Maddison, Mnih and Teh 2017).</summary>
public static class GumbelSoftmaxOp
{
    // The smallest number drawn, so that no logarithm is infinite: half the distance of two of float32's.
    const double Least = 1.0 / (1 << 25);

    extension(Tensor x)
    {
        /// <summary>
        /// y = softmax((x + n) / temperature) along the last axis, with n of the Gumbel distribution, −ln(−ln u): its largest element falls
        /// on each class with the probability softmax(x). Hard samples are that class as a vector of one 1, with the gradient of the soft
        /// ones.
        /// </summary>
        /// <param name="rng">Gives the noise.</param>
        /// <param name="temperature">Above 0; the lower, the nearer to a single 1.</param>
        /// <param name="hard">Whether samples are rounded to one class (straight-through).</param>
        /// <shape>scores or log-probabilities (…, C) → (…, C)</shape>
        /// <exception cref="ShapeException">A scalar, or elements that are not floating-point.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The temperature is not above 0.</exception>
        public Tensor GumbelSoftmax(Rng rng, double temperature = 1, bool hard = false)
        {
            ArgumentNullException.ThrowIfNull(rng);
            SoftmaxOp.Infer("GumbelSoftmax", x);
            if (!(temperature > 0))
                throw new ArgumentOutOfRangeException(
                    nameof(temperature), $"GumbelSoftmax: the temperature must be above 0, got {temperature}.");
            var noise = -(-rng.Uniform(x.Shape, Least, 1, x.DType).Log()).Log();
            return Sample(x, noise, temperature, hard);
        }
    }

    internal static Tensor Sample(Tensor x, Tensor noise, double temperature, bool hard)
    {
        var soft = ((x + noise) / temperature).Softmax();
        return hard ? CustomGradient.StraightThrough(y => y.ArgMax().OneHot(y.Shape[-1], y.DType), soft) : soft;
    }
}
