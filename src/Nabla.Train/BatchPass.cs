using Nabla.Nn;
using Nabla.Train.Data;

namespace Nabla.Train;

/// <summary>
/// Loss, output and gradients of a batch: captured once for each shape and replayed, or computed eagerly where that is not possible. The
/// bits are the same either way.
/// </summary>
/// <remarks>
/// A replay runs no code of the user's, so it must be known that this code would do the same again. Modes of layers and observers are
/// looked at before each step, frozen and converted parameters are noticed by the recording, a tensor from elsewhere forbids capture; for
/// all else, such as a number that follows the epoch, the first replay and then each 64th is compared with an eager forward pass.
/// </remarks>
sealed class TrainingStep
{
    const int BetweenChecks = 64, FewCaptures = 16;

    readonly Module model;
    readonly Func<Batch, Outcome> forward;
    readonly Module[] modules;
    readonly bool[] modes;
    readonly BufferValues buffers;
    Captured captured;
    int captures;
    long replays;
    long steps;

    public TrainingStep(Module model, Func<Batch, Outcome> forward, bool capture)
    {
        (this.model, this.forward, IsEager) = (model, forward, !capture);
        modules = [.. model.Modules().Select(m => m.Module)];
        modes = Array.ConvertAll(modules, m => m.Training);
        buffers = new BufferValues(model);
        captured = Empty();
    }

    /// <summary>Why steps run eagerly though they were to be captured; null if they do not.</summary>
    public string? EagerReason { get; private set; }

    bool IsEager { get; set; }

    /// <summary>The tensors of the result last as long as the caller's <see cref="MemoryScope"/>, and are overwritten by the next step.</summary>
    public (Outcome Outcome, Gradients Gradients) Run(Batch batch, long number)
    {
        model.Step = number;
        steps++;
        if (!IsEager && CanReplay())
        {
            try
            {
                return RunCaptured(batch, number);
            }
            catch (CaptureException e)
            {
                GiveUp(e.Message);
                model.Step = number;
            }
        }

        var outcome = forward(batch);
        return (outcome, outcome.Loss.Backward());
    }

    (Outcome, Gradients) RunCaptured(Batch batch, long number)
    {
        captured.StepNumber = number;
        if (captured.Find(batch.Tensors) is null)
            return Capture(batch);
        if (replays++ % BetweenChecks == 0)
            return RunChecked(batch);
        return Result(captured.Run(batch.Tensors));
    }

    // If it fails, buffers such as running statistics must not have seen the batch twice.
    (Outcome, Gradients) Capture(Batch batch)
    {
        if (++captures > FewCaptures && captures > steps / 4)
            throw new CaptureException($"{captures} of {steps} steps had to be captured anew: for another shape, mode of a layer or frozen parameter.");
        buffers.Save();
        try
        {
            var run = captured.Run(batch.Tensors);
            if (run.Stray is { } stray)
                GiveUp($"The step reads a tensor of shape {stray.Shape} that is no field of the batch, parameter or buffer of a model, so that "
                    + "another in its place would not be seen; make it a Buffer of a model.");
            return Result(run);
        }
        catch (CaptureException)
        {
            buffers.Restore();
            throw;
        }
    }

    (Outcome, Gradients) RunChecked(Batch batch)
    {
        buffers.Save();
        var expected = forward(batch).Loss.Item();
        buffers.Restore();
        var result = Result(captured.Run(batch.Tensors));
        var got = result.Outcome.Loss.Item();
        if (got.Equals(expected))
            return result;
        buffers.Restore();
        const string Because = "it depends on something besides the batch, the model and the random numbers of the step, such as the epoch";
        if (replays == 1)
            throw new CaptureException($"The step computed anew gives the loss {expected}, replayed {got}: {Because}.");
        throw new TrainingException(
            $"Training stopped at step {captured.StepNumber + 1}: computed anew the loss is {expected}, replayed {got}. The step has changed since "
            + $"it was captured: {Because}; up to {BetweenChecks} steps before may be wrong. Set TrainerOptions.Capture to false.");
    }

    static (Outcome Outcome, Gradients) Result(CapturedRun run) =>
        (new Outcome(run.Outputs[0], run.Outputs.Count > 1 ? run.Outputs[1] : null), run.Gradients!);

    // Layers may choose what to do by their mode; whoever observes them wants to see each call.
    bool CanReplay()
    {
        var (same, observed) = (true, false);
        for (var i = 0; i < modules.Length; i++)
        {
            same &= modules[i].Training == modes[i];
            observed |= modules[i].IsObserved;
            modes[i] = modules[i].Training;
        }

        if (!same)
            (captured, replays) = (Empty(), 0);
        return !observed;
    }

    void GiveUp(string reason)
    {
        (EagerReason, IsEager) = (reason, true);
        captured = Empty();
    }

    Captured Empty() => Captured.Step(inputs =>
    {
        var outcome = forward(Batch.OfCapture(inputs));
        return outcome.Output is null ? [outcome.Loss] : [outcome.Loss, outcome.Output];
    });
}
