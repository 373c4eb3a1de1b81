using Nabla.Kernels;

namespace Nabla;

/// <summary>What a pooling and its gradients share: the sizes for the kernels and the shapes of input and output.</summary>
sealed record PoolPlan(PoolShape Sizes, Shape X, Shape Y)
{
    public static PoolPlan Infer(string op, Tensor x, Extent kernel, Extent stride, Extent padding, Extent dilation)
    {
        if (x.Rank is < 3 or > 5)
            throw new ShapeException($"{op}: the input must be (N, [[D,] H,] W, C), got {x.Shape}.");
        if (!x.DType.IsFloating())
            throw new ShapeException($"{op}: elements must be floating-point, got {x.DType.Name()}; convert with To(DType.Float32).");
        var (name, axes) = ($"{op}({kernel})", x.Rank - 2);
        var (window, step) = (kernel.Over(axes, 1, $"{name}: the kernel", 1), stride.Over(axes, 1, $"{name}: the stride", 1));
        var (zeros, gap) = (padding.Over(axes, 0, $"{name}: the padding", 0), dilation.Over(axes, 1, $"{name}: the dilation", 1));
        if (2 * zeros.D > window.D || 2 * zeros.H > window.H || 2 * zeros.W > window.W)
            throw new ShapeException($"{name}: the padding must be at most half the kernel, got {padding}.");
        var output = ConvPlan.Windows(name, x.Shape, window, step, zeros, gap);
        var channels = x.Shape[-1];
        var sizes = new PoolShape(x.Shape[0], channels, ConvPlan.Spatial(x.Shape), output, window, step, zeros, gap);
        return new PoolPlan(sizes, x.Shape, ConvPlan.With(x.Shape, output, channels));
    }
}
