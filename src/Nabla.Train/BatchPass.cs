using Nabla.Nn;
using Nabla.Train.Data;

namespace Nabla.Train;

/// <summary>
/// Loss and output of batches, and in training the gradients: captured once for each shape and replayed, or computed eagerly where that is
/// not possible. The bits are the same either way.
/// </summary>
/// <remarks>
/// A replay runs no code of the user's, so it must be known that this code would do the same again. Modes of layers and observers are
/// looked at before each pass, frozen and converted parameters are noticed by the recording, a tensor from elsewhere forbids capture; for
/// all else, such as a number that follows the epoch, the first replay and then each 64th is compared with an eager forward pass; of a
/// model in use the first of each round over the data, as such numbers change between rounds.
/// </remarks>
sealed class BatchPass
{
    const int BetweenChecks = 64, FewCaptures = 16;

    readonly Module model;
    readonly Func<Batch, Outcome> forward;
    readonly Module[] modules;
    readonly bool[] modes;
    readonly BufferValues buffers, buffersBetween;
    readonly bool training;
    Captured captured;
    int captures;
    long replays;
    long passes;
    bool isFresh = true;

    BatchPass(Module model, Func<Batch, Outcome> forward, bool capture, bool training)
    {
        (this.model, this.forward, IsEager, this.training) = (model, forward, !capture, training);
        modules = [.. model.Modules().Select(m => m.Module)];
        modes = Array.ConvertAll(modules, m => m.Training);
        (buffers, buffersBetween) = (new BufferValues(model), new BufferValues(model));
        captured = Empty();
    }

    /// <summary>Passes of training, with gradients.</summary>
    public static BatchPass Training(Module model, Func<Batch, Outcome> forward, bool capture) =>
        new(model, forward, capture, training: true);

    /// <summary>Passes of a model in use, without gradients.</summary>
    public static BatchPass InUse(Module model, Func<Batch, Outcome> forward, bool capture) =>
        new(model, forward, capture, training: false);

    /// <summary>Why passes run eagerly though they were to be captured; null if they do not.</summary>
    public string? EagerReason { get; private set; }

    bool IsEager { get; set; }

    /// <summary>A round over the data begins; what was captured in another is trusted again once it has been compared.</summary>
    public void BeginRound() => (replays, isFresh) = (0, false);

    /// <summary>
    /// The tensors of the result last as long as the caller's <see cref="MemoryScope"/>, and are overwritten by the next pass. Gradients
    /// are given in training.
    /// </summary>
    /// <param name="batch">The samples.</param>
    /// <param name="number">Number of the step, which random numbers follow.</param>
    /// <param name="keepGraph">Whether the gradients are to be differentiated again.</param>
    public (Outcome Outcome, Gradients? Gradients) Run(Batch batch, long number, bool keepGraph = false)
    {
        model.Step = number;
        passes++;
        if (keepGraph && !IsEager)
            GiveUp("The optimiser differentiates the gradients again, and a replay keeps no graph.");
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
        return (outcome, training ? outcome.Loss.Backward(keepGraph: keepGraph) : null);
    }

    /// <summary>A further pass of a step, at other parameters: buffers such as running statistics see each batch once.</summary>
    public (Outcome Outcome, Gradients? Gradients) RunAgain(Batch batch, long number, bool keepGraph)
    {
        buffersBetween.Save();
        try
        {
            return Run(batch, number, keepGraph);
        }
        finally
        {
            buffersBetween.Restore();
        }
    }

    (Outcome, Gradients?) RunCaptured(Batch batch, long number)
    {
        captured.StepNumber = number;
        if (captured.Find(batch.Tensors) is null)
            return Capture(batch);
        if (replays++ % BetweenChecks == 0)
            return RunChecked(batch);
        return Result(captured.Run(batch.Tensors));
    }

    // If it fails, buffers such as running statistics must not have seen the batch twice.
    (Outcome, Gradients?) Capture(Batch batch)
    {
        if (++captures > FewCaptures && captures > passes / 4)
            throw new CaptureException(
                $"{captures} of {passes} steps had to be captured anew: for another shape, mode of a layer or frozen parameter.");
        isFresh = true;
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

    (Outcome, Gradients?) RunChecked(Batch batch)
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
        if (!isFresh)
        {
            var number = captured.StepNumber;
            (captured, replays) = (Empty(), 0);
            captured.StepNumber = number;
            return Capture(batch);
        }

        if (replays == 1)
            throw new CaptureException($"The step computed anew gives the loss {expected}, replayed {got}: {Because}.");
        throw new TrainingException(
            $"{(training ? "Training" : "Evaluation")} stopped at step {captured.StepNumber + 1}: computed anew the loss is {expected}, replayed "
            + $"{got}. The step has changed since it was captured: {Because}; up to {BetweenChecks} steps before may be wrong. "
            + "Set TrainerOptions.Capture to false.");
    }

    static (Outcome Outcome, Gradients?) Result(CapturedRun run) =>
        (new Outcome(run.Outputs[0], run.Outputs.Count > 1 ? run.Outputs[1] : null), run.Gradients);

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

    Captured Empty() => training ? Captured.Step(Compute) : Captured.Function(Compute);

    Tensor[] Compute(Tensor[] inputs)
    {
        var outcome = forward(Batch.OfCapture(inputs));
        return outcome.Output is null ? [outcome.Loss] : [outcome.Loss, outcome.Output];
    }
}
