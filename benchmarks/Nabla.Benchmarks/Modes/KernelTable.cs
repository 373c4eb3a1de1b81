using Nabla.Kernels;

namespace Nabla.Benchmarks.Modes;

/// <summary>The kernels of each workload, those first that take the most time.</summary>
static class KernelTable
{
    public static void Print(IEnumerable<Workload> workloads, double seconds)
    {
        foreach (var workload in workloads)
        {
            var profile = workload.Prepare().Profile(seconds);
            var limits = MachineLimits.Measure(profile.WorkingSet);
            Console.WriteLine(
                $"{workload.Name}: {profile.Milliseconds:F3} ms, {Workers.Threads} threads, {limits.Gigaflops:F0} GFLOP/s and {limits.Gigabytes:F0} GB/s possible");
            var table = new MarkdownTable(new string(' ', 64), "calls", "      ms", " share", "GFLOP/s", " GB/s", "of possible");
            foreach (var k in profile.Kernels)
                table.Row(k.Name, $"{k.Calls}", $"{k.Milliseconds:F4}", $"{100 * k.Milliseconds / profile.Milliseconds:F1} %",
                    $"{k.GigaflopsPerSecond:F0}", $"{k.GigabytesPerSecond:F0}", $"{100 * k.Possible(limits) / k.Milliseconds:F0} %");
        }
    }
}
