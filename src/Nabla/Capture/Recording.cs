using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Nabla;

/// <summary>One kernel call of a recording, with the tensors it reads and writes.</summary>
abstract class KernelCall(string kind, Type? formula, Action<Backend> run, Tensor?[] tensors)
{
    /// <summary>The backend's function, by name.</summary>
    public string Kind { get; } = kind;

    /// <summary>What the function is generic over: a formula, an optimiser's rule, a recurrent cell.</summary>
    public Type? Formula { get; } = formula;

    /// <summary>The formula of an element-wise call, the kind of a reduction, else the function of the backend: Relu, Sum, Conv.</summary>
    public abstract string Name { get; }

    /// <summary>Its arithmetic, for who follows a recording instead of running it.</summary>
    public KernelWork Work { get; init; }

    /// <summary>Calls the kernel again, on whatever the tensors' memory holds now.</summary>
    public Action<Backend> Run { get; } = run;

    /// <summary>All tensors of the call; nulls are options that were not given.</summary>
    public Tensor?[] Tensors { get; } = tensors;
}

/// <summary>A call that stays as it is.</summary>
sealed class PlainCall(string kind, Type? formula, Action<Backend> run, Tensor?[] tensors) : KernelCall(kind, formula, run, tensors)
{
    public override string Name => Work.Kind?.ToString() ?? Kind;
}

/// <summary>
/// A backend that writes each call down and computes nothing; <see cref="Replay"/> runs the calls. Random numbers are drawn again at each
/// replay, with the key that the step of the replay would have had.
/// </summary>
/// <param name="kernels">Who computes in a replay; null if there will be none and tensors need no memory.</param>
sealed partial class Recording(Backend? kernels) : Backend
{
    readonly List<KernelCall> calls = [];

    internal override bool ComputesNothing => kernels is null;

    /// <summary>The calls so far, in order.</summary>
    public IReadOnlyList<KernelCall> Calls => calls;

    /// <summary>Training steps between the recording and the present replay.</summary>
    public long StepsLater { get; set; }

    /// <summary>Whether an optimiser's step may be part of it.</summary>
    public bool TakesUpdates { get; init; }

    /// <summary>Captured runs inside of an optimiser's step; they are computed at once, not written down.</summary>
    public List<(CapturedRun Run, Tensor[] Given, long Step)> Inner { get; } = [];

    /// <summary>Notes a captured run.</summary>
    public void Include(CapturedRun run, ReadOnlySpan<Tensor> given, long step)
    {
        if (TakesUpdates)
            Inner.Add((run, given.ToArray(), step));
    }

    Backend Kernels => kernels ?? throw new InvalidOperationException("The tensors of this recording have no memory to compute in.");

    /// <summary>Runs all calls.</summary>
    public void Replay()
    {
        var backend = Kernels;
        foreach (var call in calls)
            call.Run(backend);
    }

    /// <summary>Runs all calls and tells how many ticks each took.</summary>
    public void Measure(Action<int, long> tell)
    {
        var backend = Kernels;
        for (var call = 0; call < calls.Count; call++)
        {
            var start = Stopwatch.GetTimestamp();
            calls[call].Run(backend);
            tell(call, Stopwatch.GetTimestamp() - start);
        }
    }

    /// <summary>
    /// Joins element-wise calls that follow each other where nobody else reads the value between them: it then never goes to memory.
    /// </summary>
    /// <param name="results">Storages that are read after the recording.</param>
    public void Fuse(IReadOnlySet<Storage> results)
    {
        var readers = new Dictionary<Storage, int>();
        foreach (var storage in calls.SelectMany(call => call.Tensors.OfType<Tensor>().Select(t => t.Storage)))
            readers[storage] = readers.GetValueOrDefault(storage) + 1;
        var joined = new List<KernelCall>();
        foreach (var call in calls)
        {
            // Written once and read once: the two places where the storage is named.
            if (call is MapCall next && joined.Count > 0 && joined[^1] is MapCall first && readers[first.Output.Storage] == 2
                && !results.Contains(first.Output.Storage) && first.FuseWith(next) is { } both)
                joined[^1] = both;
            else
                joined.Add(call);
        }

        calls.Clear();
        calls.AddRange(joined);
    }

    // The kind of a call is the name of the function that adds it.
    void Add(
        Action<Backend> run, Tensor? a, Tensor? b = null, Tensor? c = null, Tensor? d = null, Tensor? e = null, Tensor? f = null,
        Tensor? g = null, Tensor? h = null, Tensor? i = null, Type? formula = null, [CallerMemberName] string kind = "") =>
        Add(default, run, [a, b, c, d, e, f, g, h, i], formula, kind);

    void Add(
        KernelWork work, Action<Backend> run, Tensor? a, Tensor? b = null, Tensor? c = null, Tensor? d = null, Tensor? e = null,
        Tensor? f = null, Tensor? g = null, Tensor? h = null, Tensor? i = null, [CallerMemberName] string kind = "") =>
        Add(work, run, [a, b, c, d, e, f, g, h, i], formula: null, kind);

    void Add(Action<Backend> run, Tensor?[] tensors, [CallerMemberName] string kind = "") => Add(default, run, tensors, formula: null, kind);

    void Add(KernelWork work, Action<Backend> run, Tensor?[] tensors, Type? formula = null, [CallerMemberName] string kind = "") =>
        calls.Add(new PlainCall(kind, formula, run, tensors) { Work = work });
}
