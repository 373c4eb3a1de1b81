using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Nabla.Train.RunLogs;

/// <summary>The machine that a run ran on.</summary>
/// <param name="Cpu">The processor's own name.</param>
/// <param name="Cores">How many logical processors the process may use.</param>
/// <param name="VectorBits">The widest vector unit that .NET uses, in bits.</param>
/// <param name="Runtime">The version of .NET.</param>
/// <param name="System">The operating system.</param>
public sealed record Machine(string Cpu, int Cores, int VectorBits, string Runtime, string System)
{
    /// <summary>This machine.</summary>
    public static Machine Here() => new(
        CpuName(),
        Environment.ProcessorCount,
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 64,
        RuntimeInformation.FrameworkDescription,
        RuntimeInformation.OSDescription);

    static string CpuName()
    {
        const string LinuxFile = "/proc/cpuinfo";
        var line = File.Exists(LinuxFile) ? File.ReadLines(LinuxFile).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
            ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
