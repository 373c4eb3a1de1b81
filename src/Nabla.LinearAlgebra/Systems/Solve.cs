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

        /// <summary>
        /// As <see cref="Solve"/>, without an error: of each matrix also 0, or k if pivot k, from 1 on, is exactly 0. The solution is then
        /// NaN, and passes no gradient on.
        /// </summary>
        /// <shape>A (…, N, N), B (…, N, K) or (N) → X (…, N, K) or (…, N), info (…) int64</shape>
        /// <exception cref="ShapeException">A is not square, or B does not fit.</exception>
        public (Tensor X, Tensor Info) TrySolve(Tensor b)
        {
            if (b.Rank == 1)
                return a.TrySolve(b.Unsqueeze(-1)) is var (column, state) ? (column.Squeeze(-1), state) : default;
            var (left, right) = Matrices.System("TrySolve", a, b);
            var (n, columns) = (right.Shape[-2], right.Shape[-1]);
            var (x, info) = Attempt.Run("TrySolve", new SolveKernel(n, columns, inverse: false), left, right, [n, columns]);
            var regular = Attempt.OrIdentity(info, left);
            return (Attempt.OrNaN(info, Autograd.Record(x, new Back(regular, x), regular, right)), info);
        }

        /// <summary>As <see cref="Inverse"/>, without an error: info, NaN and gradients as of <see cref="TrySolve"/>.</summary>
        /// <shape>(…, N, N) → A⁻¹ (…, N, N), info (…) int64</shape>
        /// <exception cref="ShapeException">A is not square.</exception>
        public (Tensor Inverse, Tensor Info) TryInverse()
        {
            Matrices.RequireSquare("TryInverse", a);
            var n = a.Shape[-1];
            var (y, info) = Attempt.Run("TryInverse", new SolveKernel(n, n, inverse: true), a, null, [n, n]);
            return (Attempt.OrNaN(info, Autograd.Record(y, new InverseBack(y), a)), info);
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
