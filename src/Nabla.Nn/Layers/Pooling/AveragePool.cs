namespace Nabla.Nn;

/// <summary>The mean of each window, each channel on its own; over one, two or three spatial axes, as many as the input has.</summary>
/// <shape>(N, [[D,] H,] W, C) → (N, [[OD,] OH,] OW, C), ⌊(size + 2 padding − kernel) / stride⌋ + 1 along each axis</shape>
/// <param name="kernel">Size of the window.</param>
/// <param name="stride">Step from one window to the next; the kernel's size if not given.</param>
/// <param name="padding">Zeros on both sides of an axis, at most half the kernel.</param>
/// <param name="countPadding">Whether these zeros count in the number that the sum is divided by.</param>
/// <param name="ceiling">Whether a last window may reach over the padded end: ⌈…⌉ in place of ⌊…⌋.</param>
/// <param name="divisor">Divides each sum in place of the window's size, ≥ 1.</param>
public sealed class AveragePool(
    Extent kernel, Extent? stride = null, Extent? padding = null, bool countPadding = true, bool ceiling = false, int? divisor = null)
    : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.AveragePool(kernel, stride, padding, countPadding, ceiling, divisor);

    /// <inheritdoc/>
    public override string ToString() =>
        $"AveragePool({kernel}{(stride is null ? "" : $", stride {stride}")}{(padding is null ? "" : $", padding {padding}")}"
        + $"{(countPadding ? "" : ", without the padding")}{(ceiling ? ", ceiling" : "")}{(divisor is null ? "" : $", divisor {divisor}")})";
}
