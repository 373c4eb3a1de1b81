namespace Nabla.Nn;

/// <summary>
/// Sub-pixel shuffle: rᵃ channels of a pixel become a block of r pixels along each of the a spatial axes (Shi et al. 2016).
/// </summary>
/// <shape>(N, [[D,] H,] W, C · rᵃ) → (N, [[D r,] H r,] W r, C)</shape>
/// <param name="factor">r ≥ 1.</param>
public sealed class PixelShuffle(int factor) : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.PixelShuffle(factor);

    /// <inheritdoc/>
    public override string ToString() => $"PixelShuffle({factor})";
}
