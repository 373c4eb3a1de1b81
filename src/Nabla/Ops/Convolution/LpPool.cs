namespace Nabla;

/// <summary>Power sums over windows of channels-last data.</summary>
public static class LpPoolOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// y = (Σ xᵖ)^(1/p) over each window, each channel on its own (Gulcehre et al. 2014): p = 1 is the sum, p → ∞ the maximum.
        /// </summary>
        /// <remarks>
        /// Signs are kept as PyTorch keeps them: for odd p negative elements count against the sum, and a negative sum gives NaN. A window
        /// that reaches over the end (<paramref name="ceiling"/>) counts as if it were full of the mean of what it sees.
        /// </remarks>
        /// <param name="power">p &gt; 0.</param>
        /// <param name="kernel">Size of the window.</param>
        /// <param name="stride">Step from one window to the next; the kernel's size if not given.</param>
        /// <param name="ceiling">Whether a last window may reach over the end.</param>
        /// <shape>(N, [[D,] H,] W, C) → (N, [[OD,] OH,] OW, C), ⌊(size − kernel) / stride⌋ + 1 along each axis</shape>
        /// <exception cref="ShapeException">Axes that do not fit, or a window larger than the input.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The power is not above 0.</exception>
        public Tensor LpPool(double power, Extent kernel, Extent? stride = null, bool ceiling = false)
        {
            if (!(power > 0))
                throw new ArgumentOutOfRangeException(nameof(power), $"LpPool({kernel}): the power must be above 0, got {power}.");
            var mean = x.Power(power).AveragePool(kernel, stride, ceiling: ceiling);
            return (mean * kernel.Along(x.Rank - 2).Aggregate(1, (product, size) => product * size)).Power(1 / power);
        }
    }
}
