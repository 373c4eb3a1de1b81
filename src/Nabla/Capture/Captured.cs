namespace Nabla;

/// <summary>
/// A computation that is written down once, kernel by kernel, and then replayed: no tensors are made, no graph is built, nothing is
/// allocated, and all intermediate values share one block of memory by a plan. The results are those of the eager run, bit for bit.
/// </summary>
/// <remarks>
/// What a replay computes depends on its inputs, on parameters and buffers, and on the memory of other tensors it was captured with.
/// Other shapes of inputs are captured anew, and so is everything when a parameter is frozen or converted. Reading or making values from
/// outside during the capture is an error. Code that is not a kernel, such as printing or choosing by a number, runs at the capture alone.
/// </remarks>
/// <example><code>
/// var step = Captured.Step(inputs => [model.Call(inputs[0]).CrossEntropy(inputs[1])]);
/// foreach (var (x, y) in batches)
///     optimizer.Step(step.Run(x, y).Gradients!);
/// </code></example>
public sealed class Captured
{
    const int MostShapes = 8;

    readonly Func<Tensor[], Tensor[]> function;
    readonly bool withGradients;
    readonly List<CapturedRun> runs = [];
    StepMemory? largest;

    Captured(Func<Tensor[], Tensor[]> function, bool withGradients) => (this.function, this.withGradients) = (function, withGradients);

    /// <summary>Number of the training step; random numbers such as dropout masks follow from it.</summary>
    public long StepNumber { get; set; }

    /// <summary>A training step: the function returns the loss first, then whatever else is wanted; the gradients come with it.</summary>
    public static Captured Step(Func<Tensor[], Tensor[]> function) => new(function, withGradients: true);

    /// <summary>A computation without gradients.</summary>
    public static Captured Function(Func<Tensor[], Tensor[]> function) => new(function, withGradients: false);

    /// <summary>Computes for these inputs. The tensors of the result, and of those before, are overwritten by the next run.</summary>
    /// <exception cref="CaptureException">The function reads or sets elements, or contains an optimiser's step.</exception>
    public CapturedRun Run(params ReadOnlySpan<Tensor> inputs)
    {
        if (Find(inputs) is { } run)
        {
            run.Replay(inputs, StepNumber);
            return run;
        }

        if (runs.Count == MostShapes)
            runs.RemoveAt(0);
        run = CapturedRun.Capture(function, withGradients, inputs, StepNumber, largest);
        if (run.MemoryBytes > (largest?.Bytes ?? 0))
            largest = run.Memory;
        runs.Add(run);
        return run;
    }

    /// <summary>The recording for inputs of these shapes, if there is one that is not out of date.</summary>
    internal CapturedRun? Find(ReadOnlySpan<Tensor> inputs)
    {
        for (var i = 0; i < runs.Count; i++)
            if (runs[i].Fits(inputs))
            {
                if (!runs[i].IsStale)
                    return runs[i];
                runs.RemoveAt(i);
                return null;
            }

        return null;
    }

    /// <summary>Computes for these inputs again and again, kernel by kernel, and tells where the time goes.</summary>
    /// <param name="seconds">About how long to measure, the warm-up included.</param>
    /// <param name="inputs">As for <see cref="Run"/>.</param>
    /// <exception cref="CaptureException">As for <see cref="Run"/>.</exception>
    public StepProfile Profile(double seconds, params ReadOnlySpan<Tensor> inputs) => Run(inputs).Profile(inputs, StepNumber, seconds);
}
