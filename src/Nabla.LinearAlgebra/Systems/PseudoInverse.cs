namespace Nabla.LinearAlgebra;

/// <summary>Inverses of matrices that have none, and what they are for.</summary>
public static class PseudoInverseOp
{
    extension(Tensor a)
    {
        /// <summary>
        /// A⁺ = V S⁺ Uᵀ (Moore 1920, Penrose 1955): 1/s for singular values above <paramref name="tolerance"/> times the largest, 0 for the
        /// others. The default is ε · max(N, M) with the ε of the dtype. The gradient is right while the rank stays.
        /// </summary>
        /// <shape>(…, N, M) → (…, M, N)</shape>
        /// <exception cref="ShapeException">Fewer than two axes, or no elements.</exception>
        /// <exception cref="LinearAlgebraException">Elements that are not finite.</exception>
        public Tensor PseudoInverse(double? tolerance = null)
        {
            Matrices.Require("PseudoInverse", a);
            var relative = tolerance ?? Tolerance(a);
            var parts = SvdOp.Parts("PseudoInverse", a.Detach().To(DType.Float64));     // 1 / s of rounded parts would magnify their rounding
            var (u, s, vt) = (parts[0], parts[1], parts[2]);
            var kept = s.Greater(s.Slice(-1, 0, 1) * relative).To(DType.Float64);
            var inverse = kept / (s + (1 - kept));
            var y = (vt.T * inverse.Unsqueeze(-2)).MatMul(u.T).To(a.DType);
            return Autograd.Record(y, new Back(a, y), a);
        }

        /// <summary>X with the smallest ‖A X − B‖, and among those the smallest ‖X‖: A⁺ B.</summary>
        /// <shape>A (…, N, M), B (…, N, K) → (…, M, K)</shape>
        /// <exception cref="ShapeException">Fewer than two axes, no elements, or B does not fit.</exception>
        /// <exception cref="LinearAlgebraException">Elements that are not finite.</exception>
        public Tensor LeastSquares(Tensor b)
        {
            Matrices.Require("LeastSquares", b);
            if (a.Rank < 2 || b.Shape[-2] != a.Shape[-2])
                throw new ShapeException($"LeastSquares: both must have the same number of rows, got {a.Shape} and {b.Shape}.");
            return a.PseudoInverse().MatMul(b);
        }

        /// <summary>
        /// How many singular values lie above <paramref name="tolerance"/> times the largest, as int64; without gradient.
        /// </summary>
        /// <shape>(…, N, M) → (…)</shape>
        /// <exception cref="ShapeException">Fewer than two axes, or no elements.</exception>
        /// <exception cref="LinearAlgebraException">Elements that are not finite.</exception>
        public Tensor MatrixRank(double? tolerance = null)
        {
            Matrices.Require("MatrixRank", a);
            var s = a.Detach().SingularValues();
            return s.Greater(s.Slice(-1, 0, 1) * (tolerance ?? Tolerance(a))).Count([-1]);
        }
    }

    static double Tolerance(Tensor a) =>
        (a.DType == DType.Float64 ? Math.BitIncrement(1.0) - 1 : MathF.BitIncrement(1f) - 1) * Math.Max(a.Shape[-1], a.Shape[-2]);

    // dP = −P dA P + P Pᵀ dAᵀ (I − A P) + (I − P A) dAᵀ Pᵀ P (Golub, Pereyra 1973), so
    // Ȧ = −Pᵀ G Pᵀ + (I − A P) Gᵀ P Pᵀ + Pᵀ P Gᵀ (I − P A)
    sealed class Back(Tensor a, Tensor p) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            var (left, right) = (g.T.MatMul(p).MatMul(p.T), p.T.MatMul(p).MatMul(g.T));
            to[0] = left - a.MatMul(p.MatMul(left)) + right - right.MatMul(p).MatMul(a) - p.T.MatMul(g).MatMul(p.T);
        }
    }
}
