namespace Nabla;

/// <summary>The loss of regression with uncertainty (Nix, Weigend 1994).</summary>
public static class GaussianNegativeLogLikelihoodOp
{
    extension(Tensor mean)
    {
        /// <summary>
        /// Mean of ½ (ln v + (mean − target)² / v) (+ ½ ln 2π if full), v = max(variance, ε). Maximum likelihood of a normal variable with
        /// this mean and variance. The bound does not stop the gradient of the variance.
        /// </summary>
        /// <param name="target">What was observed.</param>
        /// <param name="variance">Of each element, or (…, 1) for a whole row.</param>
        /// <param name="full">Whether the constant ½ ln 2π is added.</param>
        /// <param name="epsilon">Smallest variance.</param>
        /// <param name="reduction">How the elements' losses are put together.</param>
        /// <shape>mean (…, D), target (…, D), variance (…, D) or (…, 1) → () or, without reduction, (…, D)</shape>
        /// <exception cref="ShapeException">Shapes that do not fit.</exception>
        public Tensor GaussianNegativeLogLikelihood(
            Tensor target, Tensor variance, bool full = false, double epsilon = 1e-6, Reduction reduction = Reduction.Mean)
        {
            Infer(mean, target, variance);
            var v = variance + (variance.Clamp(epsilon, double.PositiveInfinity) - variance).Detach();
            var losses = 0.5 * (v.Log() + (mean - target).Square() / v);
            return (full ? losses + 0.5 * Math.Log(2 * Math.PI) : losses).Reduce(reduction);
        }
    }

    static void Infer(Tensor mean, Tensor target, Tensor variance)
    {
        MeanSquaredErrorOp.Infer("GaussianNegativeLogLikelihood", mean, target);
        if (variance.Shape != mean.Shape && (mean.Rank == 0 || variance.Shape != mean.Shape.With(-1, 1)))
            throw new ShapeException(
                $"GaussianNegativeLogLikelihood: the variance must be {mean.Shape} like the mean, or 1 on the last axis, "
                + $"got {variance.Shape}.");
    }
}
