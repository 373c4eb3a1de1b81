using System.Text;
using System.Text.Json;
using Nabla.Cli.Tasks;
using Nabla.Files;
using Nabla.Kernels;
using Nabla.Nn;
using Nabla.Train.Data;
using Nabla.Train.Data.Formats;
using Nabla.Train.Data.Sets;
using Nabla.Train.RunLogs;
using Nabla.Vision.Models;

namespace Nabla.Cli.Tests;

/// <summary>The real task, two epochs of it.</summary>
public sealed class ImageTaskTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("nabla-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void ARunCanBeEvaluatedAndUsed()
    {
        var run = Train("run");
        Assert.Equal(
            ["checkpoint.safetensors", "model.safetensors", "run.jsonl", "settings.json"],
            Directory.GetFiles(run).Select(Path.GetFileName).Order());
        var trained = RunLogReader.Read(run).OfType<Evaluated>().Single();

        var again = new Listener();
        using (var log = new RunLog())
        {
            log.Add(again);
            new DigitsTask().Evaluate(new EvalOrder(run, null, log, new Progress<DownloadProgress>()));
        }

        var seen = again.Events.OfType<Evaluated>().Single();
        Assert.Equal(trained.Figures, seen.Figures);
        Assert.Equal(trained.Confusion, seen.Confusion);

        var digits = Digits.Load();
        var picture = Path.Combine(folder, "zero.png");
        Png.Save(picture, digits.ToImage(0).Resize(40, 40).Invert());
        var prediction = new DigitsTask().Predict(new PredictOrder(run, [picture])).Single();
        Assert.Equal($"{digits.Labels[0]}", prediction.Class);
        Assert.Equal(1, prediction.Probabilities.Values.Sum(), 1e-5);
        Assert.Equal("40×40, 8-bit grey converted to 8×8, 8-bit grey; inverted, as its border is light", prediction.Note);
    }

    [Fact]
    public void TheSameSeedGivesTheSameFileForAnyNumberOfThreads()
    {
        var before = Workers.Threads;
        try
        {
            Workers.Threads = 1;
            var one = Train("one");
            Workers.Threads = 2;
            var two = Train("two");
            Assert.Equal(Model(one), Model(two));
            Assert.NotEqual(Model(one), Model(Train("other", seed: 2)));
        }
        finally
        {
            Workers.Threads = before;
        }
    }

    [Fact]
    public void AnInterruptedRunGoesOnToTheSameFile()
    {
        var whole = Train("whole");
        using var stop = new CancellationTokenSource();
        var part = Train("part", stop: stop);
        Assert.Equal(21, RunLogReader.Read(part).OfType<CheckpointSaved>().Last().Step);       // 20 steps an epoch
        Assert.Empty(RunLogReader.Read(part).OfType<Evaluated>());
        Train("part", resume: true);
        Assert.Equal(Model(whole), Model(part));
    }

    [Theory]
    [InlineData("\"task\": \"digits\"", "\"task\": \"mnist\"", "is of the task mnist; it cannot go on with digits")]
    [InlineData("__metadata__", "__metadatA__", "checkpoint.safetensors")]
    public void ARunThatCannotGoOnStaysAsItWas(string old, string damaged, string message)
    {
        using var stop = new CancellationTokenSource();
        var run = Train("run", stop: stop);
        foreach (var file in new[] { "settings.json", "checkpoint.safetensors" })
        {
            var text = Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(run, file)));
            File.WriteAllBytes(Path.Combine(run, file), Encoding.Latin1.GetBytes(text.Replace(old, damaged, StringComparison.Ordinal)));
        }

        var before = Directory.GetFiles(run).ToDictionary(f => f, File.ReadAllBytes);
        var error = Assert.ThrowsAny<Exception>(() => Train("run", resume: true, epochs: 3));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(run).ToDictionary(f => f, File.ReadAllBytes));
    }

    [Fact]
    public void SettingsThatAreDamagedAreNamed()
    {
        var run = Path.Combine(folder, "damaged");
        Directory.CreateDirectory(run);
        foreach (var text in new[] { "", "{", "null", "[]", """{"task":"digits"}""", """{"task":7}""" })
        {
            File.WriteAllText(Path.Combine(run, "settings.json"), text);
            var error = Assert.Throws<InvalidDataException>(() => new DigitsTask().Predict(new PredictOrder(run, [])));
            Assert.Contains("settings.json is damaged", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void WeightsThatAreNotFiniteAreNamed()
    {
        var run = Train("spoilt");
        var file = Path.Combine(run, "model.safetensors");
        var model = new SmallCnn(new DigitsTask().Recipe.Model);
        model.Load(file);
        var tensors = model.SaveTensors().ToDictionary(t => t.Key, t => t.Value);
        var (name, spoilt) = tensors.First(t => t.Value.DType.IsFloating());
        var values = spoilt.ToArray<float>();
        values[3] = float.NaN;
        tensors[name] = Tensor.From<float>(values, spoilt.Shape);
        model.LoadTensors(tensors);
        model.Save(file);
        var error = Assert.Throws<DataFormatException>(() => new DigitsTask().Predict(new PredictOrder(run, [])));
        Assert.Equal($"{file}, tensor '{name}': expected finite numbers, got NaN as number 3.", error.Message);
    }

    static byte[] Model(string run) => File.ReadAllBytes(Path.Combine(run, "model.safetensors"));

    string Train(string name, ulong seed = 1, CancellationTokenSource? stop = null, bool resume = false, int? epochs = null)
    {
        var run = Path.Combine(folder, name);
        using var log = RunLog.InFolder(run, new Stopper(stop));
        new DigitsTask().Train(new TrainOrder(
            run, name, resume ? null : seed, resume ? epochs : 2, null, resume, log, new Progress<DownloadProgress>(), stop?.Token ?? CancellationToken.None));
        return run;
    }

    sealed class Listener : IRunListener
    {
        public List<RunEvent> Events { get; } = [];

        public void Receive(RunEvent e) => Events.Add(e);
    }

    /// <summary>Asks to stop when the first epoch is told, so that the step after it is the last.</summary>
    sealed class Stopper(CancellationTokenSource? stop) : IRunListener
    {
        public void Receive(RunEvent e)
        {
            if (e is EpochDone)
                stop?.Cancel();
        }
    }
}
