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

    /// <summary>Calls the kernel again, on whatever the tensors' memory holds now.</summary>
    public Action<Backend> Run { get; } = run;

    /// <summary>All tensors of the call; nulls are options that were not given.</summary>
    public Tensor?[] Tensors { get; } = tensors;
}

/// <summary>A call that stays as it is.</summary>
sealed class PlainCall(string kind, Type? formula, Action<Backend> run, Tensor?[] tensors) : KernelCall(kind, formula, run, tensors);

/// <summary>
/// A backend that writes each call down and computes nothing; <see cref="Replay"/> runs the calls. Random numbers are drawn again at each
/// replay, with the key that the step of the replay would have had.
/// </summary>
sealed partial class Recording(Backend kernels) : Backend
{
    /// <summary>Kinds of calls whose cost their tensors alone do not tell.</summary>
    public const string CausalAttention = "CausalAttention", CausalAttentionGradient = "CausalAttentionGradient";

    readonly List<KernelCall> calls = [];

    /// <summary>Whether an optimiser's step may be part of it.</summary>
    public bool TakesUpdates { get; init; }

    /// <summary>The calls so far, in order.</summary>
    public IReadOnlyList<KernelCall> Calls => calls;

    /// <summary>Training steps between the recording and the present replay.</summary>
    public long StepsLater { get; set; }

    /// <summary>Runs all calls.</summary>
    public void Replay()
    {
        foreach (var call in calls)
            call.Run(kernels);
    }

    /// <summary>Runs all calls and tells how many ticks each took.</summary>
    public void Measure(Action<int, long> tell)
    {
        for (var call = 0; call < calls.Count; call++)
        {
            var start = Stopwatch.GetTimestamp();
            calls[call].Run(kernels);
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
        Add(run, [a, b, c, d, e, f, g, h, i], formula, kind);

    void Add(Action<Backend> run, Tensor?[] tensors, Type? formula = null, [CallerMemberName] string kind = "") =>
        calls.Add(new PlainCall(kind, formula, run, tensors));
}
