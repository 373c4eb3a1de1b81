using Nabla.Nn;

namespace Nabla.Vision.Models;

/// <summary>Sizes of an <see cref="AlexNet"/>.</summary>
/// <param name="Classes">Number of classes.</param>
/// <param name="Hidden">Outputs of the two hidden linear layers.</param>
/// <param name="DropProbability">Share of the features that are dropped before each hidden linear layer, in [0, 1].</param>
public sealed record AlexNetSettings(int Classes = 1000, int Hidden = 4096, double DropProbability = 0.5);

/// <summary>
/// AlexNet in its later form for one device ("One weird trick for parallelizing convolutional neural networks", Krizhevsky 2014, after
/// Krizhevsky, Sutskever, Hinton 2012). Names and first values are torchvision's. 61,100,840 parameters and 0.71 billion multiply-adds at
/// 224×224 for 1000 classes; images must have 63 pixels each way at least.
/// </summary>
/// <shape>(N, H, W, 3) → (N, classes)</shape>
public sealed class AlexNet : Module<Tensor, Tensor>
{
    const int Side = 6;

    readonly AlexNetSettings settings;

    /// <summary>A network of the given sizes.</summary>
    public AlexNet(AlexNetSettings? settings = null)
    {
        var (classes, hidden, drop) = this.settings = settings ?? new();
        Classifier = new(
            new Dropout(drop), new Linear(256 * Side * Side, hidden, flattenedFrom: [Side, Side, 256]), new Relu(),
            new Dropout(drop), new Linear(hidden, hidden), new Relu(),
            new Linear(hidden, classes));
    }

    /// <summary>(N, H, W, 3) → (N, h, w, 256): 13 × 13 at 224 before the last pooling, 6 × 6 behind it.</summary>
    public Sequential Features { get; } = new(
        Conv.Of2d(3, 64, 11, stride: 4, padding: 2), new Relu(), new MaxPool(3, stride: 2),
        Conv.Of2d(64, 192, 5, padding: 2), new Relu(), new MaxPool(3, stride: 2),
        Conv.Of2d(192, 384, 3, padding: 1), new Relu(),
        Conv.Of2d(384, 256, 3, padding: 1), new Relu(),
        Conv.Of2d(256, 256, 3, padding: 1), new Relu(), new MaxPool(3, stride: 2));

    /// <summary>(N, 9216) → (N, classes).</summary>
    public Sequential Classifier { get; }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        var x = Features.Call(input).AdaptiveAveragePool(Side);     // (N, 6, 6, 256)
        return Classifier.Call(x.Flatten(1));                       // (N, classes)
    }

    /// <inheritdoc/>
    public override string ToString() => $"AlexNet({settings.Classes} classes)";
}
