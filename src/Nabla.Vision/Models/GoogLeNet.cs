using Nabla.Nn;

namespace Nabla.Vision.Models;

/// <summary>Sizes of a <see cref="GoogLeNet"/>.</summary>
/// <param name="Classes">Number of classes.</param>
/// <param name="Heads">Whether there are two more classifiers in the middle, which training uses.</param>
/// <param name="DropProbability">Share of the last features that are dropped in training, in [0, 1].</param>
/// <param name="HeadDropProbability">The same for the classifiers in the middle.</param>
public sealed record GoogLeNetSettings(int Classes = 1000, bool Heads = true, double DropProbability = 0.2, double HeadDropProbability = 0.7);

/// <summary>What the three classifiers of a <see cref="GoogLeNet"/> say.</summary>
/// <param name="Last">Scores of the last one: (N, classes).</param>
/// <param name="First">Scores of the first one in the middle.</param>
/// <param name="Second">Scores of the second one in the middle.</param>
public sealed record GoogLeNetScores(Tensor Last, Tensor First, Tensor Second)
{
    /// <summary>Cross-entropy of the last classifier plus 0.3 times that of the two others, as in the paper.</summary>
    /// <shape>target (N) → ()</shape>
    public Tensor Loss(Tensor target) => Last.CrossEntropy(target) + 0.3 * (First.CrossEntropy(target) + Second.CrossEntropy(target));
}

/// <summary>
/// GoogLeNet, also Inception v1 ("Going deeper with convolutions", Szegedy et al. 2015), in torchvision's form: a batch norm behind each
/// convolution, and 3×3 instead of 5×5 in the third branch of each module. Names and first values are torchvision's. 13,004,888 parameters
/// with the two classifiers in the middle, 6,624,904 without; 1.50 billion multiply-adds at 224×224 for 1000 classes.
/// </summary>
/// <shape>(N, H, W, 3) → (N, classes)</shape>
public sealed class GoogLeNet : Module<Tensor, Tensor>
{
    readonly GoogLeNetSettings settings;

    /// <summary>A network of the given sizes.</summary>
    public GoogLeNet(GoogLeNetSettings? settings = null)
    {
        this.settings = settings ?? new();
        if (this.settings.Heads)
            (Aux1, Aux2) = (new(512, this.settings), new(528, this.settings));
        Dropout = new Dropout(this.settings.DropProbability);
        Fc = Drawn(new Linear(1024, this.settings.Classes));
    }

    /// <summary>(N, H, W, 3) → (N, H / 2, W / 2, 64).</summary>
    public Sequential Conv1 { get; } = Unit(3, 64, 7, stride: 2);

    /// <summary>64 → 64.</summary>
    public Sequential Conv2 { get; } = Unit(64, 64, 1);

    /// <summary>64 → 192.</summary>
    public Sequential Conv3 { get; } = Unit(64, 192, 3);

    /// <summary>192 → 256, as all modules of group 3 at H / 8.</summary>
    public Branches Inception3a { get; } = Inception(192, 64, 96, 128, 16, 32, 32);

    /// <summary>256 → 480.</summary>
    public Branches Inception3b { get; } = Inception(256, 128, 128, 192, 32, 96, 64);

    /// <summary>480 → 512, as all modules of group 4 at H / 16.</summary>
    public Branches Inception4a { get; } = Inception(480, 192, 96, 208, 16, 48, 64);

    /// <summary>512 → 512.</summary>
    public Branches Inception4b { get; } = Inception(512, 160, 112, 224, 24, 64, 64);

    /// <summary>512 → 512.</summary>
    public Branches Inception4c { get; } = Inception(512, 128, 128, 256, 24, 64, 64);

    /// <summary>512 → 528.</summary>
    public Branches Inception4d { get; } = Inception(512, 112, 144, 288, 32, 64, 64);

    /// <summary>528 → 832.</summary>
    public Branches Inception4e { get; } = Inception(528, 256, 160, 320, 32, 128, 128);

    /// <summary>832 → 832, as all modules of group 5 at H / 32.</summary>
    public Branches Inception5a { get; } = Inception(832, 256, 160, 320, 32, 128, 128);

    /// <summary>832 → 1024.</summary>
    public Branches Inception5b { get; } = Inception(832, 384, 192, 384, 48, 128, 128);

    /// <summary>The first classifier in the middle.</summary>
    public GoogLeNetHead? Aux1 { get; }

    /// <summary>The second classifier in the middle.</summary>
    public GoogLeNetHead? Aux2 { get; }

    /// <summary>Before the last classifier.</summary>
    public Dropout Dropout { get; }

    /// <summary>The last classifier: scores whose softmax are the probabilities.</summary>
    public Linear Fc { get; }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => Last(Middle(First(input)).Second);

