using Nabla.Nn;

namespace Nabla.Vision.Models;

/// <summary>Sizes of a <see cref="LeNet5"/>.</summary>
/// <param name="Classes">Number of classes.</param>
/// <param name="Channels">Numbers of a pixel.</param>
public sealed record LeNet5Settings(int Classes = 10, int Channels = 1);

/// <summary>
/// LeNet-5 ("Gradient-based learning applied to document recognition", LeCun, Bottou, Bengio, Haffner 1998) for 32×32 pixels, in the form
/// that is usual today: every map of the second convolution sees all maps before it, pooling has nothing to learn, tanh is not scaled, and
/// a linear layer takes the place of the radial basis functions. 61,706 parameters for 10 classes.
/// </summary>
/// <shape>(N, 32, 32, channels) → (N, classes)</shape>
public sealed class LeNet5 : Module<Tensor, Tensor>
{
    readonly LeNet5Settings settings;

    /// <summary>A network of the given sizes.</summary>
    public LeNet5(LeNet5Settings? settings = null)
    {
        this.settings = settings ?? new();
        C1 = Conv.Of2d(this.settings.Channels, 6, 5);
        Output = new Linear(84, this.settings.Classes);
    }

    /// <summary>6 maps of 28×28.</summary>
    public Conv C1 { get; }

    /// <summary>16 maps of 10×10.</summary>
    public Conv C3 { get; } = Conv.Of2d(6, 16, 5);

    /// <summary>120 maps of 1×1.</summary>
    public Conv C5 { get; } = Conv.Of2d(16, 120, 5);

    /// <summary>120 → 84.</summary>
    public Linear F6 { get; } = new(120, 84);

    /// <summary>The classifier: scores whose softmax are the probabilities.</summary>
    public Linear Output { get; }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        if (input.Rank != 4 || input.Shape[1] != 32 || input.Shape[2] != 32)
            throw new ShapeException($"{this}: the input must be (N, 32, 32, {settings.Channels}), got {input.Shape}.");
        var x = C1.Call(input).Tanh().AveragePool(2);       // (N, 14, 14, 6)
        x = C3.Call(x).Tanh().AveragePool(2);               // (N, 5, 5, 16)
        x = C5.Call(x).Tanh().Flatten(1);                   // (N, 120)
        return Output.Call(F6.Call(x).Tanh());              // (N, classes)
    }

    /// <inheritdoc/>
    public override string ToString() => $"LeNet5(32×32×{settings.Channels} → {settings.Classes})";
}
