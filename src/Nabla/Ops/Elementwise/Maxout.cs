namespace Nabla;

/// <summary>
/// Maxout (Goodfellow, Warde-Farley, Mirza, Courville, Bengio 2013): a convex piecewise linear activation that is learned.
/// </summary>
public static class MaxoutOp
{
    extension(Tensor x)
    {
        /// <summary>y_c = max of x_(ck) … x_(ck + k − 1): the largest of each k neighbours; equal ones share the gradient.</summary>
        /// <param name="pieces">k ≥ 1.</param>
        /// <shape>(…, C · k) → (…, C)</shape>
        /// <exception cref="ShapeException">k does not divide the last axis.</exception>
        public Tensor Maxout(int pieces)
        {
            if (x.Rank == 0 || pieces < 1 || x.Shape[-1] % pieces != 0)
                throw new ShapeException($"Maxout({pieces}): the last axis must be a multiple of the pieces, got {x.Shape}.");
            return x.Reshape([.. x.Shape.Remove(-1).ToArray(), x.Shape[-1] / pieces, pieces]).Max(-1);
        }
    }
}
