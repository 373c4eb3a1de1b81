using Nabla.Kernels;

namespace Nabla.Benchmarks.Modes;

/// <summary>
/// How far each workload is from what the machine can do: its operations over the peak, its bytes over the bandwidth at which a block as
/// large as its data is read, and the larger of both, kernel by kernel, over the time that it takes.
/// </summary>
static class Roofline
{
    public static void Print(IEnumerable<Workload> workloads, double seconds)
    {
        var table = new MarkdownTable(
            "workload          ", "threads", " GFLOP", "    MB", "data MB", "GFLOP/s peak", " GB/s", "ops ms", "bytes ms", "possible ms", "      ms", "of possible");
        var all = Workers.Threads;
        foreach (var workload in workloads)
            foreach (var threads in new[] { 1, all }.Distinct())
            {
                Workers.Threads = threads;
                var job = workload.Prepare();
                var time = Timing.Measure(job, seconds).Milliseconds;
                var profile = job.Profile(seconds: 0);      // for operations and bytes; the time is that of whole steps
                var limits = MachineLimits.Measure(profile.WorkingSet);
                var possible = profile.Possible(limits);
                table.Row(
                    workload.Name, $"{threads}", $"{profile.Flops / 1e9:F3}", $"{profile.Bytes / 1e6:F1}", $"{profile.WorkingSet / 1e6:F1}",
                    $"{limits.Gigaflops:F0}", $"{limits.Gigabytes:F0}", $"{profile.Flops / limits.Gigaflops / 1e6:F3}",
                    $"{profile.Bytes / limits.Gigabytes / 1e6:F3}", $"{possible:F4}", $"{time:F4}", $"{100 * possible / time:F0} %");
            }
    }
}
