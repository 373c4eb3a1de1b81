using System.Diagnostics;
using System.Globalization;

namespace Nabla.Benchmarks;

/// <summary>One line of the comparison with the peer: a step that is run again and again.</summary>
/// <param name="Name">As in the peer's benchmark.</param>
/// <param name="Items">Samples, tokens or operations of a step.</param>
/// <param name="Prepare">Builds the model and its data and returns the step.</param>
sealed record Workload(string Name, long Items, Func<Action> Prepare)
{
    /// <summary>Runs the step for a while and prints the figures as a JSON line: the median and the best time, as the peer does.</summary>
    public void Measure(double seconds)
    {
        var step = Prepare();
        WarmUp(step);
        var times = new List<double>();
        var end = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        while (Stopwatch.GetTimestamp() < end || times.Count < 3)
        {
            var start = Stopwatch.GetTimestamp();
            step();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $$"""{"name": "{{Name}}", "ms": {{times[times.Count / 2]:F4}}, "best_ms": {{times[0]:F4}}, "steps": {{times.Count}}, "threads": {{Kernels.Workers.Threads}}, "items": {{Items}}}"""));
    }

    // The runtime compiles hot methods again after 30 calls and a short pause; the peer's code was compiled long before.
    static void WarmUp(Action step)
    {
        var end = Stopwatch.GetTimestamp() + Stopwatch.Frequency * 3 / 2;
        for (var i = 0; i < 3 || (i < 200_000 && Stopwatch.GetTimestamp() < end); i++)
            step();
    }
}
