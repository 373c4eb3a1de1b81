namespace Nabla.LinearAlgebra;

/// <summary>How features vary together.</summary>
public static class CovarianceOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// Σₙ (xₙ − mean)(xₙ − mean)ᵀ / (N − correction) over N observations. Correction 1 estimates that of the population, 0 is that of
        /// the observations themselves.
        /// </summary>
        /// <shape>(…, N, C) → (…, C, C)</shape>
        /// <exception cref="ShapeException">Fewer than two axes, no elements, or not floating-point.</exception>
        public Tensor Covariance(double correction = 1)
        {
            Matrices.Require("Covariance", x);
            var centred = x - x.Mean(-2, keepAxes: true);
            return centred.T.MatMul(centred) * (1 / Math.Max(0, x.Shape[-2] - correction));
        }

        /// <summary>
        /// Covariances over the product of both standard deviations (Pearson 1895): 1 on the diagonal, NaN for a constant feature.
        /// </summary>
        /// <shape>(…, N, C) → (…, C, C)</shape>
        /// <exception cref="ShapeException">Fewer than two axes, no elements, or not floating-point.</exception>
        public Tensor Correlation()
        {
            Matrices.Require("Correlation", x);
            var covariance = x.Covariance();
            var deviation = covariance.Diagonal().Sqrt();
            return covariance / (deviation.Unsqueeze(-1) * deviation.Unsqueeze(-2));
        }
    }
}
