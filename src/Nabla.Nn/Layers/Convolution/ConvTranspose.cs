namespace Nabla.Nn;

/// <summary>Transposed convolution of channels-last data: enlarges as the gradient of a convolution does.</summary>
/// <shape>(N, [[D,] H,] W, inputs) → (N, [[OD,] OH,] OW, outputs), (size − 1) stride − 2 padding + dilation (kernel − 1) + outputPadding + 1 along each axis</shape>
public sealed class ConvTranspose : Module<Tensor, Tensor>, IScalable
{
    ConvSettings settings;

    ConvTranspose(ConvSettings settings)
    {
        this.settings = settings;
        Weight = settings.Weight(settings.Inputs, settings.Outputs);
        Bias = settings.Bias(Weight);
    }

    /// <summary>
    /// (inputs, kernel…, outputs / groups), first uniform in ±1/√(fan-in of the last axes); in files (inputs, outputs / groups, kernel…).
    /// </summary>
    public Parameter Weight { get; }

    /// <summary>(outputs), first uniform like the weight; none if made without.</summary>
    public Parameter? Bias { get; private set; }

    /// <summary>Over sequences (N, W, C).</summary>
    public static ConvTranspose Of1d(
        int inputs, int outputs, Extent kernel, Extent? stride = null, Extent? padding = null, Extent? outputPadding = null,
        Extent? dilation = null, int groups = 1, bool bias = true) =>
        new(new("ConvTranspose", 1, inputs, outputs, kernel, stride ?? 1, padding ?? 0, outputPadding ?? 0, dilation ?? 1, groups, bias));

    /// <summary>Over images (N, H, W, C).</summary>
    public static ConvTranspose Of2d(
        int inputs, int outputs, Extent kernel, Extent? stride = null, Extent? padding = null, Extent? outputPadding = null,
        Extent? dilation = null, int groups = 1, bool bias = true) =>
        new(new("ConvTranspose", 2, inputs, outputs, kernel, stride ?? 1, padding ?? 0, outputPadding ?? 0, dilation ?? 1, groups, bias));

    /// <summary>Over volumes (N, D, H, W, C).</summary>
    public static ConvTranspose Of3d(
        int inputs, int outputs, Extent kernel, Extent? stride = null, Extent? padding = null, Extent? outputPadding = null,
        Extent? dilation = null, int groups = 1, bool bias = true) =>
        new(new("ConvTranspose", 3, inputs, outputs, kernel, stride ?? 1, padding ?? 0, outputPadding ?? 0, dilation ?? 1, groups, bias));

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        settings.Require(input);
        return input.ConvTranspose(
            Weight, Parameter.Optional(Bias), settings.Stride, settings.Zeros(), settings.OutputPadding, settings.Dilation, settings.Groups);
    }

    // Each group of inputs leads to outputs of its own.
    void IScalable.Scale(Tensor scale, Tensor shift)
    {
        int groups = settings.Groups, inputs = settings.Inputs / groups, outputs = settings.Outputs / groups;
        var byGroup = Weight.Value.Detach().Reshape(groups, inputs, -1, outputs) * scale.Reshape(groups, 1, 1, outputs);
        Weight.Load(byGroup.Reshape(Weight.Shape.ToArray()));
        Bias = ScaledBias.Of(this, Bias, scale, shift);
        settings = settings with { HasBias = true };
    }

    /// <inheritdoc/>
    public override string ToString() => settings.ToString();
}
