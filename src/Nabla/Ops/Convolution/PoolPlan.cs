using Nabla.Kernels;

namespace Nabla;

/// <summary>What a pooling and its gradients share: the sizes for the kernels and the shapes of input and output.</summary>
sealed record PoolPlan(PoolShape Sizes, Shape X, Shape Y)
{
    /// <summary>
    /// Equal windows; <paramref name="ceiling"/>: also a last one that reaches over the padded end, if it begins in front of it.
    /// </summary>
    public static PoolPlan Infer(string op, Tensor x, Extent kernel, Extent stride, Extent padding, Extent dilation, bool ceiling = false)
    {
        Require(op, x);
        var (name, axes) = ($"{op}({kernel})", x.Rank - 2);
        var (window, step) = (kernel.Over(axes, 1, $"{name}: the kernel", 1), stride.Over(axes, 1, $"{name}: the stride", 1));
        var (zeros, gap) = (padding.Over(axes, 0, $"{name}: the padding", 0), dilation.Over(axes, 1, $"{name}: the dilation", 1));
        if (2 * zeros.D > window.D || 2 * zeros.H > window.H || 2 * zeros.W > window.W)
            throw new ShapeException($"{name}: the padding must be at most half the kernel, got {padding}.");
        var (input, output) = (ConvPlan.Spatial(x.Shape), ConvPlan.Windows(name, x.Shape, window, step, zeros, gap));
        if (ceiling)
            output = new Extent3(
                OneMore(output.D, input.D, window.D, step.D, zeros.D, gap.D),
                OneMore(output.H, input.H, window.H, step.H, zeros.H, gap.H),
                OneMore(output.W, input.W, window.W, step.W, zeros.W, gap.W));
        return Of(x, new PoolShape(x.Shape[0], x.Shape[-1], input, output, window, step, zeros, gap));
    }

    /// <summary>As many windows as the output has elements, together covering the input.</summary>
    public static PoolPlan Adaptive(string op, Tensor x, Extent size)
    {
        Require(op, x);
        var (input, output) = (ConvPlan.Spatial(x.Shape), size.Over(x.Rank - 2, 1, $"{op}({size}): the size", 1));
        if (input.Volume == 0)
            throw new ShapeException($"{op}({size}): the spatial axes must not be empty, got {x.Shape}.");
        var bound = new Extent3(Bound(input.D, output.D), Bound(input.H, output.H), Bound(input.W, output.W));
        var one = new Extent3(1, 1, 1);
        return Of(x, new PoolShape(x.Shape[0], x.Shape[-1], input, output, bound, one, default, one) { Adaptive = true });
    }

    /// <summary>A plan whose windows are given by positions, not by rule.</summary>
    public static PoolPlan Of(Tensor x, in PoolShape sizes) => new(sizes, x.Shape, ConvPlan.With(x.Shape, sizes.Output, x.Shape[-1]));

    public static void Require(string op, Tensor x)
    {
        if (x.Rank is < 3 or > 5)
            throw new ShapeException($"{op}: the input must be (N, [[D,] H,] W, C), got {x.Shape}.");
        if (!x.DType.IsFloating())
            throw new ShapeException($"{op}: elements must be floating-point, got {x.DType.Name()}; convert with To(DType.Float32).");
    }

    static int OneMore(int count, int size, int kernel, int stride, int padding, int dilation)
    {
        var rest = (size + 2 * padding - dilation * (kernel - 1) - 1) % stride;
        return rest > 0 && count * stride < size + padding ? count + 1 : count;
    }

    // A window of ⌊q i/o⌋ … ⌈(q+1) i/o⌉ has at most ⌈i/o⌉ + 1 elements, and an input lies in at most ⌈o/i⌉ + 1 windows.
    static int Bound(int input, int output) => Math.Max((input + output - 1) / output, (output + input - 1) / input) + 1;
}
