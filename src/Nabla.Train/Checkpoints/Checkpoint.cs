using System.Globalization;
using Nabla.Files;
using Nabla.Nn;
using Nabla.Train.Metrics;

namespace Nabla.Train.Checkpoints;

/// <summary>
/// The whole state of a training run in one safetensors file, so that a run that was killed goes on to the same bits: the model under its
/// own names, the optimiser's state as <c>optimizer.…</c>, and in the metadata epoch, step, sums of metrics and what callbacks keep.
/// One file, because only one file can be replaced whole or not at all.
/// </summary>
public static class Checkpoint
{
    const string OptimizerPrefix = "optimizer.";
    const string EpochKey = "epochs_done", StepInEpochKey = "step_in_epoch", StepKey = "step";
    const string LossKey = "loss", MetricPrefix = "metric.", CallbackPrefix = "callback.";

    /// <summary>Writes a checkpoint, whole or not at all.</summary>
    /// <exception cref="IOException">The disk is full or the folder is missing; an old checkpoint is whole.</exception>
    public static void Save(string path, Trainer trainer) => AtomicFile.Write(path, stream => Write(stream, trainer));

    /// <summary>Writes a checkpoint to a stream.</summary>
    public static void Write(Stream stream, Trainer trainer)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        var tensors = trainer.Model.SaveTensors().Select(t => (t.Key, t.Value))
            .Concat(trainer.Optimizer.SaveState().Select(s => (OptimizerPrefix + s.Name, s.Value)));
        Safetensors.Write(stream, tensors, Metadata(trainer));
    }

    /// <summary>
    /// Brings a trainer, made as for the run that was saved, to where the checkpoint was written; Fit then goes on from there.
    /// </summary>
    /// <exception cref="FileNotFoundException">There is no checkpoint.</exception>
    /// <exception cref="DataFormatException">
    /// The file is damaged or belongs to another model or optimiser; the model is as it was.
    /// </exception>
    public static void Restore(string path, Trainer trainer)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        using var file = SafetensorsFile.Open(path);
        var saved = new Saved(file);
        var (epochs, inEpoch, step) = ((int)saved.Number(EpochKey), (int)saved.Number(StepInEpochKey), saved.Number(StepKey));
        var loss = saved.Numbers(LossKey, 2);
        var metrics = trainer.Options.Metrics.Select((m, i) => (Metric: m, Sums: saved.Numbers(MetricPrefix + i, m.Save().Length))).ToArray();
        var callbacks = trainer.Callbacks.Select((c, i) => (Callback: c, Values: saved.Callback(i, c.Save().Select(v => v.Name)))).ToArray();
        LoadTensors(file, trainer.Model, trainer.Optimizer);
        foreach (var (metric, sums) in metrics)
            metric.Load(sums);
        foreach (var (callback, values) in callbacks)
            callback.Load(values);
        trainer.Restore(epochs, inEpoch, (long)step, new Mean(loss[0], loss[1]));
    }

    static void LoadTensors(SafetensorsFile file, Module model, Optimizer optimizer)
    {
        var tensors = file.Entries.ToLookup(e => e.Name.StartsWith(OptimizerPrefix, StringComparison.Ordinal));
        var state = tensors[true].ToDictionary(e => e.Name[OptimizerPrefix.Length..], file.ReadTensor);
        try
        {
            optimizer.LoadState(state);
            model.LoadTensors(tensors[false].ToDictionary(e => e.Name, file.ReadTensor));
        }
        catch (Exception e) when (e is ArgumentException or ShapeException)
        {
            throw new DataFormatException(
                file.Name, "the tensors", $"the model and the {optimizer.GetType().Name} that train", e.Message.TrimEnd('.'), e);
        }
    }

    static Dictionary<string, string> Metadata(Trainer trainer)
    {
        var texts = new Dictionary<string, string>
        {
            [EpochKey] = Text(trainer.EpochsDone),
            [StepInEpochKey] = Text(trainer.StepInEpoch),
            [StepKey] = Text(trainer.Step),
            [LossKey] = $"{Text(trainer.TrainingLoss.Sum)} {Text(trainer.TrainingLoss.Weight)}",
        };
        foreach (var (i, metric) in trainer.Options.Metrics.Index())
            texts[MetricPrefix + i] = string.Join(' ', metric.Save().Select(Text));
        foreach (var (i, callback) in trainer.Callbacks.Index())
            foreach (var (name, value) in callback.Save())
                texts[$"{CallbackPrefix}{i}.{name}"] = Text(value);
        return texts;
    }

    // "R" is the shortest text that reads back as the same double.
    static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The metadata of a checkpoint, every part of it checked.</summary>
    sealed class Saved(SafetensorsFile file)
    {
        public double Number(string key) => Numbers(key, 1)[0];

        public double[] Numbers(string key, int count)
        {
            var text = file.Metadata.GetValueOrDefault(key) ?? throw new DataFormatException(
                file.Name, $"metadata {key}", "the place where training stood", "nothing; the file is no checkpoint of this run");
            var values = new List<double>();
            foreach (var part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                if (double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
                    values.Add(value);
            return values.Count == count
                ? [.. values]
                : throw new DataFormatException(file.Name, $"metadata {key}", $"{count} numbers", DataFormatException.Quote(text));
        }

        public Dictionary<string, double> Callback(int index, IEnumerable<string> names) =>
            names.ToDictionary(name => name, name => Number($"{CallbackPrefix}{index}.{name}"));
    }
}
