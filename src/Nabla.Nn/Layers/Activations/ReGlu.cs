namespace Nabla.Nn;

/// <summary>Gated linear unit y = a · max(b, 0), with a and b the halves of the last axis (Shazeer 2020).</summary>
/// <shape>(…, 2C) → (…, C)</shape>
public sealed class ReGlu : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.ReGlu();

    /// <inheritdoc/>
    public override string ToString() => "ReGlu()";
}
