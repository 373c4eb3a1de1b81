using Nabla.Nn;

namespace Nabla.Vision.Models;

/// <summary>Sizes of a <see cref="ResNet"/>.</summary>
/// <param name="Depths">Blocks of each of the four stages.</param>
/// <param name="Bottleneck">Whether a block is 1×1, 3×3, 1×1 with four times the channels at its end, or twice 3×3.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="Groups">Groups of the 3×3 convolutions of a bottleneck.</param>
/// <param name="GroupWidth">Channels of each group in the first stage.</param>
public sealed record ResNetSettings(int[] Depths, bool Bottleneck, int Classes = 1000, int Groups = 1, int GroupWidth = 64)
{
    /// <summary>11,689,512 parameters, 1.81 billion multiply-adds at 224×224.</summary>
    public static ResNetSettings ResNet18 { get; } = new([2, 2, 2, 2], Bottleneck: false);

    /// <summary>21,797,672 parameters, 3.66 billion multiply-adds.</summary>
    public static ResNetSettings ResNet34 { get; } = new([3, 4, 6, 3], Bottleneck: false);

    /// <summary>25,557,032 parameters, 4.09 billion multiply-adds.</summary>
    public static ResNetSettings ResNet50 { get; } = new([3, 4, 6, 3], Bottleneck: true);

    /// <summary>44,549,160 parameters, 7.80 billion multiply-adds.</summary>
    public static ResNetSettings ResNet101 { get; } = new([3, 4, 23, 3], Bottleneck: true);

    /// <summary>60,192,808 parameters, 11.51 billion multiply-adds.</summary>
    public static ResNetSettings ResNet152 { get; } = new([3, 8, 36, 3], Bottleneck: true);

    /// <summary>ResNeXt-50 32×4d (Xie et al. 2017): 25,028,904 parameters, 4.23 billion multiply-adds.</summary>
    public static ResNetSettings ResNeXt50 { get; } = ResNet50 with { Groups = 32, GroupWidth = 4 };

    /// <summary>Wide ResNet-50-2 (Zagoruyko, Komodakis 2016): 68,883,240 parameters, 11.40 billion multiply-adds.</summary>
    public static ResNetSettings WideResNet50 { get; } = ResNet50 with { GroupWidth = 128 };
}

/// <summary>
/// Residual network ("Deep residual learning for image recognition", He, Zhang, Ren, Sun 2016); the bottleneck takes its stride in the 3×3
/// convolution. Names and first values are torchvision's.
/// </summary>
/// <shape>(N, H, W, 3) → (N, classes)</shape>
public sealed class ResNet : Module<Tensor, Tensor>
{
    readonly ResNetSettings settings;

    /// <summary>A network of the given sizes.</summary>
    /// <exception cref="ArgumentException">Not four stages, or groups without a bottleneck.</exception>
    public ResNet(ResNetSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Depths.Length != 4)
            throw new ArgumentException($"ResNet: there must be 4 stages, got {settings.Depths.Length}.");
        if (!settings.Bottleneck && (settings.Groups != 1 || settings.GroupWidth != 64))
            throw new ArgumentException("ResNet: only a bottleneck has groups and a width of its own.");
        this.settings = settings;
        var stages = settings.Depths.Select((depth, i) => ResNetBlock.Stage(settings, 64 << i, depth, first: i == 0)).ToArray();
        (Layer1, Layer2, Layer3, Layer4) = (stages[0], stages[1], stages[2], stages[3]);
        Fc = new Linear(settings.Bottleneck ? 2048 : 512, settings.Classes);
    }

    /// <summary>(N, H, W, 3) → (N, H / 2, W / 2, 64).</summary>
    public Conv Conv1 { get; } = Conv.Of2d(3, 64, 7, stride: 2, padding: 3, bias: false).HeFanOut();

    /// <summary>Of the first convolution.</summary>
    public BatchNorm Bn1 { get; } = new(64);

    /// <summary>64 channels, four times as many with bottlenecks; H / 4.</summary>
    public Sequential Layer1 { get; }

    /// <summary>Twice the channels; H / 8.</summary>
    public Sequential Layer2 { get; }

    /// <summary>Twice the channels; H / 16.</summary>
    public Sequential Layer3 { get; }

    /// <summary>Twice the channels; H / 32.</summary>
    public Sequential Layer4 { get; }

    /// <summary>The classifier: scores whose softmax are the probabilities.</summary>
    public Linear Fc { get; }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        var x = Bn1.Call(Conv1.Call(input)).Relu().MaxPool(3, stride: 2, padding: 1);       // (N, H / 4, W / 4, 64)
        x = Layer4.Call(Layer3.Call(Layer2.Call(Layer1.Call(x))));                          // (N, H / 32, W / 32, C)
        return Fc.Call(x.GlobalAveragePool());                                              // (N, C) → (N, classes)
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"ResNet({string.Join("-", settings.Depths)}{(settings.Bottleneck ? ", bottleneck" : "")}"
        + $"{(settings.Groups == 1 ? "" : $", groups {settings.Groups}")}, {settings.Classes} classes)";
}

