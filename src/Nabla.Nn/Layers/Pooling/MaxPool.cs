namespace Nabla.Nn;

/// <summary>
/// The largest element of each window, each channel on its own; over one, two or three spatial axes, as many as the input has.
/// </summary>
/// <shape>(N, [[D,] H,] W, C) → (N, [[OD,] OH,] OW, C), ⌊(size + 2 padding − dilation (kernel − 1) − 1) / stride⌋ + 1 along each axis</shape>
/// <param name="kernel">Size of the window.</param>
/// <param name="stride">Step from one window to the next; the kernel's size if not given.</param>
/// <param name="padding">How far windows reach over both ends, at most half the kernel.</param>
/// <param name="dilation">Distance between two taps of the window.</param>
/// <param name="ceiling">Whether a last window may reach over the padded end: ⌈…⌉ in place of ⌊…⌋.</param>
public sealed class MaxPool(Extent kernel, Extent? stride = null, Extent? padding = null, Extent? dilation = null, bool ceiling = false)
    : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.MaxPool(kernel, stride, padding, dilation, ceiling);

    /// <summary>The output, and where in the plane each of its elements stood, for <see cref="MaxUnpool"/>.</summary>
    public (Tensor Values, Tensor Positions) CallWithPositions(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.MaxPoolWithPositions(kernel, stride, padding, dilation, ceiling);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"MaxPool({kernel}{(stride is null ? "" : $", stride {stride}")}{(padding is null ? "" : $", padding {padding}")}"
        + $"{(dilation is null ? "" : $", dilation {dilation}")}{(ceiling ? ", ceiling" : "")})";
}
