namespace Nabla;

/// <summary>Maximum over windows of channels-last data.</summary>
public static class MaxPoolOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// The largest element of each window, each channel on its own; padding never wins, NaN does. The gradient goes to the first
        /// largest element of the window.
        /// </summary>
        /// <param name="kernel">Size of the window.</param>
        /// <param name="stride">Step from one window to the next; the kernel's size if not given.</param>
        /// <param name="padding">How far windows reach over both ends, at most half the kernel; 0 if not given.</param>
        /// <param name="dilation">Distance between two taps of the window; 1 if not given.</param>
        /// <param name="ceiling">Whether a last window may reach over the padded end: ⌈…⌉ in place of ⌊…⌋.</param>
        /// <shape>
        /// (N, [[D,] H,] W, C) → (N, [[OD,] OH,] OW, C), ⌊(size + 2 padding − dilation (kernel − 1) − 1) / stride⌋ + 1 along each axis
        /// </shape>
        /// <exception cref="ShapeException">Axes that do not fit, too much padding, or a window larger than the input.</exception>
        public Tensor MaxPool(Extent kernel, Extent? stride = null, Extent? padding = null, Extent? dilation = null, bool ceiling = false) =>
            x.MaxPoolWithPositions(kernel, stride, padding, dilation, ceiling).Values;

        /// <summary>As MaxPool, together with the flat position in the D·H·W plane of each window's largest element, as int32.</summary>
        /// <shape>(N, [[D,] H,] W, C) → twice (N, [[OD,] OH,] OW, C)</shape>
        /// <exception cref="ShapeException">Axes that do not fit, too much padding, or a window larger than the input.</exception>
        public (Tensor Values, Tensor Positions) MaxPoolWithPositions(
            Extent kernel, Extent? stride = null, Extent? padding = null, Extent? dilation = null, bool ceiling = false) =>
            Forward(PoolPlan.Infer("MaxPool", x, kernel, stride ?? kernel, padding ?? 0, dilation ?? 1, ceiling), x);

        /// <summary>
        /// The largest element of window q = ⌊q · in / out⌋ … ⌈(q + 1) · in / out⌉ − 1 along each axis: any input to a fixed size.
        /// </summary>
        /// <param name="size">Windows along each spatial axis, ≥ 1.</param>
        /// <shape>(N, [[D,] H,] W, C) → (N, size…, C)</shape>
        /// <exception cref="ShapeException">Axes that do not fit or are empty, or a size below 1.</exception>
        public Tensor AdaptiveMaxPool(Extent size) => x.AdaptiveMaxPoolWithPositions(size).Values;

        /// <summary>
        /// As AdaptiveMaxPool, together with the flat position in the D·H·W plane of each window's largest element, as int32.
        /// </summary>
        /// <shape>(N, [[D,] H,] W, C) → twice (N, size…, C)</shape>
        /// <exception cref="ShapeException">Axes that do not fit or are empty, or a size below 1.</exception>
        public (Tensor Values, Tensor Positions) AdaptiveMaxPoolWithPositions(Extent size) =>
            Forward(PoolPlan.Adaptive("AdaptiveMaxPool", x, size), x);

        /// <summary>The largest element over all spatial axes; the gradient goes to the first.</summary>
        /// <shape>(N, [[D,] H,] W, C) → (N, C)</shape>
        /// <exception cref="ShapeException">Fewer than three axes, or empty ones.</exception>
        public Tensor GlobalMaxPool() => x.Rank >= 3
            ? Forward(PoolPlan.Adaptive("GlobalMaxPool", x, 1), x).Values.Reshape(x.Shape[0], x.Shape[-1])
            : throw new ShapeException($"GlobalMaxPool: the input must be (N, …, C) with a spatial axis, got {x.Shape}.");
    }

    static (Tensor Values, Tensor Positions) Forward(PoolPlan plan, Tensor x)
    {
        var y = Tensor.Empty(plan.Y, x.DType, x.Device);
        var positions = Tensor.Empty(plan.Y, DType.Int32, x.Device);
        x.Backend.MaxPool(plan.Sizes, x, y, positions);
        return (Autograd.Record(y, new Back(plan, positions), x), positions);
    }

    // dx = Σ of the g of all windows whose maximum stood there
    static Tensor Spread(PoolPlan plan, Tensor g, Tensor positions)
    {
        var dx = Tensor.Empty(plan.X, g.DType, g.Device);
        g.Backend.MaxPoolSpread(plan.Sizes, g, positions, dx);
        return Autograd.Record(dx, new SpreadBack(plan, positions), g);
    }

    // y = x at the positions: the derivative of Spread, as Spread is its own
    static Tensor Take(PoolPlan plan, Tensor x, Tensor positions)
    {
        var y = Tensor.Empty(plan.Y, x.DType, x.Device);
        x.Backend.MaxPoolTake(plan.Sizes, x, positions, y);
        return Autograd.Record(y, new Back(plan, positions), x);
    }

    /// <summary>The gradient of any pooling that chooses one element, seen by the window, of each window.</summary>
    internal sealed class Back(PoolPlan plan, Tensor positions) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => to[0] = Spread(plan, g, positions);
    }

    sealed class SpreadBack(PoolPlan plan, Tensor positions) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => to[0] = Take(plan, g, positions);
    }
}
