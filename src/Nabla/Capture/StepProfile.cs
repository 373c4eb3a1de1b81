using System.Diagnostics;
using Nabla.Kernels;

namespace Nabla;

/// <summary>All calls in a step of one kernel on tensors of the same shapes.</summary>
/// <param name="Name">The kernel and its sizes: <c>Conv 3×3 64→64 on 56×56</c>, <c>Map Add, Relu (64, 28, 28, 32)</c>.</param>
/// <param name="Calls">How many of them there are in a step.</param>
/// <param name="Milliseconds">Their time together: of each call the median over the replays.</param>
/// <param name="Flops">Multiply-adds of them, two operations each, in direct arithmetic; a Winograd kernel does fewer.</param>
/// <param name="Bytes">What they must read and write: each tensor once.</param>
public sealed record KernelTime(string Name, int Calls, double Milliseconds, long Flops, long Bytes)
{
    /// <summary>Billion operations a second.</summary>
    public double GigaflopsPerSecond => Flops / Milliseconds / 1e6;

    /// <summary>Billion bytes a second.</summary>
    public double GigabytesPerSecond => Bytes / Milliseconds / 1e6;

    /// <summary>The least time on a machine: of its operations at its peak, or of its bytes at its bandwidth if that is longer.</summary>
    public double Possible(MachineLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return Math.Max(Flops / limits.Gigaflops, Bytes / limits.Gigabytes) / 1e6;
    }
}

/// <summary>Where the time of a step goes: each kernel with its time, operations and bytes.</summary>
/// <example><code>
/// var profile = step.Profile(seconds: 1, x, y);
/// foreach (var kernel in profile.Kernels)
///     Console.WriteLine($"{kernel.Milliseconds:F3} ms  {kernel.GigaflopsPerSecond:F0} GFLOP/s  {kernel.Name}");
/// </code></example>
public sealed class StepProfile
{
    const int FewestReplays = 3;

    StepProfile(IEnumerable<KernelTime> kernels, long workingSet)
    {
        Kernels = [.. kernels.GroupBy(k => k.Name).Select(Joined).OrderByDescending(k => k.Milliseconds)];
        WorkingSet = workingSet;
    }

    /// <summary>The kernels; calls of the same name are one, the one that takes longest stands first.</summary>
    public IReadOnlyList<KernelTime> Kernels { get; }

    /// <summary>Bytes of memory that the step touches; intermediate values that share memory count once.</summary>
    public long WorkingSet { get; }

    /// <summary>Time of all kernels together.</summary>
    public double Milliseconds => Kernels.Sum(k => k.Milliseconds);

    /// <summary>Operations of all multiply-adds.</summary>
    public long Flops => Kernels.Sum(k => k.Flops);

    /// <summary>Bytes that all kernels must move.</summary>
    public long Bytes => Kernels.Sum(k => k.Bytes);

    /// <summary>The least time on a machine, kernel by kernel.</summary>
    public double Possible(MachineLimits limits) => Kernels.Sum(k => k.Possible(limits));

    /// <summary>
    /// Profiles whatever kernels an action runs, such as an optimiser's step. The action must read no elements; its kernels run many times.
    /// </summary>
    /// <param name="step">What to measure.</param>
    /// <param name="seconds">About how long to measure, the warm-up included.</param>
    public static StepProfile Of(Action step, double seconds = 1)
    {
        ArgumentNullException.ThrowIfNull(step);
        var recording = new Recording(Device.Cpu.Backend) { TakesUpdates = true };
        using var scope = new MemoryScope();
        step();      // what is made at the first call alone, such as an optimiser's state, is no part of a step
        using (Device.Redirect(recording))
            step();
        var inner = recording.Inner.ToLookup(run => run.Run);
        return inner.Aggregate(Of(recording, seconds / (1 + inner.Count)), (all, same) =>
            all.Then(same.First() is var (run, given, number) ? run.Profile(given, number, seconds / (1 + inner.Count)).Times(same.Count()) : all));
    }

    StepProfile Times(int count) => new(
        Kernels.Select(k => new KernelTime(k.Name, count * k.Calls, count * k.Milliseconds, count * k.Flops, count * k.Bytes)), WorkingSet);

    /// <summary>This step and another one as one, such as a captured step and the optimiser's.</summary>
    public StepProfile Then(StepProfile next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return new StepProfile(Kernels.Concat(next.Kernels), WorkingSet + next.WorkingSet);
    }

    internal static StepProfile Of(Recording recording, double seconds)
    {
        var calls = recording.Calls;
        var times = new List<double>[calls.Count];
        for (var i = 0; i < times.Length; i++)
            times[i] = [];

        var clock = Stopwatch.StartNew();
        do
            recording.Replay();
        while (clock.Elapsed.TotalSeconds < seconds / 2);
        for (var replay = 0; replay < FewestReplays || clock.Elapsed.TotalSeconds < seconds; replay++)
            recording.Measure((call, ticks) => times[call].Add(ticks * 1e3 / Stopwatch.Frequency));

        return new StepProfile(calls.Select((call, i) => Time(call, Median(times[i]))), Union(calls));
    }

    static KernelTime Time(KernelCall call, double milliseconds)
    {
        var (name, bytes) = KernelCost.Of(call);
        return new KernelTime(name, 1, milliseconds, 2 * call.Work.MultiplyAdds, bytes);
    }

    static KernelTime Joined(IGrouping<string, KernelTime> same) =>
        new(same.Key, same.Sum(k => k.Calls), same.Sum(k => k.Milliseconds), same.Sum(k => k.Flops), same.Sum(k => k.Bytes));

    static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    static unsafe long Union(IReadOnlyList<KernelCall> calls)
    {
        long total = 0, end = 0;
        foreach (var (from, to) in calls.SelectMany(c => c.Tensors).OfType<Tensor>().Select(t => t.Storage).Distinct()
            .Select(s => ((long)s.Pointer, (long)s.Pointer + s.Length)).Order())
        {
            total += Math.Max(0, to - Math.Max(from, end));
            end = Math.Max(end, to);
        }

        return total;
    }
}
