namespace Nabla.Kernels;

/// <summary>The sizes of a pooling of channels-last data: x (N, D, H, W, C) to y (N, OD, OH, OW, C), each channel on its own.</summary>
/// <param name="Batch">N ≥ 0.</param>
/// <param name="Channels">C.</param>
/// <param name="Input">D, H, W of x.</param>
/// <param name="Output">D, H, W of y; windows may reach over the input's end.</param>
/// <param name="Kernel">Size of the window in taps, ≥ 1.</param>
/// <param name="Stride">Step from one window to the next, ≥ 1.</param>
/// <param name="Padding">How far the first window begins in front of the input, ≥ 0.</param>
/// <param name="Dilation">Distance between two taps, ≥ 1.</param>
public readonly record struct PoolShape(
    int Batch, int Channels, Extent3 Input, Extent3 Output, Extent3 Kernel, Extent3 Stride, Extent3 Padding, Extent3 Dilation);