    /// <summary>The scores of all three classifiers, for training.</summary>
    /// <shape>(N, H, W, 3) → three times (N, classes)</shape>
    /// <exception cref="InvalidOperationException">The network was made without the classifiers in the middle.</exception>
    public GoogLeNetScores Scores(Tensor input)
    {
        if (Aux1 is null || Aux2 is null)
            throw new InvalidOperationException($"{this}: there are no classifiers in the middle; make it with Heads = true.");
        var (first, second) = Middle(First(input));
        return new(Last(second), Aux1.Call(first), Aux2.Call(second));
    }

    Tensor First(Tensor input)
    {
        var x = Conv1.Call(input).MaxPool(3, stride: 2, ceiling: true);                     // (N, H / 4, W / 4, 64)
        x = Conv3.Call(Conv2.Call(x)).MaxPool(3, stride: 2, ceiling: true);                 // (N, H / 8, W / 8, 192)
        x = Inception3b.Call(Inception3a.Call(x)).MaxPool(3, stride: 2, ceiling: true);     // (N, H / 16, W / 16, 480)
        return Inception4a.Call(x);                                                         // (N, H / 16, W / 16, 512)
    }

    (Tensor First, Tensor Second) Middle(Tensor x) =>
        (x, Inception4d.Call(Inception4c.Call(Inception4b.Call(x))));                   // (N, H / 16, W / 16, 528)

    Tensor Last(Tensor x)
    {
        x = Inception4e.Call(x).MaxPool(2, stride: 2, ceiling: true);                   // (N, H / 32, W / 32, 832)
        x = Inception5b.Call(Inception5a.Call(x));                                      // (N, H / 32, W / 32, 1024)
        return Fc.Call(Dropout.Call(x.GlobalAveragePool()));                            // (N, 1024) → (N, classes)
    }

    /// <summary>Convolution, batch norm, ReLU.</summary>
    internal static Sequential Unit(int inputs, int outputs, int kernel, int stride = 1) => new(
        ("conv", Conv.Of2d(inputs, outputs, kernel, stride, kernel / 2, bias: false).Drawn(Init.TruncatedNormal(0.01, bound: 2))),
        ("bn", new BatchNorm(outputs, epsilon: 0.001)), ("relu", new Relu()));

    /// <summary>As convolutions, with PyTorch's bias.</summary>
    internal static Linear Drawn(Linear layer)
    {
        layer.Weight.Init = Init.TruncatedNormal(0.01, bound: 2);
        return layer;
    }

    // Four ways to see the same input: 1×1; 1×1 and 3×3, twice; pooling and 1×1.
    static Branches Inception(int inputs, int one, int reduceThree, int three, int reduceFive, int five, int pool) => Branches.Concat(
        ("branch1", Unit(inputs, one, 1)),
        ("branch2", new Sequential(Unit(inputs, reduceThree, 1), Unit(reduceThree, three, 3))),
        ("branch3", new Sequential(Unit(inputs, reduceFive, 1), Unit(reduceFive, five, 3))),
        ("branch4", new Sequential(new MaxPool(3, stride: 1, padding: 1), Unit(inputs, pool, 1))));

    /// <inheritdoc/>
    public override string ToString() => $"GoogLeNet({settings.Classes} classes{(settings.Heads ? "" : ", one head")})";
}

/// <summary>A classifier in the middle, which brings gradients to the layers before it.</summary>
/// <shape>(N, H, W, inputs) → (N, classes)</shape>
public sealed class GoogLeNetHead : Module<Tensor, Tensor>
{
    const int Side = 4;

    internal GoogLeNetHead(int inputs, GoogLeNetSettings settings)
    {
        Conv = GoogLeNet.Unit(inputs, 128, 1);
        Fc1 = GoogLeNet.Drawn(new Linear(128 * Side * Side, 1024, flattenedFrom: [Side, Side, 128]));
        Fc2 = GoogLeNet.Drawn(new Linear(1024, settings.Classes));
        Dropout = new Dropout(settings.HeadDropProbability);
    }

    /// <summary>inputs → 128.</summary>
    public Sequential Conv { get; }

    /// <summary>2048 → 1024.</summary>
    public Linear Fc1 { get; }

    /// <summary>1024 → classes.</summary>
    public Linear Fc2 { get; }

    /// <summary>Before the last layer.</summary>
    public Dropout Dropout { get; }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        var x = Conv.Call(input.AdaptiveAveragePool(Side)).Flatten(1);      // (N, 4, 4, 128) → (N, 2048)
        return Fc2.Call(Dropout.Call(Fc1.Call(x).Relu()));                  // (N, classes)
    }

    /// <inheritdoc/>
    public override string ToString() => "GoogLeNetHead()";
}
