namespace Nabla.Nn;

/// <summary>Probabilities from scores: y = eˣ / Σ eˣ along the last axis.</summary>
/// <shape>(…, C) → (…, C)</shape>
public sealed class Softmax : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.Softmax();

    /// <inheritdoc/>
    public override string ToString() => "Softmax()";
}
