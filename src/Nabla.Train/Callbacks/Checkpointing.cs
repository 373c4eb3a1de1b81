using Nabla.Nn;
using Nabla.Train.Checkpoints;
using Nabla.Train.RunLogs;

namespace Nabla.Train.Callbacks;

/// <summary>
/// Saves into a folder, each file whole or not at all: after every epoch and when interrupted <c>checkpoint.safetensors</c>, from which
/// training goes on to the same bits, and <c>model.safetensors</c>, the model of the epoch with the lowest validation loss
/// (the last one's, without validation data).
/// </summary>
/// <param name="folder">Where to; created if missing.</param>
/// <param name="log">Is told of each checkpoint.</param>
public sealed class Checkpointing(string folder, RunLog? log = null) : Callback
{
    /// <summary>The best model's parameters.</summary>
    public const string ModelFile = "model.safetensors";

    /// <summary>All that is needed to go on.</summary>
    public const string CheckpointFile = "checkpoint.safetensors";

    double best = double.PositiveInfinity;

    /// <inheritdoc/>
    public override int Order => 90;

    /// <summary>The lowest validation loss so far.</summary>
    public double Best => best;

    /// <inheritdoc/>
    public override void OnStart(Trainer trainer) => Directory.CreateDirectory(folder);

    /// <inheritdoc/>
    public override void OnEpochEnd(Trainer trainer)
    {
        var loss = trainer.Validation?["loss"];
        if (loss is null || loss < best || !File.Exists(Path.Combine(folder, ModelFile)))
        {
            best = loss ?? best;
            trainer.Model.Save(Path.Combine(folder, ModelFile));
        }

        Save(trainer);
    }

    /// <inheritdoc/>
    public override void OnEnd(Trainer trainer)
    {
        if (!trainer.Interrupted)
            return;
        if (!File.Exists(Path.Combine(folder, ModelFile)))
            trainer.Model.Save(Path.Combine(folder, ModelFile));
        Save(trainer);
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, double Value)> Save() => [("best", best)];

    /// <inheritdoc/>
    public override void Load(IReadOnlyDictionary<string, double> saved) => best = saved["best"];

    void Save(Trainer trainer)
    {
        Checkpoint.Save(Path.Combine(folder, CheckpointFile), trainer);
        log?.Write(new CheckpointSaved(trainer.EpochsDone, trainer.Step, CheckpointFile));
    }

    /// <inheritdoc/>
    public override string ToString() => $"Checkpointing({folder})";
}
