namespace Nabla.Nn;

/// <summary>Memory of one step of a forward pass.</summary>
/// <param name="Path">The layer's place in the model.</param>
/// <param name="Layer">Its printed form, or the name of a kernel that a container calls.</param>
/// <param name="Output">Shape of the output.</param>
/// <param name="Made">Bytes of all that it computes.</param>
/// <param name="Kept">Bytes of that which the backward pass reads.</param>
public sealed record MemoryRow(string Path, string Layer, Shape? Output, long Made, long Kept);

/// <summary>
/// The memory that a model needs, found without taking any: from a forward and a backward pass that compute nothing. Tensors are counted
/// from the call that makes them to the last one that reads them, as in a captured step before its formulas are fused.
/// </summary>
public sealed class MemoryUse
{
    MemoryUse(IReadOnlyList<MemoryRow> rows) => Rows = rows;

    /// <summary>All layers, and all kernels that containers call, in the order of their calls.</summary>
    public IReadOnlyList<MemoryRow> Rows { get; }

    /// <summary>Bytes of the parameters; their gradients take as many again.</summary>
    public long Parameters { get; private init; }

    /// <summary>Bytes of the input.</summary>
    public long Input { get; private init; }

    /// <summary>Bytes that the backward pass reads of what the forward pass has computed, and of the input.</summary>
    public long KeptForBackward { get; private init; }

    /// <summary>
    /// Most bytes in use at once in a training step, without parameters and the state of optimisers: activations and gradients.
    /// </summary>
    public long PeakOfTraining { get; private init; }

    /// <summary>Most bytes in use at once when the model predicts, without parameters.</summary>
    public long PeakOfUse { get; private init; }

    /// <summary>The memory for a batch of samples of shape <paramref name="sample"/>; in training if the model is.</summary>
    public static MemoryUse Of(Module<Tensor, Tensor> model, Shape sample, int batch = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        Tensor Example() => Tensor.Empty(sample.Insert(0, batch), model.State.DType);
        var run = DryRun.OfTraining(model, Example);
        var lives = Lifetimes(run);
        var input = ((Tensor)run.Input!).Storage;
        var kept = lives.Where(l => l.Value.First < run.Forward && l.Value.Last >= run.Forward).Select(l => l.Key).ToHashSet();
        var paths = model.Modules().ToDictionary(m => m.Module, m => m.Path);
        return new([.. run.Steps.Where(s => !s.IsContainer).Select(step => Row(step, paths[step.Layer.Layer], lives, kept))])
        {
            Parameters = model.ParameterCount * model.State.DType.Size(),
            Input = input.Length,
            KeptForBackward = kept.Sum(s => s.Length),
            PeakOfTraining = Peak(lives),
            PeakOfUse = Peak(Lifetimes(DryRun.OfUse(model, Example))),
        };
    }

    static MemoryRow Row(DryStep step, string path, Dictionary<Storage, (int First, int Last)> lives, HashSet<Storage> kept)
    {
        var made = lives.Where(l => step.Calls.Contains(l.Value.First)).Select(l => l.Key).ToArray();
        return new(path, step.Name ?? step.Layer.Layer.ToString()!, step.Output?.Shape, made.Sum(s => s.Length), made.Where(kept.Contains).Sum(s => s.Length));
    }

    // First and last call of each tensor; the input is there from the beginning, gradients of parameters stay to the end.
    static Dictionary<Storage, (int First, int Last)> Lifetimes(DryRun run)
    {
        var lives = new Dictionary<Storage, (int First, int Last)> { [((Tensor)run.Input!).Storage] = (-1, -1) };
        for (var i = 0; i < run.Calls.Count; i++)
            foreach (var tensor in run.Calls[i].Tensors.OfType<Tensor>())
                if (lives.TryGetValue(tensor.Storage, out var known))
                    lives[tensor.Storage] = (known.First, i);
                else if (run.IsComputed(tensor))
                    lives[tensor.Storage] = (i, i);
        foreach (var gradient in run.Gradients?.All ?? [])
            if (lives.TryGetValue(gradient.Storage, out var known))
                lives[gradient.Storage] = (known.First, run.Calls.Count);
        return lives;
    }

    static long Peak(Dictionary<Storage, (int First, int Last)> lives)
    {
        var changes = lives.SelectMany(l => ((int At, long Bytes)[])[(l.Value.First, l.Key.Length), (l.Value.Last + 1, -l.Key.Length)]);
        long now = 0, peak = 0;
        foreach (var change in changes.GroupBy(c => c.At).OrderBy(c => c.Key))
        {
            now += change.Sum(c => c.Bytes);
            peak = Math.Max(peak, now);
        }

        return peak;
    }

    /// <summary>A table of all steps with the totals below.</summary>
    public override string ToString() => TextTable.Format(
    [
        ["path", "layer", "output", "made", "kept"],
        .. Rows.Select(r => (string[])[r.Path, r.Layer, $"{r.Output}", $"{r.Made:N0}", $"{r.Kept:N0}"]),
    ], left: 3)
        + $"parameters {Parameters:N0} B, input {Input:N0} B, kept for backward {KeptForBackward:N0} B, "
        + $"peak {PeakOfTraining:N0} B in training and {PeakOfUse:N0} B in use\n";
}
