using Nabla.Kernels;
using Nabla.Nn;
using Nabla.Train;
using Nabla.Train.Callbacks;
using Nabla.Train.Data;
using Nabla.Train.Data.Sets;
using Nabla.Train.Metrics;
using Nabla.Train.Schedules;
using Nabla.Vision.Classification;
using Nabla.Vision.Models;

namespace Nabla.Vision.Tests.Models;

public class SmallCnnTests
{
    // By hand: 1·9·32 + 32·9·32 + 32·9·64 + 64·9·64, norms 2·(32 + 32 + 64 + 64), head 2·2·64·10 + 10; and
    // 1·9·32 + 32·9·64 + 64·9·128, norms 2·(32 + 64 + 128), head 3·3·128·10 + 10.
    [Theory]
    [InlineData("digits", 67_754)]
    [InlineData("mnist", 104_426)]
    public void ParametersAreAsManyAsDocumented(string name, long expected)
    {
        var model = new SmallCnn(name == "digits" ? SmallCnnSettings.Digits : SmallCnnSettings.Mnist);
        Assert.Equal(expected, model.ParameterCount);
    }

    [Fact]
    public void NamesInFilesAreThePaths()
    {
        var names = new SmallCnn(SmallCnnSettings.Digits).SaveTensors().Keys;
        Assert.Contains("blocks.0.convs.1.weight", names);
        Assert.Contains("blocks.1.norms.0.running_var", names);
        Assert.Contains("head.bias", names);
    }

    [Fact]
    public void AnImageThatIsTooSmallIsAnError() => Assert.Equal(
        "SmallCnn: 3 blocks halve 4×28 pixels to nothing.",
        Assert.Throws<ShapeException>(() => new SmallCnn(SmallCnnSettings.Mnist with { Height = 4 })).Message);

    [Fact]
    public void FourEpochsOfDigitsPassNinetyPercentWithTheSameBitsForAnyNumberOfThreads()
    {
        var one = TrainDigits(threads: 1);
        Assert.InRange(one.Accuracy, 0.9, 1);
        var two = TrainDigits(threads: 2);
        Assert.Equal(one.Accuracy, two.Accuracy);
        Assert.Equal(one.Weights, two.Weights);
    }

    [Fact]
    public void TheTestNamesTheSurestMistakes()
    {
        var images = Digits.Load().Take([.. Enumerable.Range(0, 100)]);
        var model = new SmallCnn(SmallCnnSettings.Digits);
        model.Initialize(1);
        var trainer = new Trainer(model, new Sgd(model, 0.1), (y, t) => y.CrossEntropy(t));
        var seen = ClassifierTest.Run(trainer, "test", images, DataLoader.InOrder(new ImageDataset(images), 30));

        var (x, labels) = images.Batch([.. Enumerable.Range(0, 100)]);
        var probabilities = model.Predict(x).Softmax().ToArray<float>();
        var guesses = Enumerable.Range(0, 100).Select(i => probabilities.AsSpan(10 * i, 10).ToArray()).Select(p => Array.IndexOf(p, p.Max())).ToArray();
        Assert.Equal(guesses.Zip(labels.ToArray<long>()).Count(g => g.First == g.Second) / 100.0, seen.Figures["accuracy"]);
        Assert.Equal(100, seen.Confusion.Sum(row => row.Sum()));
        Assert.Equal(24, seen.Mistakes.Count);
        Assert.Equal(seen.Mistakes.OrderByDescending(m => m.Probability).Select(m => m.Index), seen.Mistakes.Select(m => m.Index));
        Assert.All(seen.Mistakes, m => Assert.Equal($"{guesses[m.Index]}", m.Predicted));
        Assert.All(seen.Mistakes, m => Assert.Equal($"{images.Labels[m.Index]}", m.True));
    }

    static (double Accuracy, float[][] Weights) TrainDigits(int threads)
    {
        var before = Workers.Threads;
        Workers.Threads = threads;
        try
        {
            var parts = Digits.Load().Split(seed: 0, 0.7, 0.3);
            var train = DataLoader.Shuffled(new ImageDataset(parts[0], 0.3, 0.4), 64, seed: 1, new RandomAffine(shift: 0.5));
            var model = new SmallCnn(SmallCnnSettings.Digits with { Widths = [8, 16] });
            model.Initialize(1);
            var trainer = new Trainer(model, new AdamW(model), (y, t) => y.CrossEntropy(t), new()
            {
                Epochs = 4,
                Metrics = [new Accuracy()],
                Callbacks = [new LearningRateSchedule(new OneCycle(0.01, 4 * train.StepsPerEpoch))],
            });
            trainer.Fit(train, DataLoader.InOrder(new ImageDataset(parts[1], 0.3, 0.4), 256));
            return (trainer.Validation!["accuracy"], [.. model.Parameters().Select(p => p.Parameter.Value.ToArray<float>())]);
        }
        finally
        {
            Workers.Threads = before;
        }
    }
}
