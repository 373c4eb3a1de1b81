namespace Nabla.Nn;

/// <summary>y = (Σ xᵖ)^(1/p) over each window, each channel on its own (Gulcehre et al. 2014).</summary>
/// <shape>(N, [[D,] H,] W, C) → (N, [[OD,] OH,] OW, C), ⌊(size − kernel) / stride⌋ + 1 along each axis</shape>
/// <param name="power">p &gt; 0.</param>
/// <param name="kernel">Size of the window.</param>
/// <param name="stride">Step from one window to the next; the kernel's size if not given.</param>
/// <param name="ceiling">Whether a last window may reach over the end.</param>
public sealed class LpPool(double power, Extent kernel, Extent? stride = null, bool ceiling = false) : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.LpPool(power, kernel, stride, ceiling);

    /// <inheritdoc/>
    public override string ToString() =>
        $"LpPool({power}, {kernel}{(stride is null ? "" : $", stride {stride}")}{(ceiling ? ", ceiling" : "")})";
}
