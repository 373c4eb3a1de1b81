namespace Nabla.Nn;

/// <summary>Gated linear unit y = a · b Φ(b), with a and b the halves of the last axis (Shazeer 2020).</summary>
/// <shape>(…, 2C) → (…, C)</shape>
public sealed class GeGlu : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.GeGlu();

    /// <inheritdoc/>
    public override string ToString() => "GeGlu()";
}
