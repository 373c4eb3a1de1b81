using Nabla.Kernels;

namespace Nabla;

/// <summary>The inverse of a maximum over windows, as far as there is one.</summary>
public static class MaxUnpoolOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// Zeros with each element of x put where its maximum stood (Zeiler et al. 2011). If several stood at one place the last in
        /// row-major order is kept; the gradient goes to all of them.
        /// </summary>
        /// <param name="positions">What MaxPoolWithPositions gave: positions in the D·H·W plane of the result, int32 or int64.</param>
        /// <param name="kernel">Size of the window.</param>
        /// <param name="stride">Step from one window to the next; the kernel's size if not given.</param>
        /// <param name="padding">How far windows reached over both ends; 0 if not given.</param>
        /// <param name="size">Spatial sizes of the result; (size − 1) stride − 2 padding + kernel if not given.</param>
        /// <shape>x, positions (N, [[D,] H,] W, C) → (N, size…, C)</shape>
        /// <exception cref="ShapeException">Axes that do not fit, or positions that are not integers or not x's shape.</exception>
        /// <exception cref="ArgumentOutOfRangeException">A position outside the result.</exception>
        public Tensor MaxUnpool(Tensor positions, Extent kernel, Extent? stride = null, Extent? padding = null, Extent? size = null)
        {
            var plan = Infer(x, positions, kernel, stride ?? kernel, padding ?? 0, size);
            return Place(plan, x, positions.To(DType.Int32));
        }
    }

    static PoolPlan Infer(Tensor x, Tensor positions, Extent kernel, Extent stride, Extent padding, Extent? size)
    {
        PoolPlan.Require("MaxUnpool", x);
        if (positions.Shape != x.Shape || positions.DType is not (DType.Int32 or DType.Int64))
            throw new ShapeException(
                $"MaxUnpool: the positions must be {x.Shape} int32 like the input, got {positions.Shape} {positions.DType.Name()}.");
        var (axes, input) = (x.Rank - 2, ConvPlan.Spatial(x.Shape));
        var (window, step, cut) = (kernel.Over(axes, 1, "MaxUnpool: the kernel", 1), stride.Over(axes, 1, "MaxUnpool: the stride", 1),
            padding.Over(axes, 0, "MaxUnpool: the padding", 0));
        var output = size?.Over(axes, 1, "MaxUnpool: the size", 1) ?? new Extent3(
            (input.D - 1) * step.D - 2 * cut.D + window.D, (input.H - 1) * step.H - 2 * cut.H + window.H,
            (input.W - 1) * step.W - 2 * cut.W + window.W);
        var one = new Extent3(1, 1, 1);
        var sizes = new PoolShape(x.Shape[0], x.Shape[-1], output, input, one, one, default, one);
        return new PoolPlan(sizes, ConvPlan.With(x.Shape, output, x.Shape[-1]), x.Shape);
    }

    // y[position] = x
    static Tensor Place(PoolPlan plan, Tensor x, Tensor positions)
    {
        var y = Tensor.Empty(plan.X, x.DType, x.Device);
        x.Backend.Unpool(plan.Sizes, x, positions, y, add: false);
        return Autograd.Record(y, new PlaceBack(plan, positions), x);
    }

    /// <summary>y = x at the positions, which may lie anywhere in the plane.</summary>
    internal static Tensor Take(PoolPlan plan, Tensor x, Tensor positions)
    {
        var y = Tensor.Empty(plan.Y, x.DType, x.Device);
        x.Backend.MaxPoolTake(plan.Sizes, x, positions, y);
        return Autograd.Record(y, new TakeBack(plan, positions), x);
    }

    // dx[position] += g
    static Tensor Sum(PoolPlan plan, Tensor g, Tensor positions)
    {
        var dx = Tensor.Empty(plan.X, g.DType, g.Device);
        g.Backend.Unpool(plan.Sizes, g, positions, dx, add: true);
        return Autograd.Record(dx, new PlaceBack(plan, positions), g);
    }

    sealed class PlaceBack(PoolPlan plan, Tensor positions) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => to[0] = Take(plan, g, positions);
    }

    /// <summary>The gradient of any choice of elements by position.</summary>
    internal sealed class TakeBack(PoolPlan plan, Tensor positions) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => to[0] = Sum(plan, g, positions);
    }
}
