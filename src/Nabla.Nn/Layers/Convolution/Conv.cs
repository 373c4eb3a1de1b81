namespace Nabla.Nn;

/// <summary>Convolution (cross-correlation) over one, two or three spatial axes of channels-last data.</summary>
/// <shape>(N, [[D,] H,] W, inputs) → (N, [[OD,] OH,] OW, outputs), ⌊(size + 2 padding − dilation (kernel − 1) − 1) / stride⌋ + 1 along each axis</shape>
/// <example><code>
/// var conv = Conv.Of2d(3, 16, kernel: 3, padding: 1);     // Conv2d(3 → 16, 3×3, padding 1)
/// </code></example>
public sealed class Conv : Module<Tensor, Tensor>, IScalable
{
    ConvSettings settings;

    Conv(ConvSettings settings)
    {
        this.settings = settings;
        Weight = settings.Weight(settings.Outputs, settings.Inputs);
        Bias = settings.Bias(Weight);
    }

    /// <summary>(outputs, kernel…, inputs / groups), first uniform in ±1/√(fan-in); in files (outputs, inputs / groups, kernel…).</summary>
    public Parameter Weight { get; }

    /// <summary>(outputs), first uniform in ±1/√(fan-in); none if made without.</summary>
    public Parameter? Bias { get; private set; }

    /// <summary>Over sequences (N, W, C).</summary>
    public static Conv Of1d(
        int inputs, int outputs, Extent kernel, Extent? stride = null, Padding? padding = null, Extent? dilation = null, int groups = 1,
        bool bias = true) =>
        new(new("Conv", 1, inputs, outputs, kernel, stride ?? 1, padding ?? 0, 0, dilation ?? 1, groups, bias));

    /// <summary>Over images (N, H, W, C).</summary>
    public static Conv Of2d(
        int inputs, int outputs, Extent kernel, Extent? stride = null, Padding? padding = null, Extent? dilation = null, int groups = 1,
        bool bias = true) =>
        new(new("Conv", 2, inputs, outputs, kernel, stride ?? 1, padding ?? 0, 0, dilation ?? 1, groups, bias));

    /// <summary>Over volumes (N, D, H, W, C).</summary>
    public static Conv Of3d(
        int inputs, int outputs, Extent kernel, Extent? stride = null, Padding? padding = null, Extent? dilation = null, int groups = 1,
        bool bias = true) =>
        new(new("Conv", 3, inputs, outputs, kernel, stride ?? 1, padding ?? 0, 0, dilation ?? 1, groups, bias));

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        settings.Require(input);
        var zeros = settings.Zeros();
        var padded = zeros is null ? settings.Padded(input) : input;
        return padded.Conv(Weight, Parameter.Optional(Bias), settings.Stride, zeros ?? 0, settings.Dilation, settings.Groups);
    }

    void IScalable.Scale(Tensor scale, Tensor shift)
    {
        Weight.Load(Weight.Value.Detach() * scale.Reshape([-1, .. Enumerable.Repeat(1, Weight.Shape.Rank - 1)]));
        Bias = ScaledBias.Of(this, Bias, scale, shift);
        settings = settings with { HasBias = true };
    }

    /// <inheritdoc/>
    public override string ToString() => settings.ToString();
}
