namespace Nabla;

/// <summary>One kernel call of a recording, with the tensors it reads and writes.</summary>
sealed class KernelCall(Action<Backend> run, Tensor?[] tensors)
{
    /// <summary>Calls the kernel again, on whatever the tensors' memory holds now.</summary>
    public Action<Backend> Run { get; } = run;

    /// <summary>All tensors of the call; nulls are options that were not given.</summary>
    public Tensor?[] Tensors { get; } = tensors;
}

/// <summary>
/// A backend that runs each call on the device's kernels and writes it down. Random numbers are drawn again at each replay, with the key
/// that the step of the replay would have had.
/// </summary>
sealed partial class Recording(Backend kernels) : Backend
{
    readonly List<KernelCall> calls = [];

    /// <summary>The calls so far, in order.</summary>
    public IReadOnlyList<KernelCall> Calls => calls;

    /// <summary>Training steps between the recording and the present replay.</summary>
    public long StepsLater { get; set; }

    /// <summary>Runs all calls again.</summary>
    public void Replay()
    {
        foreach (var call in calls)
            call.Run(kernels);
    }

    void Add(Action<Backend> run, params Tensor?[] tensors)
    {
        using (Device.Redirect(null))
            run(kernels);
        calls.Add(new KernelCall(run, tensors));
    }
}
