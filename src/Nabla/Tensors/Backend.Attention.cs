namespace Nabla;

/// <summary>Which keys a query sees, and how its scores are scaled.</summary>
/// <param name="Scale">Factor of q kᵀ.</param>
/// <param name="Causal">Query i sees the keys 0 … First + i only, else all.</param>
/// <param name="First">Place of query 0 among the keys, at least 0.</param>
public readonly record struct AttentionForm(double Scale, bool Causal, int First);

public abstract partial class Backend
{
    /// <summary>
    /// For each head: y = softmax(scale · q kᵀ) v; logSums (B, H, T) = logarithms of the rows' Σ e^(scale · q kᵀ). q and y (B, T, H, D), k
    /// and v (B, S, G, D) are views of any strides whose last axis lies side by side; G divides H, and H/G heads after each other use one
    /// of k and v.
    /// </summary>
    public abstract void Attention(Tensor q, Tensor k, Tensor v, AttentionForm form, Tensor y, Tensor logSums);

    /// <summary>
    /// The gradients of <see cref="Attention"/> for the gradient g of y. g, dq, dk and dv are such views as well: the three results may be
    /// parts of one tensor.
    /// </summary>
    public abstract void AttentionGradient(
        Tensor q, Tensor k, Tensor v, AttentionForm form, Tensor y, Tensor logSums, Tensor g, Tensor dq, Tensor dk, Tensor dv);

    /// <summary>
    /// y = cosines ⊙ x + sines ⊙ x′ for each head of x (…, T, H·D), the tables (T, D), x′ with the two of each pair exchanged; transposed,
    /// y = cosines ⊙ x + (sines ⊙ x)′. Pairs are neighbours, or halves of a head.
    /// </summary>
    public abstract void Rotate(Tensor x, Tensor cosines, Tensor sines, bool halves, bool transposed, Tensor y);
}
