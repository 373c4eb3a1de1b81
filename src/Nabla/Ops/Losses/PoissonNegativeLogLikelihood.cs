namespace Nabla;

/// <summary>The loss of counts.</summary>
public static class PoissonNegativeLogLikelihoodOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// Mean of λ − t ln λ (+ ln t! if full, by Stirling's formula, for t &gt; 1). Maximum likelihood of a Poisson variable with rate λ.
        /// </summary>
        /// <param name="target">Counts t.</param>
        /// <param name="logInput">Whether x is ln λ, else it is λ.</param>
        /// <param name="full">Whether t ln t − t + ½ ln(2πt) is added, which does not depend on x.</param>
        /// <param name="epsilon">Added to λ in its logarithm.</param>
        /// <param name="reduction">How the elements' losses are put together.</param>
        /// <shape>x (…), target (…) → () or, without reduction, (…)</shape>
        /// <exception cref="ShapeException">Shapes that differ.</exception>
        public Tensor PoissonNegativeLogLikelihood(
            Tensor target, bool logInput = true, bool full = false, double epsilon = 1e-8, Reduction reduction = Reduction.Mean)
        {
            MeanSquaredErrorOp.Infer("PoissonNegativeLogLikelihood", x, target);
            var losses = logInput ? x.Exp() - target * x : x - target * (x + epsilon).Log();
            return (full ? losses + Stirling(target) : losses).Reduce(reduction);
        }
    }

    static Tensor Stirling(Tensor target)
    {
        var large = target.Greater(1);
        var t = large.Where(target, Tensor.Scalar(1, target.DType, target.Device));
        return large.Where(t * t.Log() - t + 0.5 * (2 * Math.PI * t).Log(), Tensor.Scalar(0, t.DType, t.Device));
    }
}
