namespace Nabla.Nn;

/// <summary>y = min(max(x + 3, 0), 6) / 6 (Howard et al. 2019).</summary>
/// <shape>(…) → (…)</shape>
public sealed class HardSigmoid : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.HardSigmoid();

    /// <inheritdoc/>
    public override string ToString() => "HardSigmoid()";
}
