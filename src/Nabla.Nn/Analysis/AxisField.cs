namespace Nabla.Nn;

/// <summary>
/// Which pixels the outputs of a layer see along one axis: output i sees <see cref="Size"/> pixels around the place
/// <see cref="Start"/> + i · <see cref="Jump"/>, where 0 is the centre of the first pixel. Pixels outside the image count.
/// </summary>
/// <param name="Size">Pixels from the first to the last one seen.</param>
/// <param name="Jump">Pixels between the fields of neighbouring outputs; 0 if all outputs see the same.</param>
/// <param name="Start">Centre of the field of output 0.</param>
/// <example><code>
/// var field = AxisField.Pixel.Through(3).Through(kernel: 3, stride: 2);      // a convolution, then a pooling: size 5, jump 2
/// </code></example>
public readonly record struct AxisField(double Size, double Jump, double Start)
{
    /// <summary>What a pixel sees: itself.</summary>
    public static AxisField Pixel => new(1, 1, 0);

    /// <summary>The field behind windows over the outputs: size + (kernel − 1) · dilation · jump, jump · stride.</summary>
    /// <param name="kernel">Taps, ≥ 1.</param>
    /// <param name="stride">Step from one window to the next, ≥ 1.</param>
    /// <param name="padding">How far the first window begins before the first output.</param>
    /// <param name="dilation">Distance between two taps, ≥ 1.</param>
    public AxisField Through(int kernel, int stride = 1, int padding = 0, int dilation = 1) => new(
        Size + (kernel - 1) * dilation * Jump, Jump * stride, Start + ((kernel - 1) * dilation / 2.0 - padding) * Jump);

    /// <summary>
    /// The field behind a transposed convolution, whose outputs lie closer together: a window sees every stride-th tap only. Places are
    /// then between pixels; what a single output sees begins less than a pixel beside.
    /// </summary>
    public AxisField ThroughTransposed(int kernel, int stride = 1, int padding = 0, int dilation = 1) => new(
        Size + (kernel - 1) * dilation / stride * Jump, Jump / stride, Start + (padding - (kernel - 1) * dilation / 2.0) / stride * Jump);

    /// <summary>The field of layers one after the other, each given as kernel, stride and dilation.</summary>
    public static AxisField Of(params ReadOnlySpan<(int Kernel, int Stride, int Dilation)> layers)
    {
        var field = Pixel;
        foreach (var (kernel, stride, dilation) in layers)
            field = field.Through(kernel, stride, dilation: dilation);
        return field;
    }

    /// <summary>First pixel that output 0 sees; below 0 in the padding.</summary>
    public double First => Start - (Size - 1) / 2;

    /// <summary>Last pixel that output 0 sees.</summary>
    public double Last => Start + (Size - 1) / 2;

    /// <summary>The field of what sees all of <paramref name="outputs"/> neighbouring outputs.</summary>
    public AxisField Whole(int outputs) => Between(First, Last + (outputs - 1) * Jump, 0);

    /// <summary>The field of what sees this one and another of the same place; if the jumps differ, the larger one's.</summary>
    public AxisField Join(AxisField other) => Jump == other.Jump
        ? Between(Math.Min(First, other.First), Math.Max(Last, other.Last), Jump)
        : Size >= other.Size ? this : other;

    static AxisField Between(double first, double last, double jump) => new(last - first + 1, jump, (first + last) / 2);

    /// <inheritdoc/>
    public override string ToString() => $"{Size:0.##}, jump {Jump:0.##}, start {Start:0.##}";
}
