using System.Diagnostics;
using System.Globalization;
using System.Runtime;

namespace Nabla.Benchmarks.Modes;

/// <summary>One training step of a workload right after the start of the process, and how much of its time the runtime compiled.</summary>
static class Startup
{
    public static void Print(Workload workload)
    {
        workload.Prepare().Run();
        using var process = Process.GetCurrentProcess();
        var milliseconds = (DateTime.UtcNow - process.StartTime.ToUniversalTime()).TotalMilliseconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $$"""
            {"name": "{{workload.Name}}", "first_step_ms": {{milliseconds:F0}}, "compiling_ms": {{JitInfo.GetCompilationTime().TotalMilliseconds:F0}}, "compiled_methods": {{JitInfo.GetCompiledMethodCount()}}}
            """));
    }
}
