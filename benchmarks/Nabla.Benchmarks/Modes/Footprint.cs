using System.Globalization;

namespace Nabla.Benchmarks.Modes;

/// <summary>What Linux counts of this process; null elsewhere.</summary>
static class Footprint
{
    const int MinorFaults = 7;      // in /proc/self/stat after the name in brackets: state, four ids, terminal's group, flags, minflt

    /// <summary>The largest resident memory so far, in bytes.</summary>
    public static long? PeakBytes =>
        Read("/proc/self/status")?.Split('\n').FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)) is { } line
            ? 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture)
            : null;

    /// <summary>Pages touched for the first time so far.</summary>
    public static long? PageFaults =>
        Read("/proc/self/stat") is { } text
            ? long.Parse(text[(text.LastIndexOf(')') + 2)..].Split(' ')[MinorFaults], CultureInfo.InvariantCulture)
            : null;

    static string? Read(string file) => File.Exists(file) ? File.ReadAllText(file) : null;
}
