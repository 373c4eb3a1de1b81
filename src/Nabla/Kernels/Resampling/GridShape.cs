namespace Nabla.Kernels;

/// <summary>
/// The sizes of a sampling: x (N, D, H, W, C) read at the places of a grid (N, OD, OH, OW, axes), whose last axis is x, y, z in −1 … 1.
/// </summary>
/// <param name="Batch">N ≥ 0.</param>
/// <param name="Channels">C.</param>
/// <param name="Axes">1, 2 or 3: how many coordinates a place has.</param>
/// <param name="Input">D, H, W of x.</param>
/// <param name="Output">D, H, W of the grid.</param>
/// <param name="Mode">How x is read between its pixels.</param>
/// <param name="Padding">What is read outside.</param>
/// <param name="AlignCorners">Whether ±1 are the centres of the outermost pixels, or their outer edges.</param>
/// <param name="Order">How often the interpolation is differentiated along each axis of the grid.</param>
public readonly record struct GridShape(
    int Batch, int Channels, int Axes, Extent3 Input, Extent3 Output, SampleMode Mode, SamplePadding Padding, bool AlignCorners, Extent3 Order);
