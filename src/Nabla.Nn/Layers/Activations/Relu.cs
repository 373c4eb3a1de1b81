namespace Nabla.Nn;

/// <summary>Rectified linear unit y = max(0, x).</summary>
/// <shape>(…) → (…)</shape>
public sealed class Relu : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.Relu();

    /// <inheritdoc/>
    public override string ToString() => "Relu()";
}
