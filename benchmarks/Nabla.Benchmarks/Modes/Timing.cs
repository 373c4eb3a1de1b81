using System.Diagnostics;
using System.Globalization;
using Nabla.Benchmarks.Jobs;
using Nabla.Kernels;

namespace Nabla.Benchmarks.Modes;

/// <summary>Runs a step again and again.</summary>
static class Timing
{
    const int MostSteps = 1 << 20;      // of the fastest workload in some seconds
    const int FewestSteps = 3;

    /// <summary>What was measured of a workload: the median and the best time of a step, and what the steps cost besides.</summary>
    public readonly record struct Figures(double Milliseconds, double Best, int Steps, double AllocatedBytes, double? PageFaults);

    /// <summary>Prints the figures of a workload as one line of JSON, as the peer's benchmark does.</summary>
    public static void Print(Workload workload, double seconds)
    {
        var f = Measure(workload.Prepare(), seconds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $$"""
            {"name": "{{workload.Name}}", "ms": {{f.Milliseconds:F4}}, "best_ms": {{f.Best:F4}}, "steps": {{f.Steps}}, "threads": {{Workers.Threads}}, "items": {{workload.Items}}, "allocated_bytes": {{f.AllocatedBytes:F1}}, "page_faults": {{Number(f.PageFaults)}}, "peak_mb": {{Number(Footprint.PeakBytes / 1e6)}}}
            """));
    }

    public static Figures Measure(Job job, double seconds)
    {
        WarmUp(job);
        var times = new double[MostSteps];
        var steps = 0;
        var faults = Footprint.PageFaults;
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var begin = Stopwatch.GetTimestamp();
        while ((Stopwatch.GetElapsedTime(begin).TotalSeconds < seconds || steps < FewestSteps) && steps < MostSteps)
        {
            var start = Stopwatch.GetTimestamp();
            job.Run();
            times[steps++] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        faults = Footprint.PageFaults - faults;
        Array.Sort(times, 0, steps);
        return new Figures(times[steps / 2], times[0], steps, (double)allocated / steps, (double?)faults / steps);
    }

    // The runtime compiles hot methods again after 30 calls and a short pause; the peer's code was compiled long before.
    static void WarmUp(Job job)
    {
        var begin = Stopwatch.GetTimestamp();
        for (var i = 0; i < FewestSteps || (i < 200_000 && Stopwatch.GetElapsedTime(begin).TotalSeconds < 1.5); i++)
            job.Run();
    }

    static string Number(double? value) => value?.ToString("F1", CultureInfo.InvariantCulture) ?? "null";
}
