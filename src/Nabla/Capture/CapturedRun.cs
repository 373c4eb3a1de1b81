namespace Nabla;

/// <summary>A recorded computation for one set of input shapes, and its latest results.</summary>
public sealed unsafe class CapturedRun
{
    readonly Tensor[] inputs;
    readonly Tensor?[] read;        // in the place of each input, while a replay reads it there
    readonly bool[] copied;         // which inputs are results as well, and so need memory of their own
    readonly (Storage Storage, int Adoptions)[] outside;
    readonly Recording recording;
    readonly long capturedAt;

    CapturedRun(Tensor[] inputs, Recording recording, Tensor[] outputs, Gradients? gradients, Storage[] made, StepMemory? shared, long capturedAt)
    {
        (this.inputs, this.recording, this.capturedAt) = (inputs, recording, capturedAt);
        (Outputs, Gradients) = (outputs, gradients);
        var results = outputs.Concat(gradients?.All ?? []).Select(t => t.Storage).ToHashSet();
        outside = [.. Outside(recording, [.. made, .. inputs.Select(i => i.Storage)]).Select(s => (s, s.Adoptions))];
        recording.Fuse(results.Concat(outside.Select(o => o.Storage)).ToHashSet());
        Memory = Arrange(made, recording, results, shared);
        read = new Tensor?[inputs.Length];
        copied = Array.ConvertAll(inputs, i => results.Contains(i.Storage));
        for (var i = 0; i < inputs.Length; i++)
            if (!copied[i])
                inputs[i].Storage.Release();
    }

    /// <summary>What the function returned; overwritten by the next run.</summary>
    public IReadOnlyList<Tensor> Outputs { get; }

    /// <summary>Gradients of the first output; overwritten by the next run. Null without gradients.</summary>
    public Gradients? Gradients { get; }

    /// <summary>Bytes of all intermediate values, results and gradients together.</summary>
    public long MemoryBytes => Memory.Bytes;

    /// <summary>Number of kernel calls.</summary>
    public int KernelCalls => recording.Calls.Count;

    /// <summary>Where the values lie; runs for other shapes may use it too.</summary>
    internal StepMemory Memory { get; }

    /// <summary>Whether a parameter or a buffer has been given other memory, frozen or released since, which the recording does not see.</summary>
    internal bool IsStale
    {
        get
        {
            foreach (var (storage, adoptions) in outside)
                if (storage.Adoptions != adoptions)
                    return true;
            return false;
        }
    }

    /// <summary>A tensor that is read though it is no input, parameter or buffer; another in its place would not be seen. Null if there is none.</summary>
    internal Tensor? Stray => (
        from call in recording.Calls
        from tensor in call.Tensors
        where tensor is not null && outside.Contains((tensor.Storage, 0))
        select tensor).FirstOrDefault();

    internal static CapturedRun Capture(
        Func<Tensor[], Tensor[]> function, bool withGradients, ReadOnlySpan<Tensor> given, long step, StepMemory? shared)
    {
        var inputs = new Tensor[given.Length];
        for (var i = 0; i < inputs.Length; i++)
            inputs[i] = Tensor.EmptyLasting(given[i].Shape, given[i].DType, given[i].Device);
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

        if (recording.Calls.Any(call => call.Tensors.Any(t => t?.Storage.IsReleased == true)))
            throw new CaptureException("A captured step cannot contain a MemoryScope of its own.");
        outputs = Array.ConvertAll(outputs, o => o.Detach());
        var run = new CapturedRun(inputs, recording, outputs, gradients, scope.TakeAll(), shared, step);
        run.Replay(given, step);
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
        (Device.Recorder as Recording)?.Include(this, given, step);
        Begin(given, step);
        try
        {
            recording.Replay();
        }
        finally
        {
            End();
        }
    }

    internal StepProfile Profile(ReadOnlySpan<Tensor> given, long step, double seconds)
    {
        Begin(given, step);
        try
        {
            return StepProfile.Of(recording, seconds);
        }
        finally
        {
            End();
        }
    }

    void Begin(ReadOnlySpan<Tensor> given, long step)
    {
        for (var i = 0; i < given.Length; i++)
            Take(i, given[i]);
        recording.StepsLater = step - capturedAt;
        Gradients?.Restore();
        Memory.InUse = true;
    }

    void End()
    {
        Memory.InUse = false;
        for (var i = 0; i < read.Length; i++)
            if (read[i] is not null)
                inputs[i].Storage.Borrow(null);
        Array.Clear(read);
        GC.KeepAlive(this);
    }

    // Kernels read an input where it lies. It is copied where it has gaps, and where the replay would overwrite it: a result of the last one.
    void Take(int i, Tensor given)
    {
        if (copied[i])
        {
            inputs[i].Backend.Copy(given, inputs[i]);
            return;
        }

        if (!given.Layout.IsContiguous || Memory.Contains(given.Storage.Pointer))
        {
            var copy = Tensor.EmptyLasting(given.Shape, given.DType, given.Device);
            copy.Backend.Copy(given, copy);
            given = copy;
        }

        read[i] = given;
        inputs[i].Storage.Borrow(given.Storage.Pointer + given.Layout.Offset * given.DType.Size());
    }

    static IEnumerable<Storage> Outside(Recording recording, HashSet<Storage> inside) =>
        recording.Calls.SelectMany(call => call.Tensors).OfType<Tensor>().Select(t => t.Storage).Distinct().Where(s => !inside.Contains(s));

    // Gives every tensor of the recording its place in one block. Results stay where they are from their first call on. No kernel has
    // run yet, so the memory that the tensors had until now was never touched: the step never needs more than the block.
    static StepMemory Arrange(Storage[] made, Recording recording, HashSet<Storage> results, StepMemory? shared)
    {
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
        foreach (var inner in used)
            if (!results.Contains(inner))
                inner.Release();
        MemoryPool.Trim();      // only now comes the block, so that both need not fit at once
        var memory = shared?.Bytes >= total ? shared : new StepMemory(total);
        for (var i = 0; i < used.Length; i++)
        {
            var place = new StepPlace(memory, memory.Start + offsets[i]);
            if (results.Contains(used[i]))
                used[i].MoveTo(place);
            else
                used[i].PlaceAt(place);
        }

        return memory;
    }
}
