using Nabla.Kernels;

namespace Nabla.LinearAlgebra;

/// <summary>Orthogonal times triangular.</summary>
public static class QrOp
{
    extension(Tensor a)
    {
        /// <summary>
        /// A = Q R with orthonormal columns in Q and R upper triangular, its diagonal not negative, which makes both unique
        /// (Householder 1958). K = min(N, M). The gradient needs the first K columns of A independent: else it is not finite.
        /// </summary>
        /// <shape>(…, N, M) → Q (…, N, K), R (…, K, M)</shape>
        /// <exception cref="ShapeException">Fewer than two axes, or no elements.</exception>
        public (Tensor Q, Tensor R) Qr()
        {
            Matrices.Require("Qr", a);
            var (n, m) = (a.Shape[-2], a.Shape[-1]);
            if (n < m)
            {
                // Wide: that of the first N columns, and the others in its basis.
                var (square, left) = a.Slice(-1, 0, n).Qr();
                return (square, Tensor.Concat([left, square.T.MatMul(a.Slice(-1, n, m - n))], -1));
            }

            var packed = Batch.Run("Qr", new QrKernel(n, m), a, null, [n * m + m * m]);
            var parts = Matrices.Split(Autograd.Record(packed, new Back(packed, n, m), a), [n, m], [m, m]);
            return (parts[0], parts[1]);
        }
    }

    // Ȧ = (Q̇ + Q sym(M)) R⁻ᵀ with M = R Ṙᵀ − Q̇ᵀ Q, where sym repeats the strictly lower triangle above the diagonal
    // (Walter, Lehmann 2010, arXiv:1001.1654; Seeger et al. 2017, arXiv:1710.08717)
    sealed class Back(Tensor packed, int n, int m) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            Shape first = [n, m], second = [m, m];
            Tensor[] y = Matrices.Split(packed, first, second), d = Matrices.Split(g, first, second);
            var mixed = y[1].MatMul(d[1].T) - d[0].T.MatMul(y[0]);
            var sum = d[0] + y[0].MatMul(mixed.Lower() + mixed.Lower(-1).T);
            to[0] = y[1].TriangularSolve(sum.T, upper: true).T;
        }
    }
}
