namespace Nabla.Nn;

/// <summary>Gated linear unit y = a · σ(b), with a and b the halves of the last axis (Dauphin et al. 2016).</summary>
/// <shape>(…, 2C) → (…, C)</shape>
public sealed class Glu : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.Glu();

    /// <inheritdoc/>
    public override string ToString() => "Glu()";
}
