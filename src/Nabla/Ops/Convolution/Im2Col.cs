using Nabla.Kernels;

namespace Nabla;

/// <summary>Windows as rows of a matrix, and their sum back into an image.</summary>
public static class Im2ColOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// Each window of a convolution as one row: L = OD · OH · OW windows in row-major order, each with its taps in row-major order and
        /// the channels of a tap together. So <c>x.Im2Col(k).MatMul(w.Reshape(O, -1).T)</c> is a convolution with w. PyTorch's unfold.
        /// </summary>
        /// <param name="kernel">Size of the window.</param>
        /// <param name="stride">Step from one window to the next; 1 if not given.</param>
        /// <param name="padding">Zeros on both sides of an axis; 0 if not given.</param>
        /// <param name="dilation">Distance between two taps; 1 if not given.</param>
        /// <shape>(N, [[D,] H,] W, C) → (N, L, [[KD ·] KH ·] KW · C), where PyTorch has (N, C · KH · KW, L)</shape>
        /// <exception cref="ShapeException">Axes that do not fit, or a window larger than the input.</exception>
        public Tensor Im2Col(Extent kernel, Extent? stride = null, Extent? padding = null, Extent? dilation = null)
        {
            PoolPlan.Require("Im2Col", x);
            return Unfold(Infer("Im2Col", x.Shape, kernel, stride ?? 1, padding ?? 0, dilation ?? 1), x);
        }

        /// <summary>The sum of all windows at their places: the transpose of Im2Col, not its inverse. PyTorch's fold.</summary>
        /// <param name="size">Spatial sizes of the result.</param>
        /// <param name="kernel">Size of the window.</param>
        /// <param name="stride">Step from one window to the next; 1 if not given.</param>
        /// <param name="padding">What was added to both sides of an axis; 0 if not given.</param>
        /// <param name="dilation">Distance between two taps; 1 if not given.</param>
        /// <shape>(N, L, [[KD ·] KH ·] KW · C) → (N, size…, C), where size names each of the spatial axes</shape>
        /// <exception cref="ShapeException">Axes that do not fit, or another number of windows.</exception>
        public Tensor Col2Im(ReadOnlySpan<int> size, Extent kernel, Extent? stride = null, Extent? padding = null, Extent? dilation = null) =>
            Fold(InferFold(x, size, kernel, stride ?? 1, padding ?? 0, dilation ?? 1), x);
    }

    // y[n, q, t, c] = x[n, q · stride − padding + t · dilation, c], 0 outside
    static Tensor Unfold(PoolPlan plan, Tensor x)
    {
        var y = Tensor.Empty(plan.Y, x.DType, x.Device);
        x.Backend.Im2Col(plan.Sizes, x, y);
        return Autograd.Record(y, new Back(plan), x);
    }

    // x[n, i, c] = Σ of y[n, q, t, c] over all windows and taps that stand at i
    static Tensor Fold(PoolPlan plan, Tensor y)
    {
        var x = Tensor.Empty(plan.X, y.DType, y.Device);
        y.Backend.Col2Im(plan.Sizes, y, x);
        return Autograd.Record(x, new FoldBack(plan), y);
    }

    static PoolPlan Infer(string op, Shape x, Extent kernel, Extent stride, Extent padding, Extent dilation)
    {
        var (name, axes) = ($"{op}({kernel})", x.Rank - 2);
        var (window, step) = (kernel.Over(axes, 1, $"{name}: the kernel", 1), stride.Over(axes, 1, $"{name}: the stride", 1));
        var (zeros, gap) = (padding.Over(axes, 0, $"{name}: the padding", 0), dilation.Over(axes, 1, $"{name}: the dilation", 1));
        var output = ConvPlan.Windows(name, x, window, step, zeros, gap);
        var sizes = new PoolShape(x[0], x[-1], ConvPlan.Spatial(x), output, window, step, zeros, gap);
        return new PoolPlan(sizes, x, [x[0], output.Volume, window.Volume * x[-1]]);
    }

    static PoolPlan InferFold(Tensor y, ReadOnlySpan<int> size, Extent kernel, Extent stride, Extent padding, Extent dilation)
    {
        if (size.Length is < 1 or > 3)
            throw new ShapeException($"Col2Im({kernel}): the size must name one, two or three axes, got {size.Length}.");
        if (y.Rank != 3 || !y.DType.IsFloating())
            throw new ShapeException(
                $"Col2Im({kernel}): the input must be (N, L, taps · C) of floating-point numbers, got {y.Shape} {y.DType.Name()}.");
        var taps = kernel.Over(size.Length, 1, $"Col2Im({kernel}): the kernel", 1).Volume;
        if (y.Shape[2] % taps != 0)
            throw new ShapeException($"Col2Im({kernel}): axis 2 of the input must be a multiple of {taps}, got {y.Shape}.");
        var plan = Infer("Col2Im", [y.Shape[0], .. size, y.Shape[2] / taps], kernel, stride, padding, dilation);
        return plan.Y == y.Shape ? plan : throw new ShapeException($"Col2Im({kernel}): the input must be {plan.Y} for this size, got {y.Shape}.");
    }

    sealed class Back(PoolPlan plan) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => to[0] = Fold(plan, g);
    }

    sealed class FoldBack(PoolPlan plan) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => to[0] = Unfold(plan, g);
    }
}
