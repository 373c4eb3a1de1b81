namespace Nabla.Nn;

/// <summary>y = x − tanh x.</summary>
/// <shape>(…) → (…)</shape>
public sealed class TanhShrink : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.TanhShrink();

    /// <inheritdoc/>
    public override string ToString() => "TanhShrink()";
}
