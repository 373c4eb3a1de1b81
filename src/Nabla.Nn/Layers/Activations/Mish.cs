namespace Nabla.Nn;

/// <summary>y = x tanh(ln(1 + eˣ)) (Misra 2019).</summary>
/// <shape>(…) → (…)</shape>
public sealed class Mish : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.Mish();

    /// <inheritdoc/>
    public override string ToString() => "Mish()";
}
