namespace Nabla.Train.Callbacks;

/// <summary>Ends training when the validation loss has not fallen for some epochs.</summary>
/// <param name="patience">Epochs without progress after which training ends, at least 1.</param>
/// <param name="progress">The least fall that counts.</param>
public sealed class EarlyStopping(int patience = 5, double progress = 0) : Callback
{
    double best = double.PositiveInfinity;
    int waited;

    /// <inheritdoc/>
    public override void OnEpochEnd(Trainer trainer)
    {
        var loss = (trainer.Validation ?? throw new TrainingException("EarlyStopping needs validation data: give Fit a second loader."))["loss"];
        if (loss < best - progress)
            (best, waited) = (loss, 0);
        else if (++waited >= patience)
            trainer.Finish($"the validation loss has not fallen for {patience} epochs");
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, double Value)> Save() => [("best", best), ("waited", waited)];

    /// <inheritdoc/>
    public override void Load(IReadOnlyDictionary<string, double> saved) => (best, waited) = (saved["best"], (int)saved["waited"]);

    /// <inheritdoc/>
    public override string ToString() => $"EarlyStopping(patience {patience})";
}
