using System.Diagnostics;
using Nabla.Train.RunLogs;

namespace Nabla.Train.Callbacks;

/// <summary>Tells a run log of steps (about ten a second) and epochs, and why steps run eagerly if they do.</summary>
public sealed class ProgressLog(RunLog log) : Callback
{
    static readonly long BetweenSteps = Stopwatch.Frequency / 10;

    long epochStarted;
    long lastTold;
    long samples;
    double rate;
    string? toldReason;

    /// <inheritdoc/>
    public override int Order => 50;

    /// <inheritdoc/>
    public override void OnEpochStart(Trainer trainer)
    {
        epochStarted = lastTold = Stopwatch.GetTimestamp();
        samples = 0;
        rate = trainer.Optimizer.LearningRate;
    }

    /// <inheritdoc/>
    public override void OnGradients(Trainer trainer, Gradients gradients) => rate = trainer.Optimizer.LearningRate;

    /// <inheritdoc/>
    public override void OnStep(Trainer trainer)
    {
        samples += trainer.Batch!.Count;
        if (trainer.EagerReason is { } reason && reason != toldReason)
            log.Write(new Note($"Steps run eagerly, not captured. {toldReason = reason}"));
        var now = Stopwatch.GetTimestamp();
        if (now - lastTold < BetweenSteps && trainer.StepInEpoch < trainer.StepsPerEpoch && trainer.Step > 1)
            return;
        var speed = samples / Stopwatch.GetElapsedTime(lastTold, now).TotalSeconds;
        (lastTold, samples) = (now, 0);
        var metrics = trainer.Figures().Where(f => f.Key != FigureText.Loss).ToDictionary();
        log.Write(new StepDone(trainer.Epoch, trainer.Step, trainer.Loss, rate, speed, metrics));
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(Trainer trainer)
    {
        if (toldReason is null && trainer.EagerEvaluationReason is { } reason)
            log.Write(new Note($"Validation runs eagerly, not captured. {toldReason = reason}"));
        log.Write(new EpochDone(trainer.Epoch, Stopwatch.GetElapsedTime(epochStarted).TotalSeconds, trainer.Training, trainer.Validation));
    }
}
