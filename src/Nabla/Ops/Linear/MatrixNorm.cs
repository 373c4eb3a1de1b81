namespace Nabla;

/// <summary>Norms of matrices that need no decomposition; nuclear and spectral norm are in Nabla.LinearAlgebra.</summary>
public static class MatrixNormOp
{
    extension(Tensor x)
    {
        /// <summary>√Σᵢⱼ xᵢⱼ² over the last two axes; the gradient x / y is 0 for a matrix of zeros.</summary>
        /// <shape>(…, N, M) → (…)</shape>
        /// <exception cref="ShapeException">Fewer than two axes, or elements that are not floating-point.</exception>
        public Tensor FrobeniusNorm()
        {
            RequireMatrix("FrobeniusNorm", x);
            return x.Norm([-2, -1]);
        }

        /// <summary>
        /// p = 1: the largest sum of absolute values of a column; p = ∞: that of a row; −1 and −∞: the smallest. The first two are the
        /// largest ‖X v‖ / ‖v‖ in that norm of vectors. The gradient is shared among equal columns or rows.
        /// </summary>
        /// <shape>(…, N, M) → (…)</shape>
        /// <exception cref="ShapeException">Fewer than two axes, or elements that are not floating-point.</exception>
        /// <exception cref="ArgumentOutOfRangeException">p is none of these four.</exception>
        public Tensor MatrixNorm(double p)
        {
            RequireMatrix("MatrixNorm", x);
            return p switch
            {
                1 => x.AbsoluteSum([-2]).Max(-1),
                -1 => x.AbsoluteSum([-2]).Min(-1),
                double.PositiveInfinity => x.AbsoluteSum([-1]).Max(-1),
                double.NegativeInfinity => x.AbsoluteSum([-1]).Min(-1),
                _ => throw new ArgumentOutOfRangeException(
                    nameof(p), $"MatrixNorm: p must be 1, -1, ∞ or -∞, got {p}; for 2 take SpectralNorm of Nabla.LinearAlgebra."),
            };
        }
    }

    static void RequireMatrix(string who, Tensor x)
    {
        if (x.Rank < 2)
            throw new ShapeException($"{who}: the input must be (…, N, M), got {x.Shape}.");
    }
}
