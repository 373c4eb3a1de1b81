using Nabla.Kernels;

namespace Nabla;

/// <summary>Maximum over windows at random places, for sizes that shrink by a fraction.</summary>
public static class FractionalMaxPoolOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// The largest element of windows that begin at ⌊(q + u) α⌋ − ⌊u α⌋, α = (in − kernel) / (out − 1), the last at in − kernel, along
        /// each axis; u is drawn for each sample, channel and axis (Graham 2014, pseudo-random overlapping regions).
        /// </summary>
        /// <param name="kernel">Size of the window.</param>
        /// <param name="size">Windows along each spatial axis, ≥ 1; size + kernel − 1 must not exceed the input.</param>
        /// <param name="samples">u in [0, 1), in x's dtype.</param>
        /// <shape>x (N, [[D,] H,] W, C), samples (N, C, number of spatial axes), outermost axis first → (N, size…, C)</shape>
        /// <exception cref="ShapeException">Axes or dtypes that do not fit, or windows that do not fit into the input.</exception>
        public Tensor FractionalMaxPool(Extent kernel, Extent size, Tensor samples) =>
            x.FractionalMaxPoolWithPositions(kernel, size, samples).Values;

        /// <summary>
        /// As FractionalMaxPool, together with the flat position in the D·H·W plane of each window's largest element, as int32.
        /// </summary>
        /// <shape>x (N, [[D,] H,] W, C), samples (N, C, number of spatial axes), outermost axis first → twice (N, size…, C)</shape>
        /// <exception cref="ShapeException">Axes or dtypes that do not fit, or windows that do not fit into the input.</exception>
        public (Tensor Values, Tensor Positions) FractionalMaxPoolWithPositions(Extent kernel, Extent size, Tensor samples)
        {
            var plan = Infer(x, kernel, size, samples);
            var y = Tensor.Empty(plan.Y, x.DType, x.Device);
            var positions = Tensor.Empty(plan.Y, DType.Int32, x.Device);
            x.Backend.FractionalMaxPool(plan.Sizes, x, samples, y, positions);
            return (Autograd.Record(y, new MaxUnpoolOp.TakeBack(plan, positions), x), positions);
        }
    }

    static PoolPlan Infer(Tensor x, Extent kernel, Extent size, Tensor samples)
    {
        PoolPlan.Require("FractionalMaxPool", x);
        var (name, axes, input) = ($"FractionalMaxPool({kernel})", x.Rank - 2, ConvPlan.Spatial(x.Shape));
        var (window, output) = (kernel.Over(axes, 1, $"{name}: the kernel", 1), size.Over(axes, 1, $"{name}: the size", 1));
        if (output.D + window.D - 1 > input.D || output.H + window.H - 1 > input.H || output.W + window.W - 1 > input.W)
            throw new ShapeException($"{name}: size + kernel − 1 must not exceed the input's axes, got size {size} for {x.Shape}.");
        Shape expected = [x.Shape[0], x.Shape[-1], axes];
        if (samples.Shape != expected || samples.DType != x.DType)
            throw new ShapeException(
                $"{name}: the samples must be {expected} {x.DType.Name()}, got {samples.Shape} {samples.DType.Name()}.");
        var one = new Extent3(1, 1, 1);
        return PoolPlan.Of(x, new PoolShape(x.Shape[0], x.Shape[-1], input, output, window, one, default, one));
    }
}
