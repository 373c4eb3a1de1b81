using Nabla.Train.Data;
using Nabla.Train.Data.Sets;
using Nabla.Vision.Models;

namespace Nabla.Cli.Tasks;

/// <summary>The UCI optical digits, which come with Nabla.</summary>
sealed class DigitsTask : ImageTask
{
    const ulong SplitSeed = 0;

    public override string Name => "digits";

    public override string Summary => "1,797 handwritten digits of 8×8 pixels that come with Nabla";

    public override ImageRecipe Recipe { get; } = new(
        SmallCnnSettings.Digits, Epochs: 40, BatchSize: 64, LearningRate: 0.005, WeightDecay: 0.1, LabelSmoothing: 0.1,
        new RandomAffine(shift: 0.7, turn: 10, scale: 0.1), InkIsLight: true);

    public override ImageSplits Load(string? data, IProgress<DownloadProgress> downloads, CancellationToken cancel)
    {
        var parts = Digits.Load().Split(SplitSeed, 0.7, 0.15, 0.15);
        return new ImageSplits(parts[0], parts[1], parts[2]);
    }
}
