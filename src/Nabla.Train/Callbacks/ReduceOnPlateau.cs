namespace Nabla.Train.Callbacks;

/// <summary>
/// Multiplies the learning rate with a factor when a figure of the validation has made no progress for some epochs, as PyTorch's
/// ReduceLROnPlateau with a relative threshold.
/// </summary>
/// <param name="metric">Which figure, such as <c>loss</c>.</param>
/// <param name="factor">What the learning rate is multiplied with, in (0, 1).</param>
/// <param name="patience">Epochs without progress that are borne, at least 0.</param>
/// <param name="threshold">The least share of the best figure that counts as progress.</param>
/// <param name="cooldown">Epochs after a reduction that do not count, at least 0.</param>
/// <param name="lowest">The learning rate falls no further.</param>
/// <param name="rising">Whether the figure gets better as it rises.</param>
public sealed class ReduceOnPlateau(
    string metric = "loss", double factor = 0.1, int patience = 10, double threshold = 1e-4, int cooldown = 0, double lowest = 0,
    bool rising = false) : Callback
{
    // As PyTorch has it: smaller changes of the rate are not made.
    const double LeastChange = 1e-8;

    double best = rising ? double.NegativeInfinity : double.PositiveInfinity;
    int waited, resting;

    /// <inheritdoc/>
    public override void OnEpochEnd(Trainer trainer)
    {
        var figures = trainer.Validation ?? throw new TrainingException("ReduceOnPlateau needs validation data: give Fit a second loader.");
        if (!figures.TryGetValue(metric, out var figure))
            throw new TrainingException($"ReduceOnPlateau: there is no figure {metric}, only {string.Join(", ", figures.Keys)}.");
        trainer.Optimizer.LearningRate = After(figure, trainer.Optimizer.LearningRate);
    }

    /// <summary>The learning rate after an epoch with this figure.</summary>
    public double After(double figure, double rate)
    {
        if (rising ? figure > best * (1 + threshold) : figure < best * (1 - threshold))
            (best, waited) = (figure, 0);
        else
            waited++;
        if (resting > 0)
            (resting, waited) = (resting - 1, 0);
        if (waited <= patience)
            return rate;
        (resting, waited) = (cooldown, 0);
        var reduced = Math.Max(rate * factor, lowest);
        return rate - reduced > LeastChange ? reduced : rate;
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, double Value)> Save() => [("best", best), ("waited", waited), ("resting", resting)];

    /// <inheritdoc/>
    public override void Load(IReadOnlyDictionary<string, double> saved) =>
        (best, waited, resting) = (saved["best"], (int)saved["waited"], (int)saved["resting"]);

    /// <inheritdoc/>
    public override string ToString() => $"ReduceOnPlateau({metric}, factor {factor}, patience {patience})";
}
