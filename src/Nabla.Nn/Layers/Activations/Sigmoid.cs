namespace Nabla.Nn;

/// <summary>Logistic function y = 1 / (1 + e⁻ˣ).</summary>
/// <shape>(…) → (…)</shape>
public sealed class Sigmoid : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.Sigmoid();

    /// <inheritdoc/>
    public override string ToString() => "Sigmoid()";
}
