namespace Nabla.Nn;

/// <summary>Puts each element back where <see cref="MaxPool.CallWithPositions"/> found it, zeros elsewhere (Zeiler et al. 2011).</summary>
/// <shape>twice (N, [[D,] H,] W, C) → (N, [[OD,] OH,] OW, C), (size − 1) stride − 2 padding + kernel along each axis if no size is given</shape>
/// <param name="kernel">Size of the window.</param>
/// <param name="stride">Step from one window to the next; the kernel's size if not given.</param>
/// <param name="padding">How far windows reached over both ends.</param>
/// <param name="size">Spatial sizes of the output.</param>
public sealed class MaxUnpool(Extent kernel, Extent? stride = null, Extent? padding = null, Extent? size = null)
    : Module<(Tensor Values, Tensor Positions), Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward((Tensor Values, Tensor Positions) input) =>
        input.Values.MaxUnpool(input.Positions, kernel, stride, padding, size);

    /// <inheritdoc/>
    public override string ToString() =>
        $"MaxUnpool({kernel}{(stride is null ? "" : $", stride {stride}")}{(padding is null ? "" : $", padding {padding}")}"
        + $"{(size is null ? "" : $", to {size}")})";
}
