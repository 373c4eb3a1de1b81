using Nabla.Kernels;

namespace Nabla;

/// <summary>What a convolution and its gradients share: the sizes for the kernels and the shapes of the three tensors.</summary>
sealed record ConvPlan(ConvShape Sizes, Shape X, Shape Weight, Shape Y)
{
    /// <summary>The settings of a layer as messages name them: Conv2d(3 → 16, 3×3).</summary>
    public static string Describe(string op, int from, int to, Shape weight)
    {
        var kernel = weight.ToArray().AsSpan(1, weight.Rank - 2).ToArray();
        return $"{op}{kernel.Length}d({from} → {to}, {string.Join('×', kernel)})";
    }

    public static void RequireWeight(string op, Tensor x, Tensor weight, int groups)
    {
        if (weight.Rank is < 3 or > 5)
            throw new ShapeException($"{op}: the weight must be (O, [[KD,] KH,] KW, C / groups), got {weight.Shape}.");
        if (weight.Length == 0)
            throw new ShapeException($"{op}: the weight must not be empty, got {weight.Shape}.");
        if (groups < 1 || weight.Shape[0] % groups != 0)
            throw new ShapeException($"{op}: groups must divide axis 0 of the weight, got {groups} groups and {weight.Shape}.");
        if (x.Rank != weight.Rank)
            throw new ShapeException(
                $"{op}: the input must have {weight.Rank} axes (N, …, C) like the weight {weight.Shape}, got {x.Shape}.");
        if (x.DType != weight.DType)
            throw new ShapeException($"{op}: the input must be {weight.DType.Name()} like the weight, got {x.DType.Name()}.");
        if (!x.DType.IsFloating())
            throw new ShapeException($"{op}: elements must be floating-point, got {x.DType.Name()}; convert with To(DType.Float32).");
    }

    public static void RequireChannels(string name, Tensor x, int channels)
    {
        if (x.Shape[-1] != channels)
            throw new ShapeException($"{name}: axis {x.Rank - 1} of the input must be {channels}, got {x.Shape}.");
    }

    public static void RequireBias(string name, Tensor? bias, int channels, DType dtype)
    {
        if (bias is not null && (bias.Shape != [channels] || bias.DType != dtype))
            throw new ShapeException($"{name}: the bias must be ({channels}) {dtype.Name()}, got {bias.Shape} {bias.DType.Name()}.");
    }

    /// <summary>The sizes of the spatial axes of (N, [[D,] H,] W, C), 1 for those that do not exist.</summary>
    public static Extent3 Spatial(Shape shape) => new(
        shape.Rank > 4 ? shape[-4] : 1, shape.Rank > 3 ? shape[-3] : 1, shape[-2]);

    /// <summary>(N, [[D,] H,] W, C) with other spatial sizes and channels.</summary>
    public static Shape With(Shape shape, Extent3 spatial, int channels)
    {
        var result = shape.With(-1, channels).With(-2, spatial.W);
        if (shape.Rank > 3) result = result.With(-3, spatial.H);
        if (shape.Rank > 4) result = result.With(-4, spatial.D);
        return result;
    }

    /// <summary>How many windows fit: ⌊(size + 2 padding − dilation (kernel − 1) − 1) / stride⌋ + 1 along each axis.</summary>
    public static Extent3 Windows(string name, Shape x, Extent3 kernel, Extent3 stride, Extent3 padding, Extent3 dilation)
    {
        var size = Spatial(x);
        return new Extent3(
            Windows(name, x, -4, size.D, kernel.D, stride.D, padding.D, dilation.D),
            Windows(name, x, -3, size.H, kernel.H, stride.H, padding.H, dilation.H),
            Windows(name, x, -2, size.W, kernel.W, stride.W, padding.W, dilation.W));
    }

    static int Windows(string name, Shape x, int axis, int size, int kernel, int stride, int padding, int dilation)
    {
        var free = size + 2 * padding - dilation * (kernel - 1) - 1;
        return free >= 0 ? free / stride + 1 : throw new ShapeException(
            $"{name}: axis {x.Axis(axis)} of the input must be at least {Math.Max(0, size - free)} for this kernel, got {x}.");
    }
}
