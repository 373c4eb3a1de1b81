using Nabla.Kernels;

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
        /// <param name="ceiling">Whether a last window may reach over the padded end: ⌈…⌉ in place of ⌊…⌋.</param>
        /// <param name="divisor">Divides each sum in place of the window's size, ≥ 1.</param>
        /// <shape>(N, [[D,] H,] W, C) → (N, [[OD,] OH,] OW, C), ⌊(size + 2 padding − kernel) / stride⌋ + 1 along each axis</shape>
        /// <exception cref="ShapeException">Axes that do not fit, too much padding, or a window larger than the input.</exception>
        /// <exception cref="ArgumentOutOfRangeException">A divisor below 1.</exception>
        public Tensor AveragePool(
            Extent kernel, Extent? stride = null, Extent? padding = null, bool countPadding = true, bool ceiling = false, int? divisor = null)
        {
            if (divisor < 1)
                throw new ArgumentOutOfRangeException(
                    nameof(divisor), $"AveragePool({kernel}): the divisor must be at least 1, got {divisor}.");
            var by = divisor is { } number ? Divisor.Of(number) : countPadding ? Divisor.InputsAndPadding : Divisor.Inputs;
            return Forward(PoolPlan.Infer("AveragePool", x, kernel, stride ?? kernel, padding ?? 0, 1, ceiling), x, by);
        }

        /// <summary>The mean of window q = ⌊q · in / out⌋ … ⌈(q + 1) · in / out⌉ − 1 along each axis: any input to a fixed size.</summary>
        /// <param name="size">Windows along each spatial axis, ≥ 1.</param>
        /// <shape>(N, [[D,] H,] W, C) → (N, size…, C)</shape>
        /// <exception cref="ShapeException">Axes that do not fit or are empty, or a size below 1.</exception>
        public Tensor AdaptiveAveragePool(Extent size) => Forward(PoolPlan.Adaptive("AdaptiveAveragePool", x, size), x, Divisor.Inputs);

        /// <summary>The mean over all spatial axes.</summary>
        /// <shape>(N, [[D,] H,] W, C) → (N, C)</shape>
        /// <exception cref="ShapeException">Fewer than three axes.</exception>
        public Tensor GlobalAveragePool() => x.Rank >= 3
            ? x.Flatten(1, -2).Mean(1)
            : throw new ShapeException($"GlobalAveragePool: the input must be (N, …, C) with a spatial axis, got {x.Shape}.");
    }

    static Tensor Forward(PoolPlan plan, Tensor x, Divisor divisor)
    {
        var y = Tensor.Empty(plan.Y, x.DType, x.Device);
        x.Backend.AveragePool(plan.Sizes, x, y, divisor);
        return Autograd.Record(y, new Back(plan, divisor), x);
    }

    // dx = Σ of g / size over all windows that see the element
    static Tensor Spread(PoolPlan plan, Tensor g, Divisor divisor)
    {
        var dx = Tensor.Empty(plan.X, g.DType, g.Device);
        g.Backend.AveragePoolSpread(plan.Sizes, g, dx, divisor);
        return Autograd.Record(dx, new SpreadBack(plan, divisor), g);
    }

    sealed class Back(PoolPlan plan, Divisor divisor) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => to[0] = Spread(plan, g, divisor);
    }

    sealed class SpreadBack(PoolPlan plan, Divisor divisor) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => to[0] = Forward(plan, g, divisor);
    }
}
