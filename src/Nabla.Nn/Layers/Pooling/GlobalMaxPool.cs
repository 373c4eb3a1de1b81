namespace Nabla.Nn;

/// <summary>The largest element of each channel over all spatial axes, which disappear.</summary>
/// <shape>(N, [[D,] H,] W, C) → (N, C)</shape>
public sealed class GlobalMaxPool : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.GlobalMaxPool();

    /// <inheritdoc/>
    public override string ToString() => "GlobalMaxPool()";
}
