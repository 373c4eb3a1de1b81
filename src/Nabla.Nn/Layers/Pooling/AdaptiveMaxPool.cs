namespace Nabla.Nn;

/// <summary>The largest element of windows that together cover the input: any input to a fixed size.</summary>
/// <shape>(N, [[D,] H,] W, C) → (N, size…, C)</shape>
/// <param name="size">Windows along each spatial axis, ≥ 1.</param>
public sealed class AdaptiveMaxPool(Extent size) : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.AdaptiveMaxPool(size);

    /// <inheritdoc/>
    public override string ToString() => $"AdaptiveMaxPool({size})";
}