/// <summary>
/// y = relu(f(x) + x), where f is two 3×3 convolutions or a bottleneck; x goes through a 1×1 convolution where the shape changes.
/// </summary>
/// <shape>(N, H, W, inputs) → (N, H / stride, W / stride, outputs)</shape>
public sealed class ResNetBlock : Module<Tensor, Tensor>
{
    const int Expansion = 4;

    ResNetBlock(ResNetSettings settings, int inputs, int planes, int stride)
    {
        var width = planes * settings.GroupWidth / 64 * settings.Groups;
        var outputs = settings.Bottleneck ? Expansion * planes : planes;
        Conv Wide(int from, int step, int groups) =>
            Conv.Of2d(from, width, 3, stride: step, padding: 1, groups: groups, bias: false).HeFanOut();

        Conv1 = settings.Bottleneck ? Pointwise(inputs, width, 1) : Wide(inputs, stride, 1);
        Conv2 = settings.Bottleneck ? Wide(width, stride, settings.Groups) : Wide(width, 1, 1);
        (Bn1, Bn2) = (new BatchNorm(width), new BatchNorm(width));
        if (settings.Bottleneck)
            (Conv3, Bn3) = (Pointwise(width, outputs, 1), new BatchNorm(outputs));
        if (stride != 1 || inputs != outputs)
            Downsample = new Sequential(Pointwise(inputs, outputs, stride), new BatchNorm(outputs));
    }

    /// <summary>3×3, or the first 1×1 of a bottleneck.</summary>
    public Conv Conv1 { get; }

    /// <summary>Of the first convolution.</summary>
    public BatchNorm Bn1 { get; }

    /// <summary>3×3.</summary>
    public Conv Conv2 { get; }

    /// <summary>Of the second convolution.</summary>
    public BatchNorm Bn2 { get; }

    /// <summary>The last 1×1 of a bottleneck.</summary>
    public Conv? Conv3 { get; }

    /// <summary>Of the third convolution.</summary>
    public BatchNorm? Bn3 { get; }

    /// <summary>What x goes through where the shape changes.</summary>
    public Sequential? Downsample { get; }

    /// <summary>Blocks one after the other; the first one halves the image, except in the first stage.</summary>
    internal static Sequential Stage(ResNetSettings settings, int planes, int depth, bool first)
    {
        var outputs = settings.Bottleneck ? Expansion * planes : planes;
        return new([.. Enumerable.Range(0, depth).Select(i => new ResNetBlock(
            settings, i > 0 ? outputs : first ? 64 : outputs / 2, planes, i == 0 && !first ? 2 : 1))]);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        var y = Bn2.Call(Conv2.Call(Bn1.Call(Conv1.Call(input)).Relu()));
        if (Conv3 is not null)
            y = Bn3!.Call(Conv3.Call(y.Relu()));
        return (y + (Downsample?.Call(input) ?? input)).Relu();
    }

    static Conv Pointwise(int inputs, int outputs, int stride) => Conv.Of2d(inputs, outputs, 1, stride: stride, bias: false).HeFanOut();

    /// <inheritdoc/>
    public override string ToString() => $"ResNetBlock({(Conv3 is null ? "basic" : "bottleneck")})";
}
