using Nabla.Nn;

namespace Nabla.Vision.Models;

/// <summary>Sizes of a <see cref="MobileNetV2"/>.</summary>
/// <param name="Classes">Number of classes.</param>
/// <param name="Width">All channels are multiplied by it and rounded to multiples of 8; above 0.</param>
/// <param name="DropProbability">Share of the last features that are dropped in training, in [0, 1].</param>
public sealed record MobileNetV2Settings(int Classes = 1000, double Width = 1, double DropProbability = 0.2);

/// <summary>
/// MobileNetV2 ("MobileNetV2: inverted residuals and linear bottlenecks", Sandler, Howard, Zhu, Zhmoginov, Chen 2018). Names and first
/// values are torchvision's. 3,504,872 parameters and 0.30 billion multiply-adds at 224×224 for 1000 classes.
/// </summary>
/// <shape>(N, H, W, 3) → (N, classes)</shape>
public sealed class MobileNetV2 : Module<Tensor, Tensor>
{
    // Table 2 of the paper: t, c, n, s.
    static readonly (int Expansion, int Channels, int Blocks, int Stride)[] Stages =
        [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)];

    readonly MobileNetV2Settings settings;

    /// <summary>A network of the given sizes.</summary>
    public MobileNetV2(MobileNetV2Settings? settings = null)
    {
        this.settings = settings ?? new();
        var width = this.settings.Width;
        var channels = Rounded(32 * width);
        List<Module<Tensor, Tensor>> layers = [Unit(3, channels, 3, stride: 2)];
        foreach (var stage in Stages)
            for (var i = 0; i < stage.Blocks; i++)
            {
                var outputs = Rounded(stage.Channels * width);
                layers.Add(new InvertedResidual(channels, outputs, i == 0 ? stage.Stride : 1, stage.Expansion));
                channels = outputs;
            }

        var last = Rounded(1280 * Math.Max(1, width));
        Features = new([.. layers, Unit(channels, last, 1)]);
        Classifier = new(
            new Dropout(this.settings.DropProbability), new Linear(last, this.settings.Classes).Drawn(Init.Normal(0.01)));
    }

    /// <summary>(N, H, W, 3) → (N, H / 32, W / 32, 1280).</summary>
    public Sequential Features { get; }

    /// <summary>(N, 1280) → (N, classes).</summary>
    public Sequential Classifier { get; }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => Classifier.Call(Features.Call(input).GlobalAveragePool());

    /// <summary>Convolution, batch norm, ReLU6.</summary>
    internal static Sequential Unit(int inputs, int outputs, int kernel, int stride = 1, int groups = 1) => new(
        Conv.Of2d(inputs, outputs, kernel, stride, kernel / 2, groups: groups, bias: false).HeFanOut(), new BatchNorm(outputs), new Relu6());

    // The nearest multiple of 8, but never more than a tenth below.
    static int Rounded(double channels)
    {
        var rounded = Math.Max(8, (int)(channels + 4) / 8 * 8);
        return rounded < 0.9 * channels ? rounded + 8 : rounded;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"MobileNetV2({settings.Classes} classes{(settings.Width == 1 ? "" : $", width {settings.Width}")})";
}

/// <summary>
/// Widen by a 1×1 convolution, filter each channel on its own, narrow again without activation; added to x where the shape stays.
/// </summary>
/// <shape>(N, H, W, inputs) → (N, H / stride, W / stride, outputs)</shape>
public sealed class InvertedResidual : Module<Tensor, Tensor>
{
    readonly bool residual;

    internal InvertedResidual(int inputs, int outputs, int stride, int expansion)
    {
        residual = stride == 1 && inputs == outputs;
        var hidden = inputs * expansion;
        Conv =
        new([
            .. expansion == 1 ? [] : (Module<Tensor, Tensor>[])[MobileNetV2.Unit(inputs, hidden, 1)],
            MobileNetV2.Unit(hidden, hidden, 3, stride, groups: hidden),
            Nn.Conv.Of2d(hidden, outputs, 1, bias: false).HeFanOut(), new BatchNorm(outputs)]);
    }

    /// <summary>What is added to x.</summary>
    public Sequential Conv { get; }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => residual ? input + Conv.Call(input) : Conv.Call(input);

    /// <inheritdoc/>
    public override string ToString() => $"InvertedResidual({(residual ? "added" : "not added")})";
}
