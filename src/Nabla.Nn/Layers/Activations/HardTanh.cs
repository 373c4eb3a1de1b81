namespace Nabla.Nn;

/// <summary>y = min(max(x, low), high) (Collobert 2004).</summary>
/// <shape>(…) → (…)</shape>
/// <param name="low">Smallest y.</param>
/// <param name="high">Largest y.</param>
public sealed class HardTanh(double low = -1, double high = 1) : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.HardTanh(low, high);

    /// <inheritdoc/>
    public override string ToString() => $"HardTanh({low}, {high})";
}
