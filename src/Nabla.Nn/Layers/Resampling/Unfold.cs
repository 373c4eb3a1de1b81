namespace Nabla.Nn;

/// <summary>Each window of a convolution as one row of a matrix, taps outermost, channels innermost.</summary>
/// <shape>(N, [[D,] H,] W, C) → (N, windows, taps · C)</shape>
/// <param name="kernel">Size of the window.</param>
/// <param name="stride">Step from one window to the next; 1 if not given.</param>
/// <param name="padding">Zeros on both sides of an axis.</param>
/// <param name="dilation">Distance between two taps.</param>
public sealed class Unfold(Extent kernel, Extent? stride = null, Extent? padding = null, Extent? dilation = null) : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.Im2Col(kernel, stride, padding, dilation);

    /// <inheritdoc/>
    public override string ToString() =>
        $"Unfold({kernel}{(stride is null ? "" : $", stride {stride}")}{(padding is null ? "" : $", padding {padding}")}{(dilation is null ? "" : $", dilation {dilation}")})";
}
