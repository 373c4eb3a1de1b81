namespace Nabla.Nn;

/// <summary>Hard thresholding: y = x where |x| &gt; λ, else 0 (Donoho, Johnstone 1994).</summary>
/// <shape>(…) → (…)</shape>
/// <param name="lambda">λ ≥ 0.</param>
public sealed class HardShrink(double lambda = 0.5) : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.HardShrink(lambda);

    /// <inheritdoc/>
    public override string ToString() => $"HardShrink({lambda})";
}
