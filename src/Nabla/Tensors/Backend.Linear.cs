namespace Nabla;

public abstract partial class Backend
{
    /// <summary>
    /// y (…, N, M) = |a[i] − b[j]| of all pairs of rows of a (…, N, D) and b (…, M, D); y holds the products a bᵀ to begin with, squares
    /// are Σ a² (…, N) and Σ b² (…, M).
    /// </summary>
    public abstract void PairDistances(Tensor a, Tensor b, Tensor squaresA, Tensor squaresB, Tensor y);

    /// <summary>y (…, N, D)[i] = Σⱼ w[i, j] (a[i] − b[j]) over the weights w (…, N, M) that are not 0; a (…, N, D), b (…, M, D).</summary>
    public abstract void WeightedDifferences(Tensor w, Tensor a, Tensor b, Tensor y);

    /// <summary>
    /// y = a b over the last two axes, leading axes broadcast; plus <paramref name="bias"/> (M) on each row if given.
    /// a (…, N, K), b (…, K, M), y (…, N, M); a and b may be transposed views at no cost.
    /// </summary>
    public abstract void MatMul(Tensor a, Tensor b, Tensor y, Tensor? bias = null);
}
