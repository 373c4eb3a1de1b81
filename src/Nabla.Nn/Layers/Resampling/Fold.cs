namespace Nabla.Nn;

/// <summary>The sum of all windows at their places: the transpose of <see cref="Unfold"/>.</summary>
/// <shape>(N, windows, taps · C) → (N, size…, C)</shape>
/// <param name="size">Spatial sizes of the output, one for each axis.</param>
/// <param name="kernel">Size of the window.</param>
/// <param name="stride">Step from one window to the next; 1 if not given.</param>
/// <param name="padding">What was added to both sides of an axis.</param>
/// <param name="dilation">Distance between two taps.</param>
public sealed class Fold(int[] size, Extent kernel, Extent? stride = null, Extent? padding = null, Extent? dilation = null) : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.Col2Im(size, kernel, stride, padding, dilation);

    /// <inheritdoc/>
    public override string ToString() =>
        $"Fold({string.Join('×', size)}, {kernel}{(stride is null ? "" : $", stride {stride}")}{(padding is null ? "" : $", padding {padding}")}{(dilation is null ? "" : $", dilation {dilation}")})";
}
