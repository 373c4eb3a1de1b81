namespace Nabla.Nn;

/// <summary>Soft thresholding: x moved towards 0 by λ, 0 within ±λ (Donoho 1995).</summary>
/// <shape>(…) → (…)</shape>
/// <param name="lambda">λ ≥ 0.</param>
public sealed class SoftShrink(double lambda = 0.5) : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.SoftShrink(lambda);

    /// <inheritdoc/>
    public override string ToString() => $"SoftShrink({lambda})";
}
