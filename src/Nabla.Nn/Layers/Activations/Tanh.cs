namespace Nabla.Nn;

/// <summary>Hyperbolic tangent y = tanh x.</summary>
/// <shape>(…) → (…)</shape>
public sealed class Tanh : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.Tanh();

    /// <inheritdoc/>
    public override string ToString() => "Tanh()";
}
