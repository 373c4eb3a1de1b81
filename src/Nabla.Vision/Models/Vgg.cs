using Nabla.Nn;

namespace Nabla.Vision.Models;

/// <summary>Sizes of a <see cref="Vgg"/>.</summary>
/// <param name="Depths">Convolutions of each of the five stages.</param>
/// <param name="BatchNorm">Whether a batch norm follows each convolution.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="Hidden">Outputs of the two hidden linear layers.</param>
/// <param name="DropProbability">Share of the features that are dropped after each hidden linear layer, in [0, 1].</param>
public sealed record VggSettings(int[] Depths, bool BatchNorm = false, int Classes = 1000, int Hidden = 4096, double DropProbability = 0.5)
{
    /// <summary>Configuration A: 132,863,336 parameters (with batch norm 132,868,840), 7.61 billion multiply-adds at 224×224.</summary>
    public static VggSettings Vgg11 { get; } = new([1, 1, 2, 2, 2]);

    /// <summary>Configuration B: 133,047,848 parameters (with batch norm 133,053,736), 11.31 billion multiply-adds.</summary>
    public static VggSettings Vgg13 { get; } = new([2, 2, 2, 2, 2]);

    /// <summary>Configuration D: 138,357,544 parameters (with batch norm 138,365,992), 15.47 billion multiply-adds.</summary>
    public static VggSettings Vgg16 { get; } = new([2, 2, 3, 3, 3]);

    /// <summary>Configuration E: 143,667,240 parameters (with batch norm 143,678,248), 19.63 billion multiply-adds.</summary>
    public static VggSettings Vgg19 { get; } = new([2, 2, 4, 4, 4]);
}

/// <summary>
/// VGG ("Very deep convolutional networks for large-scale image recognition", Simonyan, Zisserman 2015): stages of 3×3 convolutions, each
/// followed by a pooling that halves the image. Names and first values are torchvision's. Images must have 32 pixels each way at least.
/// </summary>
/// <shape>(N, H, W, 3) → (N, classes)</shape>
public sealed class Vgg : Module<Tensor, Tensor>
{
    const int Side = 7;
    static readonly int[] Widths = [64, 128, 256, 512, 512];

    readonly VggSettings settings;

    /// <summary>A network of the given sizes.</summary>
    /// <exception cref="ArgumentException">Not five stages.</exception>
    public Vgg(VggSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Depths.Length != Widths.Length)
            throw new ArgumentException($"Vgg: there must be {Widths.Length} stages, got {settings.Depths.Length}.");
        this.settings = settings;
        Features = new([.. settings.Depths.SelectMany(Stage)]);
        var (hidden, drop) = (settings.Hidden, settings.DropProbability);
        Classifier = new(
            Head(new Linear(512 * Side * Side, hidden, flattenedFrom: [Side, Side, 512])), new Relu(), new Dropout(drop),
            Head(new Linear(hidden, hidden)), new Relu(), new Dropout(drop),
            Head(new Linear(hidden, settings.Classes)));
    }

    /// <summary>(N, H, W, 3) → (N, H / 32, W / 32, 512).</summary>
    public Sequential Features { get; }

    /// <summary>(N, 25088) → (N, classes).</summary>
    public Sequential Classifier { get; }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        var x = Features.Call(input).AdaptiveAveragePool(Side);     // (N, 7, 7, 512)
        return Classifier.Call(x.Flatten(1));                       // (N, classes)
    }

    IEnumerable<Module<Tensor, Tensor>> Stage(int depth, int stage)
    {
        for (var i = 0; i < depth; i++)
        {
            var inputs = i > 0 ? Widths[stage] : stage > 0 ? Widths[stage - 1] : 3;
            yield return Conv.Of2d(inputs, Widths[stage], 3, padding: 1).HeFanOut();
            if (settings.BatchNorm)
                yield return new BatchNorm(Widths[stage]);
            yield return new Relu();
        }

        yield return new MaxPool(2);
    }

    static Linear Head(Linear layer) => layer.Drawn(Init.Normal(0.01));

    /// <inheritdoc/>
    public override string ToString() =>
        $"Vgg({settings.Depths.Sum() + 3} layers{(settings.BatchNorm ? ", batch norm" : "")}, {settings.Classes} classes)";
}
