using Nabla.Kernels;

namespace Nabla.LinearAlgebra;

/// <summary>Singular values.</summary>
public static class SvdOp
{
    extension(Tensor a)
    {
        /// <summary>
        /// A = U diag(s) Vᵀ with orthonormal columns in U and rows in Vᵀ, s descending; in each row of Vᵀ the element of largest absolute
        /// value is positive. K = min(N, M). Where singular values are equal or 0 the vectors are not unique: a gradient that reaches them
        /// is then not finite; one that reaches the values alone is right.
        /// </summary>
        /// <shape>(…, N, M) → U (…, N, K), s (…, K), Vᵀ (…, K, M)</shape>
        /// <exception cref="ShapeException">Fewer than two axes, or no elements.</exception>
        /// <exception cref="LinearAlgebraException">Elements that are not finite.</exception>
        public (Tensor U, Tensor S, Tensor Vt) Svd()
        {
            Matrices.Require("Svd", a);
            var (n, m) = (a.Shape[-2], a.Shape[-1]);
            var packed = Run("Svd", a, n, m, full: false);
            var parts = Matrices.Split(Autograd.Record(packed, new Back(packed, n, m), a), Shapes(n, m));
            return (parts[0], parts[1], parts[2]);
        }

        /// <summary>
        /// As <see cref="Svd"/> with U and Vᵀ square: the columns and rows added are any that complete the bases, so a gradient through it
        /// is an error.
        /// </summary>
        /// <shape>(…, N, M) → U (…, N, N), s (…, K), Vᵀ (…, M, M)</shape>
        /// <exception cref="ShapeException">Fewer than two axes, or no elements.</exception>
        /// <exception cref="LinearAlgebraException">Elements that are not finite.</exception>
        public (Tensor U, Tensor S, Tensor Vt) FullSvd()
        {
            Matrices.Require("FullSvd", a);
            var (n, m) = (a.Shape[-2], a.Shape[-1]);
            var packed = Autograd.Record(Run("FullSvd", a, n, m, full: true), new NoBack(), a);
            var parts = Matrices.Split(packed, [n, n], [Math.Min(n, m)], [m, m]);
            return (parts[0], parts[1], parts[2]);
        }

        /// <summary>The singular values, descending: square roots of the eigenvalues of Aᵀ A.</summary>
        /// <shape>(…, N, M) → (…, min(N, M))</shape>
        /// <exception cref="ShapeException">Fewer than two axes, or no elements.</exception>
        /// <exception cref="LinearAlgebraException">Elements that are not finite.</exception>
        public Tensor SingularValues() => a.Svd().S;

        /// <summary>The sum of the singular values.</summary>
        /// <shape>(…, N, M) → (…)</shape>
        public Tensor NuclearNorm() => a.SingularValues().Sum(-1);

        /// <summary>The largest singular value: the largest ‖A v‖ / ‖v‖.</summary>
        /// <shape>(…, N, M) → (…)</shape>
        public Tensor SpectralNorm() => a.SingularValues().Select(-1, 0);

        /// <summary>
        /// The largest singular value over the smallest: how much a solution's relative error can exceed that of the data; ∞ if singular.
        /// </summary>
        /// <shape>(…, N, M) → (…)</shape>
        public Tensor ConditionNumber()
        {
            var s = a.SingularValues();
            return s.Select(-1, 0) / s.Select(-1, s.Shape[-1] - 1);
        }
    }

    sealed class NoBack : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => throw new NotSupportedException(
            "FullSvd: the columns and rows that complete the bases are any, so they have no derivative; use Svd, or SingularValues.");
    }

    static Shape[] Shapes(int n, int m) => [[n, Math.Min(n, m)], [Math.Min(n, m)], [Math.Min(n, m), m]];

    static Tensor Run(string who, Tensor a, int n, int m, bool full)
    {
        var k = Math.Min(n, m);
        var (columns, rows) = full ? (n, m) : (k, k);
        return Batch.Run(who, new SvdKernel(n, m, full), a, null, [n * columns + k + rows * m]);
    }

    /// <summary>U, s and Vᵀ without gradient, for an op of another name.</summary>
    internal static Tensor[] Parts(string who, Tensor a) =>
        Matrices.Split(Run(who, a.Detach(), a.Shape[-2], a.Shape[-1], full: false), Shapes(a.Shape[-2], a.Shape[-1]));

    // Ȧ = [U (F ∘ (UᵀU̇ − U̇ᵀU)) S + U S (F ∘ (VᵀV̇ − V̇ᵀV)) + U diag(ṡ)] Vᵀ + (I − UUᵀ) U̇ S⁻¹ Vᵀ + U S⁻¹ V̇ᵀ (I − VVᵀ)
    // with Fᵢⱼ = 1 / (sⱼ² − sᵢ²) off the diagonal, 0 on it (Townsend 2016, Differentiating the singular value decomposition)
    sealed class Back(Tensor packed, int n, int m) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            Tensor[] y = Matrices.Split(packed, Shapes(n, m)), d = Matrices.Split(g, Shapes(n, m));
            var (u, s, vt, du, dvt) = (y[0], y[1], y[2], d[0], d[2]);
            var identity = Tensor.Identity(Math.Min(n, m), g.DType, g.Device);
            var gaps = (s.Unsqueeze(-2) - s.Unsqueeze(-1)) * (s.Unsqueeze(-2) + s.Unsqueeze(-1)) + identity;
            Tensor Turned(Tensor product) => Matrices.Quotient((product - product.T) * (1 - identity), gaps);

            var ofU = u.T.MatMul(du);
            var ofV = dvt.MatMul(vt.T).T;       // VᵀV̇
            var inner = Turned(ofU) * s.Unsqueeze(-2) + Turned(ofV) * s.Unsqueeze(-1) + d[1].DiagonalMatrix();
            var da = u.MatMul(inner).MatMul(vt);
            if (n > m)
                da += Matrices.Quotient(du - u.MatMul(ofU), s.Unsqueeze(-2)).MatMul(vt);
            if (m > n)
                da += u.MatMul(Matrices.Quotient(dvt - ofV.T.MatMul(vt), s.Unsqueeze(-1)));
            to[0] = da;
        }
    }
}
