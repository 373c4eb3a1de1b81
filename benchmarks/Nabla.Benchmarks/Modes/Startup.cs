using System.Diagnostics;
using System.Globalization;

namespace Nabla.Benchmarks.Modes;

/// <summary>One training step of a workload right after the start of the process.</summary>
static class Startup
{
    public static void Print(Workload workload)
    {
        workload.Prepare().Run();
        using var process = Process.GetCurrentProcess();
        var milliseconds = (DateTime.UtcNow - process.StartTime.ToUniversalTime()).TotalMilliseconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $$"""{"name": "{{workload.Name}}", "first_step_ms": {{milliseconds:F0}}}"""));
    }
}
