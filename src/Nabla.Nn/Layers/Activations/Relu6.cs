namespace Nabla.Nn;

/// <summary>Rectified linear unit with a ceiling, y = min(max(0, x), 6) (Howard et al. 2017).</summary>
/// <shape>(…) → (…)</shape>
public sealed class Relu6 : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.Relu6();

    /// <inheritdoc/>
    public override string ToString() => "Relu6()";
}
