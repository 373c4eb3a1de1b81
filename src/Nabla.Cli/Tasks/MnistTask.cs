using Nabla.Train.Data;
using Nabla.Train.Data.Sets;
using Nabla.Vision.Models;

namespace Nabla.Cli.Tasks;

/// <summary>MNIST; its 60,000 training images are split into 55,000 to train and 5,000 to validate.</summary>
sealed class MnistTask : ImageTask
{
    const ulong SplitSeed = 0;

    public override string Name => "mnist";

    public override string Summary => "70,000 handwritten digits of 28×28 pixels (11 MB, downloaded once)";

    public override ImageRecipe Recipe { get; } = new(
        SmallCnnSettings.Mnist, Epochs: 5, BatchSize: 128, LearningRate: 0.01, WeightDecay: 0.01, LabelSmoothing: 0, Augmentation: null,
        InkIsLight: true);

    public override ImageSplits Load(string? data, IProgress<DownloadProgress> downloads, CancellationToken cancel)
    {
        var (train, test) = Mnist.Load(new DataFolder(data), downloads, cancel);
        var parts = train.Split(SplitSeed, 55 / 60.0, 5 / 60.0);
        return new ImageSplits(parts[0], parts[1], test);
    }
}
