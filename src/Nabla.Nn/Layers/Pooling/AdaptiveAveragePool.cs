namespace Nabla.Nn;

/// <summary>The mean over windows that together cover the input: any input to a fixed size.</summary>
/// <shape>(N, [[D,] H,] W, C) → (N, size…, C)</shape>
/// <param name="size">Windows along each spatial axis, ≥ 1.</param>
public sealed class AdaptiveAveragePool(Extent size) : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.AdaptiveAveragePool(size);

    /// <inheritdoc/>
    public override string ToString() => $"AdaptiveAveragePool({size})";
}
