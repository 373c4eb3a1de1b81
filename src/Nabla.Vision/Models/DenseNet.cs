using Nabla.Nn;

namespace Nabla.Vision.Models;

/// <summary>Sizes of a <see cref="DenseNet"/>.</summary>
/// <param name="Depths">Layers of each dense block.</param>
/// <param name="Growth">Channels that each layer adds.</param>
/// <param name="Stem">Channels of the first convolution.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="Bottleneck">Channels of a layer's 1×1 convolution, in multiples of the growth.</param>
/// <param name="DropProbability">Share of a layer's output that is dropped in training, in [0, 1].</param>
public sealed record DenseNetSettings(
    int[] Depths, int Growth = 32, int Stem = 64, int Classes = 1000, int Bottleneck = 4, double DropProbability = 0)
{
    /// <summary>7,978,856 parameters, 2.83 billion multiply-adds at 224×224.</summary>
    public static DenseNetSettings DenseNet121 { get; } = new([6, 12, 24, 16]);

    /// <summary>28,681,000 parameters, 7.73 billion multiply-adds.</summary>
    public static DenseNetSettings DenseNet161 { get; } = new([6, 12, 36, 24], Growth: 48, Stem: 96);

    /// <summary>14,149,480 parameters, 3.36 billion multiply-adds.</summary>
    public static DenseNetSettings DenseNet169 { get; } = new([6, 12, 32, 32]);

    /// <summary>20,013,928 parameters, 4.29 billion multiply-adds.</summary>
    public static DenseNetSettings DenseNet201 { get; } = new([6, 12, 48, 32]);
}

/// <summary>
/// Densely connected network, the form DenseNet-BC ("Densely connected convolutional networks", Huang, Liu, van der Maaten, Weinberger
/// 2017): between dense blocks a 1×1 convolution halves the channels and a pooling the image. Names and first values are torchvision's.
/// </summary>
/// <shape>(N, H, W, 3) → (N, classes)</shape>
public sealed class DenseNet : Module<Tensor, Tensor>
{
    readonly DenseNetSettings settings;

    /// <summary>A network of the given sizes.</summary>
    public DenseNet(DenseNetSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        this.settings = settings;
        var channels = settings.Stem;
        List<(string, Module<Tensor, Tensor>)> layers =
        [
            ("conv0", Conv.Of2d(3, channels, 7, stride: 2, padding: 3, bias: false).HeFanIn()), ("norm0", new BatchNorm(channels)),
            ("relu0", new Relu()), ("pool0", new MaxPool(3, stride: 2, padding: 1)),
        ];
        foreach (var (i, depth) in settings.Depths.Index())
        {
            layers.Add(($"denseblock{i + 1}", Block(depth, channels)));
            channels += depth * settings.Growth;
            if (i == settings.Depths.Length - 1)
                break;
            layers.Add(($"transition{i + 1}", Transition(channels)));
            channels /= 2;
        }

        Features = new([.. layers, ($"norm{settings.Depths.Length + 1}", new BatchNorm(channels))]);
        Classifier = new Linear(channels, settings.Classes);
        Classifier.Bias!.Init = Init.Constant(0);
    }

    /// <summary>(N, H, W, 3) → (N, H / 32, W / 32, C).</summary>
    public Sequential Features { get; }

    /// <summary>The classifier: scores whose softmax are the probabilities.</summary>
    public Linear Classifier { get; }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        var x = Features.Call(input).Relu();                // (N, H / 32, W / 32, C)
        return Classifier.Call(x.GlobalAveragePool());      // (N, C) → (N, classes)
    }

    DenseBlock Block(int depth, int channels) => new([.. Enumerable.Range(0, depth).Select(
        i => ($"denselayer{i + 1}", (Module<Tensor, Tensor>)Layer(channels + i * settings.Growth)))]);

    // Norms come first: each layer reads the same outputs with factors of its own.
    Sequential Layer(int inputs)
    {
        var (between, growth) = (settings.Bottleneck * settings.Growth, settings.Growth);
        return new(
            ("norm1", new BatchNorm(inputs)), ("relu1", new Relu()), ("conv1", Conv.Of2d(inputs, between, 1, bias: false).HeFanIn()),
            ("norm2", new BatchNorm(between)), ("relu2", new Relu()), ("conv2", Conv.Of2d(between, growth, 3, padding: 1, bias: false).HeFanIn()),
            ("dropout", new Dropout(settings.DropProbability)));
    }

    static Sequential Transition(int inputs) => new(
        ("norm", new BatchNorm(inputs)), ("relu", new Relu()), ("conv", Conv.Of2d(inputs, inputs / 2, 1, bias: false).HeFanIn()),
        ("pool", new AveragePool(2)));

    /// <inheritdoc/>
    public override string ToString() =>
        $"DenseNet({string.Join("-", settings.Depths)}, growth {settings.Growth}, {settings.Classes} classes)";
}
