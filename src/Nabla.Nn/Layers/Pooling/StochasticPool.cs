namespace Nabla.Nn;

/// <summary>
/// In training one element of each window, chosen with probability x / Σ x; in use the mean of that choice, Σ x² / Σ x (Zeiler and Fergus
/// 2013). For elements ≥ 0, behind a ReLU. The choice follows from the run's seed, the layer's path, the step and the number of the call.
/// </summary>
/// <shape>(N, [[D,] H,] W, C) → (N, [[OD,] OH,] OW, C), ⌊(size − kernel) / stride⌋ + 1 along each axis</shape>
/// <param name="kernel">Size of the window.</param>
/// <param name="stride">Step from one window to the next; the kernel's size if not given.</param>
public sealed class StochasticPool(Extent kernel, Extent? stride = null) : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) =>
        Training ? input.StochasticPool(kernel, Random(), stride) : input.StochasticPoolMean(kernel, stride);

    /// <inheritdoc/>
    public override string ToString() => $"StochasticPool({kernel}{(stride is null ? "" : $", stride {stride}")})";
}
