using Nabla.Kernels;

namespace Nabla.LinearAlgebra;

/// <summary>Eigenvalues and eigenvectors.</summary>
public static class EigenOp
{
    extension(Tensor a)
    {
        /// <summary>
        /// (A + Aᵀ) / 2 = V diag(w) Vᵀ with w ascending and orthonormal columns in V, each with its element of largest absolute value
        /// positive. Where eigenvalues are equal their vectors are not unique: a gradient that reaches them is then not finite; one that
        /// reaches the values alone is right.
        /// </summary>
        /// <shape>(…, N, N) → w (…, N), V (…, N, N)</shape>
        /// <exception cref="ShapeException">A is not square.</exception>
        /// <exception cref="LinearAlgebraException">Elements that are not finite.</exception>
        public (Tensor Values, Tensor Vectors) SymmetricEigen()
        {
            Matrices.RequireSquare("SymmetricEigen", a);
            var (symmetric, n) = (Matrices.Symmetric(a), a.Shape[-1]);
            var packed = Batch.Run("SymmetricEigen", new SymmetricEigenKernel(n), symmetric, null, [n + n * n]);
            var parts = Matrices.Split(Autograd.Record(packed, new Back(packed, n), symmetric), [n], [n, n]);
            return (parts[0], parts[1]);
        }
    }

    // Ȧ = V (diag(ẇ) + (Vᵀ V̇) ∘ F) Vᵀ with Fᵢⱼ = 1 / (wⱼ − wᵢ) off the diagonal, 0 on it; made symmetric (Giles 2008, 3.1)
    sealed class Back(Tensor packed, int n) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            Shape first = [n], second = [n, n];
            Tensor[] y = Matrices.Split(packed, first, second), d = Matrices.Split(g, first, second);
            var v = y[1];
            var identity = Tensor.Identity(n, g.DType, g.Device);
            var gaps = y[0].Unsqueeze(-2) - y[0].Unsqueeze(-1) + identity;
            var inner = Matrices.Quotient(v.T.MatMul(d[1]) * (1 - identity), gaps) + d[0].DiagonalMatrix();
            to[0] = Matrices.Symmetric(v.MatMul(inner).MatMul(v.T));
        }
    }
}
