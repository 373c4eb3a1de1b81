using Nabla.Train.Schedules;

namespace Nabla.Train.Callbacks;

/// <summary>Sets the optimiser's learning rate before each step.</summary>
public sealed class LearningRateSchedule(Schedule schedule) : Callback
{
    /// <inheritdoc/>
    public override void OnStart(Trainer trainer) => trainer.Optimizer.LearningRate = schedule.At(trainer.Step);

    /// <inheritdoc/>
    public override void OnStep(Trainer trainer) => trainer.Optimizer.LearningRate = schedule.At(trainer.Step);

    /// <inheritdoc/>
    public override string ToString() => schedule.ToString();
}
