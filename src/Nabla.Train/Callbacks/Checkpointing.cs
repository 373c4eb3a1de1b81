using Nabla.Nn;
using Nabla.Train.Checkpoints;
using Nabla.Train.RunLogs;

namespace Nabla.Train.Callbacks;

/// <summary>
/// Saves into a folder, each file whole or not at all, after every epoch and when interrupted: <c>checkpoint.safetensors</c>, from which
/// training goes on to the same bits, and <c>model.safetensors</c>, the model to be used.
/// </summary>
public sealed class Checkpointing : Callback
{
    /// <summary>The parameters of the model to be used.</summary>
    public const string ModelFile = "model.safetensors";

    /// <summary>All that is needed to go on.</summary>
    public const string CheckpointFile = "checkpoint.safetensors";

    readonly string folder;
    readonly RunLog? log;
    readonly bool ofBest;
    double best = double.PositiveInfinity;

    Checkpointing(string folder, RunLog? log, bool ofBest) => (this.folder, this.log, this.ofBest) = (folder, log, ofBest);

    /// <summary>Keeps the model of the epoch with the lowest validation loss.</summary>
    /// <param name="folder">Where to; created if missing.</param>
    /// <param name="log">Is told of each checkpoint.</param>
    public static Checkpointing OfBest(string folder, RunLog? log = null) => new(folder, log, ofBest: true);

    /// <summary>
    /// Keeps the model of the last epoch: the right one where the learning rate falls to nothing, as choosing an epoch by a small
    /// validation split adds its noise.
    /// </summary>
    /// <param name="folder">Where to; created if missing.</param>
    /// <param name="log">Is told of each checkpoint.</param>
    public static Checkpointing OfLast(string folder, RunLog? log = null) => new(folder, log, ofBest: false);

    /// <inheritdoc/>
    public override int Order => 90;

    /// <inheritdoc/>
    public override void OnStart(Trainer trainer) => Directory.CreateDirectory(folder);

    /// <inheritdoc/>
    public override void OnEpochEnd(Trainer trainer)
    {
        var loss = (trainer.Validation ?? trainer.Training)["loss"];
        if (!ofBest || loss < best)
            trainer.Model.Save(Path.Combine(folder, ModelFile));
        best = Math.Min(best, loss);
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
    public override string ToString() => $"Checkpointing(the {(ofBest ? "best" : "last")} model in {folder})";
}
