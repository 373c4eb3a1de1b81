namespace Nabla;

/// <summary>Average over windows of channels-last data.</summary>
public static class AveragePoolOp
{
    extension(Tensor x)
    {
        /// <summary>The mean of each window, each channel on its own.</summary>
        /// <param name="kernel">Size of the window.</param>
        /// <param name="stride">Step from one window to the next; the kernel's size if not given.</param>
        /// <param name="padding">Zeros on both sides of an axis, at most half the kernel; 0 if not given.</param>
        /// <param name="countPadding">Whether these zeros count in the number that the sum is divided by.</param>
        /// <shape>(N, [[D,] H,] W, C) → (N, [[OD,] OH,] OW, C), ⌊(size + 2 padding − kernel) / stride⌋ + 1 along each axis</shape>
        /// <exception cref="ShapeException">Axes that do not fit, too much padding, or a window larger than the input.</exception>
        public Tensor AveragePool(Extent kernel, Extent? stride = null, Extent? padding = null, bool countPadding = true) =>
            Forward(PoolPlan.Infer("AveragePool", x, kernel, stride ?? kernel, padding ?? 0, 1), x, countPadding);

        /// <summary>The mean over all spatial axes.</summary>
        /// <shape>(N, [[D,] H,] W, C) → (N, C)</shape>
        /// <exception cref="ShapeException">Fewer than three axes.</exception>
        public Tensor GlobalAveragePool() => x.Rank >= 3
            ? x.Flatten(1, -2).Mean(1)
            : throw new ShapeException($"GlobalAveragePool: the input must be (N, …, C) with a spatial axis, got {x.Shape}.");
    }

    static Tensor Forward(PoolPlan plan, Tensor x, bool countPadding)
    {
        var y = Tensor.Empty(plan.Y, x.DType, x.Device);
        x.Backend.AveragePool(plan.Sizes, x, y, countPadding);
        return Autograd.Record(y, new Back(plan, countPadding), x);
    }

    // dx = Σ of g / size over all windows that see the element
    static Tensor Spread(PoolPlan plan, Tensor g, bool countPadding)
    {
        var dx = Tensor.Empty(plan.X, g.DType, g.Device);
        g.Backend.AveragePoolSpread(plan.Sizes, g, dx, countPadding);
        return Autograd.Record(dx, new SpreadBack(plan, countPadding), g);
    }

    sealed class Back(PoolPlan plan, bool countPadding) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => to[0] = Spread(plan, g, countPadding);
    }

    sealed class SpreadBack(PoolPlan plan, bool countPadding) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => to[0] = Forward(plan, g, countPadding);
    }
}
