namespace Nabla;

public abstract partial class Backend
{
    /// <summary>
    /// y = a b over the last two axes, leading axes broadcast; plus <paramref name="bias"/> (M) on each row if given.
    /// a (…, N, K), b (…, K, M), y (…, N, M); a and b may be transposed views at no cost.
    /// </summary>
    public abstract void MatMul(Tensor a, Tensor b, Tensor y, Tensor? bias = null);
}
