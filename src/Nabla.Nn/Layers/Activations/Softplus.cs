namespace Nabla.Nn;

/// <summary>y = ln(1 + eˣ), a smooth form of the rectified linear unit (Dugas et al. 2001).</summary>
/// <shape>(…) → (…)</shape>
public sealed class Softplus : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.Softplus();

    /// <inheritdoc/>
    public override string ToString() => "Softplus()";
}
