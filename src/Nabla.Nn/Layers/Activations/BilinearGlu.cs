namespace Nabla.Nn;

/// <summary>Gated linear unit y = a · b, with a and b the halves of the last axis (Mnih, Hinton 2007; Dauphin et al. 2016).</summary>
/// <shape>(…, 2C) → (…, C)</shape>
public sealed class BilinearGlu : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.BilinearGlu();

    /// <inheritdoc/>
    public override string ToString() => "BilinearGlu()";
}
