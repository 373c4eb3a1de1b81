using Nabla.Kernels;

namespace Nabla.LinearAlgebra;

/// <summary>Linear systems of triangular matrices.</summary>
public static class TriangularSolveOp
{
    extension(Tensor a)
    {
        /// <summary>
        /// X with A X = B by substitution, where only the lower triangle of A is read, or the upper. Leading axes broadcast.
        /// </summary>
        /// <param name="b">The right sides.</param>
        /// <param name="upper">Which triangle is read.</param>
        /// <param name="unitDiagonal">Whether the diagonal counts as 1 and is not read.</param>
        /// <shape>A (…, N, N), B (…, N, K) → (…, N, K)</shape>
        /// <exception cref="ShapeException">A is not square, or B does not fit.</exception>
        /// <exception cref="LinearAlgebraException">An element of the diagonal is 0: the matrix is singular.</exception>
        public Tensor TriangularSolve(Tensor b, bool upper = false, bool unitDiagonal = false)
        {
            var (left, right) = Matrices.System("TriangularSolve", a, b);
            var (n, columns) = (right.Shape[-2], right.Shape[-1]);
            var x = Batch.Run("TriangularSolve", new TriangularKernel(n, columns, upper, unitDiagonal), left, right, [n, columns]);
            return Autograd.Record(x, new Back(left, x, upper, unitDiagonal), left, right);
        }

        /// <summary>X with L Lᵀ X = B, for a Cholesky factor L; leading axes broadcast.</summary>
        /// <shape>L (…, N, N), B (…, N, K) → (…, N, K)</shape>
        /// <exception cref="ShapeException">L is not square, or B does not fit.</exception>
        /// <exception cref="LinearAlgebraException">An element of the diagonal is 0: the matrix is singular.</exception>
        public Tensor CholeskySolve(Tensor b) => a.T.TriangularSolve(a.TriangularSolve(b), upper: true);

        /// <summary>(L Lᵀ)⁻¹, for a Cholesky factor L.</summary>
        /// <shape>(…, N, N) → (…, N, N)</shape>
        /// <exception cref="ShapeException">L is not square.</exception>
        /// <exception cref="LinearAlgebraException">An element of the diagonal is 0: the matrix is singular.</exception>
        public Tensor CholeskyInverse()
        {
            Matrices.RequireSquare("CholeskyInverse", a);
            return a.CholeskySolve(Tensor.Identity(a.Shape[-1], a.DType, a.Device));
        }
    }

    // As for Solve; of Ȧ only the triangle that was read (Giles 2008, 2.3.1).
    sealed class Back(Tensor a, Tensor x, bool upper, bool unitDiagonal) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            var db = a.T.TriangularSolve(g, !upper, unitDiagonal);
            if (to.Needs(1)) to[1] = db;
            if (!to.Needs(0))
                return;
            var da = -db.MatMul(x.T);
            to[0] = upper ? da.Upper(unitDiagonal ? 1 : 0) : da.Lower(unitDiagonal ? -1 : 0);
        }
    }
}
