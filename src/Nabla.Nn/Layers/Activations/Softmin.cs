namespace Nabla.Nn;

/// <summary>Probabilities that are large for small scores: y = e⁻ˣ / Σ e⁻ˣ along the last axis.</summary>
/// <shape>(…, C) → (…, C)</shape>
public sealed class Softmin : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.Softmin();

    /// <inheritdoc/>
    public override string ToString() => "Softmin()";
}
