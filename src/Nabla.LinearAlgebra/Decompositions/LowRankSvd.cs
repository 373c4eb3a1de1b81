namespace Nabla.LinearAlgebra;

/// <summary>The largest singular values of large matrices.</summary>
public static class LowRankSvdOp
{
    extension(Tensor a)
    {
        /// <summary>
        /// The <paramref name="rank"/> largest singular values with their vectors, nearly: those of A seen from the span of A (AᵀA)ⁱ Ω for
        /// random Ω (Halko, Martinsson, Tropp 2011, algorithms 4.4 and 5.1). Take the rank a few larger than what is needed.
        /// </summary>
        /// <param name="rng">Draws Ω.</param>
        /// <param name="rank">K, at most min(N, M).</param>
        /// <param name="iterations">i: more make it more exact where singular values fall slowly.</param>
        /// <shape>(…, N, M) → U (…, N, K), s (…, K), Vᵀ (…, K, M)</shape>
        /// <exception cref="ShapeException">Fewer than two axes, no elements, or a rank that is not in 1 … min(N, M).</exception>
        /// <exception cref="LinearAlgebraException">Elements that are not finite.</exception>
        public (Tensor U, Tensor S, Tensor Vt) LowRankSvd(Rng rng, int rank = 6, int iterations = 2)
        {
            Matrices.Require("LowRankSvd", a);
            if (rank < 1 || rank > Math.Min(a.Shape[-1], a.Shape[-2]))
                throw new ShapeException(
                    $"LowRankSvd: the rank must be in 1 … {Math.Min(a.Shape[-1], a.Shape[-2])} for {a.Shape}, got {rank}.");
            var q = a.MatMul(rng.Normal([a.Shape[-1], rank], dtype: a.DType)).Qr().Q;
            for (var i = 0; i < iterations; i++)
                q = a.MatMul(a.T.MatMul(q).Qr().Q).Qr().Q;
            var (u, s, vt) = q.T.MatMul(a).Svd();
            return (q.MatMul(u), s, vt);
        }
    }
}
