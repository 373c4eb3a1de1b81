namespace Nabla.Nn;

/// <summary>y = x: stands where a block has no layer.</summary>
/// <shape>(…) → (…)</shape>
public sealed class Identity : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input;

    /// <inheritdoc/>
    public override string ToString() => "Identity()";
}
