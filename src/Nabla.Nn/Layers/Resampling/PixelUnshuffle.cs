namespace Nabla.Nn;

/// <summary>The inverse of <see cref="PixelShuffle"/>.</summary>
/// <shape>(N, [[D r,] H r,] W r, C) → (N, [[D,] H,] W, C · rᵃ)</shape>
/// <param name="factor">r ≥ 1.</param>
public sealed class PixelUnshuffle(int factor) : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.PixelUnshuffle(factor);

    /// <inheritdoc/>
    public override string ToString() => $"PixelUnshuffle({factor})";
}
