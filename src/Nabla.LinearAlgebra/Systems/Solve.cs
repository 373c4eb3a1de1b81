using Nabla.Kernels;

namespace Nabla.LinearAlgebra;

/// <summary>Linear systems.</summary>
public static class SolveOp
{
    extension(Tensor a)
    {
        /// <summary>X with A X = B, by LU with row exchanges; leading axes broadcast. B may be one vector.</summary>
        /// <shape>A (…, N, N), B (…, N, K) or (N) → (…, N, K) or (…, N)</shape>
        /// <exception cref="ShapeException">A is not square, or B does not fit.</exception>
        /// <exception cref="LinearAlgebraException">A pivot is exactly 0: the matrix is singular.</exception>
        public Tensor Solve(Tensor b)
        {
            if (b.Rank == 1)
                return a.Solve(b.Unsqueeze(-1)).Squeeze(-1);
            var (left, right) = Matrices.System("Solve", a, b);
            var (n, columns) = (right.Shape[-2], right.Shape[-1]);
            var x = Batch.Run("Solve", new SolveKernel(n, columns, inverse: false), left, right, [n, columns]);
            return Autograd.Record(x, new Back(left, x), left, right);
        }

        /// <summary>A⁻¹; to solve a system, <see cref="Solve"/> is quicker and more exact.</summary>
        /// <shape>(…, N, N) → (…, N, N)</shape>
        /// <exception cref="ShapeException">A is not square.</exception>
        /// <exception cref="LinearAlgebraException">A pivot is exactly 0: the matrix is singular.</exception>
        public Tensor Inverse()
        {
            Matrices.RequireSquare("Inverse", a);
            var n = a.Shape[-1];
            var y = Batch.Run("Inverse", new SolveKernel(n, n, inverse: true), a, null, [n, n]);
            return Autograd.Record(y, new InverseBack(y), a);
        }
    }

    // dX = A⁻¹ (dB − dA X): Ḃ = A⁻ᵀ G, Ȧ = −Ḃ Xᵀ (Giles 2008, An extended collection of matrix derivative results, 2.3.1)
    sealed class Back(Tensor a, Tensor x) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            var db = a.T.Solve(g);
            if (to.Needs(0)) to[0] = -db.MatMul(x.T);
            if (to.Needs(1)) to[1] = db;
        }
    }

    // dY = −Y dA Y: Ȧ = −Yᵀ G Yᵀ (Giles 2008, 2.2.3)
    sealed class InverseBack(Tensor y) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => to[0] = -y.T.MatMul(g).MatMul(y.T);
    }
}
