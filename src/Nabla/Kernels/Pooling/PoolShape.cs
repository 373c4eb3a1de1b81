namespace Nabla.Kernels;

/// <summary>By what the sum of an averaging window is divided.</summary>
public readonly record struct Divisor
{
    // 0: the inputs; -1: inputs and padding; else the number itself.
    readonly int value;

    Divisor(int value) => this.value = value;

    /// <summary>How many elements of the input the window sees.</summary>
    public static Divisor Inputs => default;

    /// <summary>How many elements of the input or its padding the window sees.</summary>
    public static Divisor InputsAndPadding => new(-1);

    /// <summary>A fixed number ≥ 1.</summary>
    public static Divisor Of(int number) => new(number);

    internal int Size(int inputs, int padded) => value switch
    {
        0 => inputs,
        -1 => padded,
        _ => value,
    };
}

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
    int Batch, int Channels, Extent3 Input, Extent3 Output, Extent3 Kernel, Extent3 Stride, Extent3 Padding, Extent3 Dilation)
{
    /// <summary>
    /// Whether window q reaches from ⌊q · input / output⌋ to ⌈(q + 1) · input / output⌉, in place of stride, padding and dilation. The
    /// kernel then only bounds the size of a window and the number of windows that see an input.
    /// </summary>
    public bool Adaptive { get; init; }
}
