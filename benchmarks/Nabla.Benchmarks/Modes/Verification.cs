using System.Diagnostics;

namespace Nabla.Benchmarks.Modes;

/// <summary>Compares the results of workloads with a reference in float64: the loss and all gradients, or the output.</summary>
static class Verification
{
    /// <summary>Checks in this process; prints the largest error of each workload. Whether all were fine.</summary>
    public static bool Run(IEnumerable<Workload> workloads)
    {
        var fine = true;
        foreach (var workload in workloads)
        {
            var all = workload.Prepare().Check().ToArray();
            var worst = all.MaxBy(d => double.IsNaN(d.Error) ? double.PositiveInfinity : d.Error);
            Console.WriteLine($"{workload.Name,-18} {all.Length,3} results, largest error {worst.Error:0.0e-0} of {worst.Allowed:0e-0} allowed: {worst.What}");
            foreach (var wrong in all.Where(d => !d.IsFine))
            {
                fine = false;
                Console.Error.WriteLine(
                    $"{workload.Name}: {wrong.What} differs from the float64 reference by {wrong.Error:0.0e-0}, more than {wrong.Allowed:0e-0}");
            }
        }

        return fine;
    }

    /// <summary>Checks in a process of its own, so that memory and compiled code of this one are those of the timing alone.</summary>
    public static bool RunApart(Workload workload)
    {
        var program = Environment.ProcessPath!;
        var isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";      // dotnet Nabla.Benchmarks.dll
        string[] arguments = [.. isHost ? [Environment.GetCommandLineArgs()[0]] : Array.Empty<string>(), "--verify", "--only", workload.Name];
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
