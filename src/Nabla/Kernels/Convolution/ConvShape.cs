namespace Nabla.Kernels;

/// <summary>Three sizes along depth, height and width; data with fewer spatial axes have 1 (or padding 0) in front.</summary>
public readonly record struct Extent3(int D, int H, int W)
{
    /// <summary>D · H · W.</summary>
    public int Volume => D * H * W;
}

/// <summary>
/// The sizes of a convolution on channels-last data: x (N, D, H, W, C), weights (O, KD, KH, KW, C / groups), y (N, OD, OH, OW, O).
/// </summary>
/// <param name="Batch">N ≥ 0.</param>
/// <param name="Input">D, H, W of x.</param>
/// <param name="InChannels">C, a multiple of <paramref name="Groups"/>.</param>
/// <param name="Output">D, H, W of y; what lies behind the input there counts as zero, like the padding in front.</param>
/// <param name="OutChannels">O, a multiple of <paramref name="Groups"/>.</param>
/// <param name="Kernel">Taps along each axis, ≥ 1.</param>
/// <param name="Stride">Step of the window from one output to the next, ≥ 1.</param>
/// <param name="Padding">Zeros in front of each axis, ≥ 0.</param>
/// <param name="Dilation">Distance between two taps, ≥ 1.</param>
/// <param name="Groups">Channels are cut into this many groups that do not see each other.</param>
public readonly record struct ConvShape(
    int Batch, Extent3 Input, int InChannels, Extent3 Output, int OutChannels,
    Extent3 Kernel, Extent3 Stride, Extent3 Padding, Extent3 Dilation, int Groups)
{
    internal int GroupInputs => InChannels / Groups;

    internal int GroupOutputs => OutChannels / Groups;

    internal bool IsDepthwise => Groups > 1 && Groups == InChannels && Groups == OutChannels;

    /// <summary>The same sums in fewer axes: a 1×1×1 kernel with stride 1 does not care where a pixel lies, so all pixels form one line.</summary>
    internal ConvShape Folded()
    {
        var pointwise = Kernel.Volume == 1 && Stride.Volume == 1 && Padding == default && Input == Output;
        if (!pointwise)
            return this;
        var line = new Extent3(1, 1, Batch * Input.Volume);
        return this with { Batch = 1, Input = line, Output = line };
    }
}
