namespace Nabla;

/// <summary>Pooling that chooses by chance, large elements more often (Zeiler and Fergus 2013).</summary>
public static class StochasticPoolOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// One element of each window, chosen with probability x / Σ x, each channel on its own: the last whose sum of elements before it
        /// is at most u Σ x. Made for elements ≥ 0; a negative one is never chosen, and a window without positive elements gives its first.
        /// </summary>
        /// <param name="kernel">Size of the window.</param>
        /// <param name="samples">u in [0, 1) for each window, in x's dtype.</param>
        /// <param name="stride">Step from one window to the next; the kernel's size if not given.</param>
        /// <shape>x (N, [[D,] H,] W, C), samples (N, [[OD,] OH,] OW, C) → (N, [[OD,] OH,] OW, C)</shape>
        /// <exception cref="ShapeException">Axes or dtypes that do not fit, or a window larger than the input.</exception>
        public Tensor StochasticPool(Extent kernel, Tensor samples, Extent? stride = null)
        {
            var plan = Infer(x, kernel, samples, stride ?? kernel);
            var y = Tensor.Empty(plan.Y, x.DType, x.Device);
            var positions = Tensor.Empty(plan.Y, DType.Int32, x.Device);
            x.Backend.StochasticPool(plan.Sizes, x, samples, y, positions);
            return Autograd.Record(y, new MaxPoolOp.Back(plan, positions), x);
        }

        /// <summary>As with samples, which are drawn.</summary>
        /// <param name="kernel">Size of the window.</param>
        /// <param name="rng">Gives the samples their key.</param>
        /// <param name="stride">Step from one window to the next; the kernel's size if not given.</param>
        /// <shape>(N, [[D,] H,] W, C) → (N, [[OD,] OH,] OW, C)</shape>
        /// <exception cref="ShapeException">Axes that do not fit, or a window larger than the input.</exception>
        public Tensor StochasticPool(Extent kernel, Rng rng, Extent? stride = null)
        {
            ArgumentNullException.ThrowIfNull(rng);
            var plan = PoolPlan.Infer("StochasticPool", x, kernel, stride ?? kernel, 0, 1);
            return x.StochasticPool(kernel, rng.Uniform(plan.Y, dtype: x.DType), stride);
        }

        /// <summary>y = Σ x² / Σ x over each window: what StochasticPool gives on average; 0 where no element is positive.</summary>
        /// <param name="kernel">Size of the window.</param>
        /// <param name="stride">Step from one window to the next; the kernel's size if not given.</param>
        /// <shape>(N, [[D,] H,] W, C) → (N, [[OD,] OH,] OW, C)</shape>
        /// <exception cref="ShapeException">Axes that do not fit, or a window larger than the input.</exception>
        public Tensor StochasticPoolMean(Extent kernel, Extent? stride = null)
        {
            var chosen = x.Relu();
            var sum = chosen.AveragePool(kernel, stride);
            var empty = sum.Detach().EqualTo(0);
            return chosen.Square().AveragePool(kernel, stride) / empty.Where(Tensor.Scalar(1, x.DType, x.Device), sum);
        }
    }

    static PoolPlan Infer(Tensor x, Extent kernel, Tensor samples, Extent stride)
    {
        var plan = PoolPlan.Infer("StochasticPool", x, kernel, stride, 0, 1);
        return samples.Shape == plan.Y && samples.DType == x.DType ? plan : throw new ShapeException(
            $"StochasticPool({kernel}): the samples must be {plan.Y} {x.DType.Name()}, got {samples.Shape} {samples.DType.Name()}.");
    }
}
