namespace Nabla.Nn;

/// <summary>y = x · min(max(x + 3, 0), 6) / 6 (Howard et al. 2019).</summary>
/// <shape>(…) → (…)</shape>
public sealed class HardSwish : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.HardSwish();

    /// <inheritdoc/>
    public override string ToString() => "HardSwish()";
}
