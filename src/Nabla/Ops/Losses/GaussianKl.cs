namespace Nabla;

/// <summary>The part of a variational autoencoder's loss that keeps its code normal (Kingma, Welling 2013).</summary>
public static class GaussianKlOp
{
    extension(Tensor mean)
    {
        /// <summary>
        /// KL(N(μ, σ²) ‖ N(0, 1)) = ½ Σ (μ² + σ² − 1 − ln σ²), summed over the last axis. With the reconstruction's negative log-likelihood
        /// it is the negative evidence lower bound (ELBO), which bounds maximum likelihood.
        /// </summary>
        /// <param name="logVariance">ln σ².</param>
        /// <param name="reduction">How the rows' divergences are put together.</param>
        /// <shape>mean (…, D), logVariance (…, D) → () or, without reduction, (…)</shape>
        /// <exception cref="ShapeException">Shapes that differ, or scalars.</exception>
        public Tensor GaussianKl(Tensor logVariance, Reduction reduction = Reduction.Mean)
        {
            MeanSquaredErrorOp.Infer("GaussianKl", mean, logVariance);
            return (0.5 * (mean.Square() + logVariance.Exp() - logVariance - 1).Sum(-1)).Reduce(reduction);
        }
    }
}
