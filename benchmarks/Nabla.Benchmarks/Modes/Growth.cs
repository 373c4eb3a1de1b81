using System.Diagnostics;
using Nabla.Benchmarks.Jobs;
using Nabla.Nn;
using Nabla.Train;
using Nabla.Train.Callbacks;
using Nabla.Train.Data;

namespace Nabla.Benchmarks.Modes;

/// <summary>How time grows with the work, beside how it should: flat a sample in the size of the data set, linear in batch, width² and depth.</summary>
static class Growth
{
    const int Features = 64, Classes = 10, Batch = 64;
    const int SamplesInAll = 400_000;

    public static void Print(double seconds)
    {
        var table = new MarkdownTable("what grows                  ", "       to", "         ms", "measured", "theory");
        Series(table, "data set, ms a 1,000 samples", [4_096, 16_384, 65_536, 262_144], _ => 1, Epoch);
        Series(table, "batch, ms a step", [64, 128, 256, 512, 1024], n => n, n => Step(n, width: 512, depth: 4, seconds));
        Series(table, "width, ms a step", [256, 512, 1024, 2048], n => (double)n * n, n => Step(256, width: n, depth: 4, seconds));
        Series(table, "depth, ms a step", [2, 4, 8, 16, 32], n => n, n => Step(256, width: 512, depth: n, seconds));
    }

    // Each row beside the one before it: how much longer it took, and how much more there was to do.
    static void Series(MarkdownTable table, string what, int[] values, Func<int, double> work, Func<int, double> measure)
    {
        double before = 0;
        foreach (var (i, value) in values.Index())
        {
            var time = measure(value);
            table.Row(i == 0 ? what : "", $"{value:N0}", $"{time:F3}", i == 0 ? "" : $"× {time / before:F2}",
                i == 0 ? "" : $"× {work(value) / work(values[i - 1]):F2}");
            before = time;
        }
    }

    /// <summary>A step of <paramref name="depth"/> square layers; what stands before and after them is small.</summary>
    static double Step(int batch, int width, int depth, double seconds)
    {
        var job = TrainingJob.OfClassifier(
            () => Network(width, depth), m => new Sgd(m, 0.01), TrainingWorkloads.Normal([batch, Features]), TrainingWorkloads.Classes(Classes, [batch]));
        return Timing.Measure(job, seconds).Milliseconds;
    }

    /// <summary>Milliseconds for 1,000 samples of an epoch through loader and trainer: the median over at least three epochs.</summary>
    static double Epoch(int count)
    {
        var loader = DataLoader.Shuffled(
            new TensorDataset(TrainingWorkloads.Normal([count, Features]), TrainingWorkloads.Classes(Classes, [count])), Batch, seed: 0);
        var model = Network(width: 256, depth: 2);
        var clock = new EpochClock();
        var options = new TrainerOptions { Epochs = Math.Max(3, SamplesInAll / count), Callbacks = [clock] };      // small sets are warm as well
        new Trainer(model, new Sgd(model, 0.01), (output, target) => output.CrossEntropy(target), options).Fit(loader);
        return clock.Median * 1e3 / (count / 1e3);
    }

    static Sequential Network(int width, int depth) => new(
    [
        new Linear(Features, width), new Relu(),
        .. Enumerable.Range(0, depth).SelectMany(_ => new Module<Tensor, Tensor>[] { new Linear(width, width), new Relu() }),
        new Linear(width, Classes),
    ]);

    sealed class EpochClock : Callback
    {
        readonly List<double> seconds = [];
        long start;

        public double Median => seconds.Order().ElementAt(seconds.Count / 2);

        public override void OnEpochStart(Trainer trainer) => start = Stopwatch.GetTimestamp();

        public override void OnEpochEnd(Trainer trainer) => seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
    }
}
