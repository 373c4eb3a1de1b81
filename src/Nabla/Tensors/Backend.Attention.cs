namespace Nabla;

public abstract partial class Backend
{
    /// <summary>
    /// For each head: y = softmax(scale · q kᵀ) v, query i seeing the keys 0 … i only if causal; logSums (B, H, T) = logarithms of the rows'
    /// Σ e^(scale · q kᵀ). q and y (B, T, H, D), k and v (B, S, H, D) are views of any strides whose last axis lies side by side.
    /// </summary>
    public abstract void Attention(Tensor q, Tensor k, Tensor v, bool causal, double scale, Tensor y, Tensor logSums);

    /// <summary>
    /// The gradients of <see cref="Attention"/> for the gradient g of y. g, dq, dk and dv are such views as well: the three results may be
    /// parts of one tensor.
    /// </summary>
    public abstract void AttentionGradient(
        Tensor q, Tensor k, Tensor v, bool causal, double scale, Tensor y, Tensor logSums, Tensor g, Tensor dq, Tensor dk, Tensor dv);
}
