using Nabla.Nn;

namespace Nabla.Vision.Models;

/// <summary>Sizes of a <see cref="SmallCnn"/>.</summary>
/// <param name="Height">Rows of an image.</param>
/// <param name="Width">Columns of an image.</param>
/// <param name="Channels">Numbers of a pixel.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="Widths">Channels after each block; a block halves height and width.</param>
/// <param name="Depth">Convolutions of a block, at least 1.</param>
/// <param name="DropProbability">Share of the last features that are dropped in training, in [0, 1).</param>
public sealed record SmallCnnSettings(int Height, int Width, int Channels, int Classes, int[] Widths, int Depth, double DropProbability)
{
    /// <summary>For the 8×8 digits: 67,754 parameters.</summary>
    public static SmallCnnSettings Digits { get; } = new(8, 8, 1, 10, [32, 64], Depth: 2, 0.3);

    /// <summary>For the 28×28 images of MNIST and Fashion-MNIST: 104,426 parameters.</summary>
    public static SmallCnnSettings Mnist { get; } = new(28, 28, 1, 10, [32, 64, 128], Depth: 1, 0.2);
}

/// <summary>
/// A small convolutional network in the line of LeNet-5 (LeCun, Bottou, Bengio, Haffner 1998), with what has proved itself since: 3×3
/// kernels, batch norm, ReLU, dropout before the classifier.
/// </summary>
/// <shape>(N, height, width, channels) → (N, classes)</shape>
public sealed class SmallCnn : Module<Tensor, Tensor>
{
    readonly SmallCnnSettings settings;

    /// <summary>A network of the given sizes.</summary>
    /// <exception cref="ShapeException">The image is too small for so many blocks.</exception>
    public SmallCnn(SmallCnnSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        this.settings = settings;
        var (height, width) = (settings.Height >> settings.Widths.Length, settings.Width >> settings.Widths.Length);
        if (height < 1 || width < 1)
            throw new ShapeException(
                $"SmallCnn: {settings.Widths.Length} blocks halve {settings.Height}×{settings.Width} pixels to nothing.");
        Blocks = [.. settings.Widths.Index().Select(
            w => new ConvBlock(w.Index == 0 ? settings.Channels : settings.Widths[w.Index - 1], w.Item, settings.Depth))];
        Dropout = new Dropout(settings.DropProbability);
        Head = new Linear(height * width * settings.Widths[^1], settings.Classes);
    }

    /// <summary>The blocks, each half as high and wide as the one before.</summary>
    public IReadOnlyList<ConvBlock> Blocks { get; }

    /// <summary>Before the classifier.</summary>
    public Dropout Dropout { get; }

    /// <summary>The classifier: scores whose softmax are the probabilities.</summary>
    public Linear Head { get; }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        var x = input;
        foreach (var block in Blocks)
            x = block.Call(x);                              // (N, h / 2, w / 2, width)
        return Head.Call(Dropout.Call(x.Flatten(1)));       // (N, classes)
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"SmallCnn({settings.Height}×{settings.Width}×{settings.Channels} → {settings.Classes}, widths {string.Join(", ", settings.Widths)})";
}

/// <summary>Convolutions 3×3, each with batch norm and ReLU, then the largest of each 2×2.</summary>
/// <shape>(N, H, W, inputs) → (N, H / 2, W / 2, outputs)</shape>
public sealed class ConvBlock(int inputs, int outputs, int depth) : Module<Tensor, Tensor>
{
    /// <summary>Without bias: the norm takes the mean away.</summary>
    public IReadOnlyList<Conv> Convs { get; } =
        [.. Enumerable.Range(0, depth).Select(i => Conv.Of2d(i == 0 ? inputs : outputs, outputs, kernel: 3, padding: 1, bias: false))];

    /// <summary>One after each convolution, over batch and pixels.</summary>
    public IReadOnlyList<BatchNorm> Norms { get; } = [.. Enumerable.Range(0, depth).Select(_ => new BatchNorm(outputs))];

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        var x = input;
        for (var i = 0; i < depth - 1; i++)
            x = Norms[i].Call(Convs[i].Call(x)).Relu();                     // (N, H, W, outputs)
        return Norms[^1].Call(Convs[^1].Call(x)).MaxPool(2).Relu();         // ReLU and maximum commute; so it works on a quarter
    }

    /// <inheritdoc/>
    public override string ToString() => $"ConvBlock({inputs} → {outputs}, {depth} deep)";
}
