using Nabla.Kernels;

namespace Nabla.LinearAlgebra;

/// <summary>The square root of a positive definite matrix.</summary>
public static class CholeskyOp
{
    extension(Tensor a)
    {
        /// <summary>L, lower triangular, with L Lᵀ = (A + Aᵀ) / 2.</summary>
        /// <shape>(…, N, N) → (…, N, N)</shape>
        /// <exception cref="ShapeException">A is not square.</exception>
        /// <exception cref="LinearAlgebraException">A matrix is not positive definite.</exception>
        public Tensor Cholesky()
        {
            Matrices.RequireSquare("Cholesky", a);
            var n = a.Shape[-1];
            var y = Batch.Run("Cholesky", new CholeskyKernel(n), a, null, [n, n]);
            return Autograd.Record(y, new Back(y), a);
        }

        /// <summary>
        /// As <see cref="Cholesky"/>, without an error: of each matrix also 0, or k if its leading k × k part is the first without a root.
        /// Such a matrix has NaN for L, and passes no gradient on.
        /// </summary>
        /// <shape>(…, N, N) → L (…, N, N), info (…) int64</shape>
        /// <exception cref="ShapeException">A is not square.</exception>
        public (Tensor L, Tensor Info) TryCholesky()
        {
            Matrices.RequireSquare("TryCholesky", a);
            var n = a.Shape[-1];
            var (root, info) = Attempt.Run("TryCholesky", new CholeskyKernel(n), a, null, [n, n]);
            var y = Attempt.OrIdentity(info, root);
            return (Attempt.OrNaN(info, Autograd.Record(y, new Back(y), a)), info);
        }
    }

    // Ȧ = L⁻ᵀ Φ(Lᵀ G) L⁻¹, made symmetric; Φ takes the lower triangle and half of the diagonal (Murray 2016, arXiv:1602.07527, eq. 10)
    sealed class Back(Tensor l) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            var product = l.T.MatMul(g);
            var phi = product.Lower() - product.Diagonal().DiagonalMatrix() * 0.5;
            var left = l.T.TriangularSolve(phi, upper: true);                        // L⁻ᵀ Φ
            to[0] = Matrices.Symmetric(l.T.TriangularSolve(left.T, upper: true).T);  // … L⁻¹
        }
    }
}
