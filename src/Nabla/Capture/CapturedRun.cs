namespace Nabla;

/// <summary>A recorded computation for one set of input shapes, and its latest results.</summary>
public sealed unsafe class CapturedRun
{
    readonly Tensor[] inputs;
    readonly (Tensor? Tensor, int Version)[] latest;
    readonly Recording recording;
    readonly Storage block;
    readonly long capturedAt;

    CapturedRun(Tensor[] inputs, Recording recording, Tensor[] outputs, Gradients? gradients, Storage block, long capturedAt)
    {
        (this.inputs, this.recording, this.block, this.capturedAt) = (inputs, recording, block, capturedAt);
        (Outputs, Gradients) = (outputs, gradients);
        latest = new (Tensor?, int)[inputs.Length];
    }

    /// <summary>What the function returned; overwritten by the next run.</summary>
    public IReadOnlyList<Tensor> Outputs { get; }

    /// <summary>Gradients of the first output; overwritten by the next run. Null without gradients.</summary>
    public Gradients? Gradients { get; }

    /// <summary>Bytes of all intermediate values, results and gradients together.</summary>
    public long MemoryBytes => block.Length;

    /// <summary>Number of kernel calls.</summary>
    public int KernelCalls => recording.Calls.Count;

    /// <summary>Whether a parameter has been given new memory since, so that the recording no longer sees it.</summary>
    internal bool IsStale => Gradients?.AnyRetired == true;

    internal static CapturedRun Capture(Func<Tensor[], Tensor[]> function, bool withGradients, ReadOnlySpan<Tensor> given, long step)
    {
        var inputs = new Tensor[given.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            inputs[i] = Tensor.EmptyLasting(given[i].Shape, given[i].DType, given[i].Device);
            inputs[i].Backend.Copy(given[i], inputs[i]);
        }

        var recording = new Recording((inputs.Length > 0 ? inputs[0].Device : Device.Cpu).Backend);
        using var scope = new MemoryScope();
        Tensor[] outputs;
        Gradients? gradients = null;
        using (Device.Redirect(recording))
        using (Autograd.Resume(record: withGradients))
        {
            outputs = function(inputs);
            if (withGradients)
                gradients = outputs[0].Backward();
        }

        outputs = Array.ConvertAll(outputs, o => o.Detach());
        var run = new CapturedRun(inputs, recording, outputs, gradients, Arrange(scope.TakeAll(), recording, outputs, gradients), step);
        recording.Replay();
        return run;
    }

    internal bool Fits(ReadOnlySpan<Tensor> given)
    {
        if (given.Length != inputs.Length)
            return false;
        for (var i = 0; i < given.Length; i++)
            if (given[i].Shape != inputs[i].Shape || given[i].DType != inputs[i].DType)
                return false;
        return true;
    }

    internal void Replay(ReadOnlySpan<Tensor> given, long step)
    {
        for (var i = 0; i < given.Length; i++)
            Take(i, given[i]);
        recording.StepsLater = step - capturedAt;
        recording.Replay();
        GC.KeepAlive(this);
    }

    internal StepProfile Profile(ReadOnlySpan<Tensor> given, double seconds)
    {
        for (var i = 0; i < given.Length; i++)
            Take(i, given[i]);
        var profile = StepProfile.Of(recording, seconds);
        GC.KeepAlive(this);
        return profile;
    }

    // A tensor is a value: one that was copied in by the last run, and has not been written to since, is there already.
    void Take(int i, Tensor given)
    {
        if (ReferenceEquals(latest[i].Tensor, given) && latest[i].Version == given.Storage.Version)
            return;
        inputs[i].Backend.Copy(given, inputs[i]);
        latest[i] = (given, given.Storage.Version);
    }

    // Gives every tensor of the recording its place in one block. Results stay where they are from their first call on. No kernel has
    // run yet, so the memory that the tensors had until now was never touched: the step never needs more than the block.
    static Storage Arrange(Storage[] made, Recording recording, Tensor[] outputs, Gradients? gradients)
    {
        var results = outputs.Concat(gradients?.All ?? []).Select(t => t.Storage).ToHashSet();
        recording.Fuse(results);
        var ends = new Dictionary<Storage, (int First, int Last)>();
        for (var call = 0; call < recording.Calls.Count; call++)
            foreach (var tensor in recording.Calls[call].Tensors)
                if (tensor is not null)
                    ends[tensor.Storage] = ends.TryGetValue(tensor.Storage, out var known) ? (known.First, call) : (call, call);
        foreach (var result in results)
            if (ends.TryGetValue(result, out var known))
                ends[result] = (known.First, int.MaxValue);

        var used = made.Where(ends.ContainsKey).ToArray();
        foreach (var unused in made.Except(used))
            unused.Release();
        var (offsets, total) = MemoryPlan.Place(Array.ConvertAll(used, s => new MemoryPlan.Lifetime(s.Length, ends[s].First, ends[s].Last)));
        var block = Storage.RentLasting(total);
        for (var i = 0; i < used.Length; i++)
            used[i].PlaceAt(block.Pointer + offsets[i]);
        return block;
    }
}
