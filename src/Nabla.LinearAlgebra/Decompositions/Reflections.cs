using Nabla.Kernels;

namespace Nabla.LinearAlgebra;

/// <summary>Products of Householder's reflections I − τ v vᵀ.</summary>
public static class ReflectionsOp
{
    extension(Tensor a)
    {
        /// <summary>
        /// What QR makes of A before Q is formed: R on and above the diagonal, below it the vectors of reflections (whose first element is
        /// 1), and their factors τ. Without gradient.
        /// </summary>
        /// <shape>(…, N, M) with N ≥ M → (…, N, M), τ (…, M)</shape>
        /// <exception cref="ShapeException">Fewer than two axes, no elements, or more columns than rows.</exception>
        public (Tensor Vectors, Tensor Tau) Reflections()
        {
            Matrices.Require("Reflections", a);
            var (n, m) = (a.Shape[-2], a.Shape[-1]);
            if (n < m)
                throw new ShapeException($"Reflections: there must be at least as many rows as columns, got {a.Shape}.");
            var parts = Matrices.Split(Batch.Run("Reflections", new ReflectionKernel(n, m), a.Detach(), null, [n * m + m]), [n, m], [m]);
            return (parts[0], parts[1]);
        }

        /// <summary>
        /// The first M columns of (I − τ₁ v₁ v₁ᵀ) (I − τ₂ v₂ v₂ᵀ) …; the v stand below the diagonal, where each begins with 1.
        /// </summary>
        /// <shape>(…, N, M) with N ≥ M, τ (…, K) with K ≤ M → (…, N, M)</shape>
        /// <exception cref="ShapeException">Sizes that do not fit.</exception>
        public Tensor HouseholderProduct(Tensor tau)
        {
            Infer("HouseholderProduct", a, tau);
            var (n, m) = (a.Shape[-2], a.Shape[-1]);
            return Apply(a, tau, Tensor.Identity(n, a.DType, a.Device).Slice(-1, 0, m).BroadcastTo(a.Shape), transposed: false);
        }

        /// <summary>Q C, or Qᵀ C, for the square product Q of the reflections, which is not formed.</summary>
        /// <shape>(…, N, M) with N ≥ M, τ (…, K) with K ≤ M, C (…, N, P) → (…, N, P)</shape>
        /// <exception cref="ShapeException">Sizes that do not fit.</exception>
        public Tensor HouseholderMultiply(Tensor tau, Tensor c, bool transposed = false)
        {
            Infer("HouseholderMultiply", a, tau);
            if (c.Rank < 2 || c.Shape[-2] != a.Shape[-2])
                throw new ShapeException($"HouseholderMultiply: axis −2 of C must be {a.Shape[-2]} like the vectors', got {c.Shape}.");
            return Apply(a, tau, c, transposed);
        }
    }

    static void Infer(string who, Tensor a, Tensor tau)
    {
        Matrices.Require(who, a);
        if (a.Shape[-2] < a.Shape[-1] || tau.Rank != a.Rank - 1 || tau.Shape[-1] > a.Shape[-1] || tau.DType != a.DType)
            throw new ShapeException(
                $"{who}: the vectors must be (…, N, M) with N ≥ M and τ (…, K) with K ≤ M, got {a.Shape} and {tau.Shape}.");
    }

    // C − τ v (vᵀ C), from the last reflection to the first, or the other way for the transposed product.
    static Tensor Apply(Tensor a, Tensor tau, Tensor c, bool transposed)
    {
        var (n, m, count) = (a.Shape[-2], a.Shape[-1], tau.Shape[-1]);
        var vectors = a.Lower(-1) + Tensor.Identity(n, a.DType, a.Device).Slice(-1, 0, m);
        for (var step = 0; step < count; step++)
        {
            var j = transposed ? step : count - 1 - step;
            var v = vectors.Slice(-1, j, 1);
            c -= tau.Slice(-1, j, 1).Unsqueeze(-1) * v.MatMul(v.T.MatMul(c));
        }

        return c;
    }
}
