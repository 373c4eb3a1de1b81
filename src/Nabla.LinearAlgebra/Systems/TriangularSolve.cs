namespace Nabla.LinearAlgebra;

/// <summary>Linear systems of triangular matrices.</summary>
public static class TriangularSolveOp
{
    extension(Tensor a)
    {
        /// <summary>X with A X = B by substitution, where only the lower triangle of A is read, or the upper. Leading axes broadcast.</summary>
        /// <shape>A (…, N, N), B (…, N, K) → (…, N, K)</shape>
        /// <exception cref="ShapeException">A is not square, or B does not fit.</exception>
        /// <exception cref="LinearAlgebraException">An element of the diagonal is 0: the matrix is singular.</exception>
        public Tensor TriangularSolve(Tensor b, bool upper = false)
        {
            var (left, right) = Matrices.System("TriangularSolve", a, b);
            var x = Batch.Run("TriangularSolve", left, right, [right.Shape[-2], right.Shape[-1]], (m, r, to) =>
            {
                if (m.Diagonal().Any(d => d == 0))
                    throw new LinearAlgebraException("is singular");
                var (n, columns) = (r.RowCount, r.ColumnCount);
                for (var step = 0; step < n; step++)
                {
                    // x[i] = (b[i] − Σ a[i, k] x[k] over the rows found before) / a[i, i]
                    var i = upper ? n - 1 - step : step;
                    for (var j = 0; j < columns; j++)
                    {
                        var sum = r[i, j];
                        for (var k = upper ? i + 1 : 0; k < (upper ? n : i); k++)
                            sum -= m[i, k] * to[k * columns + j];
                        to[i * columns + j] = sum / m[i, i];
                    }
                }
            });
            return Autograd.Record(x, new Back(left, x, upper), left, right);
        }

        /// <summary>X with L Lᵀ X = B, for a Cholesky factor L; leading axes broadcast.</summary>
        /// <shape>L (…, N, N), B (…, N, K) → (…, N, K)</shape>
        /// <exception cref="ShapeException">L is not square, or B does not fit.</exception>
        /// <exception cref="LinearAlgebraException">An element of the diagonal is 0: the matrix is singular.</exception>
        public Tensor CholeskySolve(Tensor b) => a.T.TriangularSolve(a.TriangularSolve(b), upper: true);
    }

    // As for Solve; of Ȧ only the triangle that was read (Giles 2008, 2.3.1).
    sealed class Back(Tensor a, Tensor x, bool upper) : Node
    {
        protected override void Backward(Tensor g, Gradients to)
        {
            var db = a.T.TriangularSolve(g, !upper);
            if (to.Needs(1)) to[1] = db;
            if (!to.Needs(0))
                return;
            var da = -db.MatMul(x.T);
            to[0] = upper ? da.Upper() : da.Lower();
        }
    }
}
