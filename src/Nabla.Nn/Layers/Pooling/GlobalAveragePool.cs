namespace Nabla.Nn;

/// <summary>The mean of each channel over all spatial axes, which disappear.</summary>
/// <shape>(N, [[D,] H,] W, C) → (N, C)</shape>
public sealed class GlobalAveragePool : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.GlobalAveragePool();

    /// <inheritdoc/>
    public override string ToString() => "GlobalAveragePool()";
}
