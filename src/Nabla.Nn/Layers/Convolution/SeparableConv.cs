namespace Nabla.Nn;

/// <summary>
/// Convolution in two steps: each channel with a kernel of its own (depthwise), then 1×1 across channels (pointwise); kernel + outputs
/// multiplications a channel and pixel in place of kernel · outputs (Chollet 2017). Made of two <see cref="Conv"/>.
/// </summary>
public static class SeparableConv
{
    /// <summary>Over sequences (N, W, C).</summary>
    public static Sequential Of1d(
        int inputs, int outputs, Extent kernel, Extent? stride = null, Padding? padding = null, Extent? dilation = null, bool bias = true) =>
        new(Conv.Of1d(inputs, inputs, kernel, stride, padding, dilation, groups: inputs, bias), Conv.Of1d(inputs, outputs, 1, bias: bias));

    /// <summary>Over images (N, H, W, C).</summary>
    public static Sequential Of2d(
        int inputs, int outputs, Extent kernel, Extent? stride = null, Padding? padding = null, Extent? dilation = null, bool bias = true) =>
        new(Conv.Of2d(inputs, inputs, kernel, stride, padding, dilation, groups: inputs, bias), Conv.Of2d(inputs, outputs, 1, bias: bias));

    /// <summary>Over volumes (N, D, H, W, C).</summary>
    public static Sequential Of3d(
        int inputs, int outputs, Extent kernel, Extent? stride = null, Padding? padding = null, Extent? dilation = null, bool bias = true) =>
        new(Conv.Of3d(inputs, inputs, kernel, stride, padding, dilation, groups: inputs, bias), Conv.Of3d(inputs, outputs, 1, bias: bias));
}
