using MathNet.Numerics.LinearAlgebra;
using Nabla.Kernels;

namespace Nabla.LinearAlgebra;

/// <summary>Determinants.</summary>
public static class DeterminantOp
{
    extension(Tensor a)
    {
        /// <summary>
        /// |A|: the volume of the unit cube's image, with sign. The gradient is that of singular matrices too; the second needs regular
        /// ones.
        /// </summary>
        /// <shape>(…, N, N) → (…)</shape>
        /// <exception cref="ShapeException">A is not square.</exception>
        public Tensor Determinant()
        {
            Matrices.RequireSquare("Determinant", a);
            var y = Batch.Run("Determinant", new DeterminantKernel(a.Shape[-1]), a, null, [3]).Select(-1, 2);
            return Autograd.Record(y, new Back(a, y), a);
        }

        /// <summary>
        /// The determinant's sign (−1, 0 or 1, without gradient) and ln |det A|, where the determinant itself would overflow.
        /// </summary>
        /// <shape>(…, N, N) → (…), (…)</shape>
        /// <exception cref="ShapeException">A is not square.</exception>
        public (Tensor Sign, Tensor Logarithm) SignLogDeterminant()
        {
            Matrices.RequireSquare("SignLogDeterminant", a);
            var packed = Batch.Run("SignLogDeterminant", new DeterminantKernel(a.Shape[-1]), a, null, [3]);
            return (packed.Select(-1, 0), Autograd.Record(packed.Select(-1, 1), new LogBack(a), a));
        }

        /// <summary>ln det A: −∞ for a singular matrix, NaN for a negative determinant.</summary>
        /// <shape>(…, N, N) → (…)</shape>
        /// <exception cref="ShapeException">A is not square.</exception>
        public Tensor LogDeterminant()
        {
            var (sign, logarithm) = a.SignLogDeterminant();
            return sign.Less(0).Where(Tensor.Scalar(double.NaN, a.DType, a.Device), logarithm);
        }
    }

    // The cofactors |A| A⁻ᵀ; of a matrix that is nearly singular without dividing: with A = U diag(s) Vᵀ they are |U| |V| U diag(Π_{j ≠ i}
    // sⱼ) Vᵀ.
    static void Cofactors(Matrix<double> m, Span<double> to)
    {
        var lu = m.LU();
        var pivots = lu.U.Diagonal().PointwiseAbs();
        if (pivots.Minimum() > 1e-6 * pivots.Maximum())
        {
            Batch.CopyRows(lu.Inverse().Transpose() * lu.Determinant, to);
            return;
        }

        Batch.RequireFinite(m);
        var svd = m.Svd(true);
        var (u, s, vt) = (svd.U, svd.S, svd.VT);
        var others = s.MapIndexed((i, _) => s.Where((_, j) => j != i).Aggregate(1.0, (x, y) => x * y), Zeros.Include);
        var sign = u.LU().Determinant * vt.LU().Determinant;
        Batch.CopyRows(u * Matrix<double>.Build.DiagonalOfDiagonalVector(others * Math.Sign(sign)) * vt, to);
    }

    // d|A| = |A| tr(A⁻¹ dA): Ȧ = g |A| A⁻ᵀ (Giles 2008, 2.2.4)
    sealed class Back(Tensor a, Tensor y) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            var cofactors = to.KeepGraph
                ? y.Unsqueeze(-1).Unsqueeze(-1) * a.Inverse().T
                : Batch.Run("Determinant", a, [a.Shape[-1], a.Shape[-1]], Cofactors);
            to[0] = g.Unsqueeze(-1).Unsqueeze(-1) * cofactors;
        }
    }

    // d ln |det A| = tr(A⁻¹ dA): Ȧ = g A⁻ᵀ
    sealed class LogBack(Tensor a) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => to[0] = g.Unsqueeze(-1).Unsqueeze(-1) * a.Inverse().T;
    }
}
