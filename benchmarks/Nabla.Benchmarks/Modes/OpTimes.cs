using System.Diagnostics;
using System.Globalization;
using Nabla.Benchmarks.Ops;

namespace Nabla.Benchmarks.Modes;

/// <summary>The best time of a call of each op of some families, as one line of JSON each: our half of eng/peer_ops.py.</summary>
static class OpTimes
{
    // A sample is as many calls as take this long, so that reading the clock does not count.
    const double SampleMicroseconds = 100;

    public static void Print(IEnumerable<string> families, double seconds)
    {
        foreach (var family in families)
        {
            var (name, only) = Parts(family);
            OpRow[] rows = [.. OpRow.Families[name]().Where(row => only is null || row.Name == only)];

            // All rows are run first, twice: the runtime compiles hot methods anew in the background, one after the other.
            foreach (var row in rows.Concat(rows))
                Repeat(row, seconds);
            foreach (var row in rows)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $$"""
                    {"family": "{{name}}", "name": "{{row.Name}}", "us": {{Repeat(row, seconds):F3}}}
                    """));
        }
    }

    /// <summary>FAMILY, or FAMILY:OP for one row of it.</summary>
    public static (string Family, string? Op) Parts(string text) => text.Split(':', 2) is [var family, var op] ? (family, op) : (text, null);

    static double Repeat(OpRow row, double seconds)
    {
        var (begin, best, calls) = (Stopwatch.GetTimestamp(), double.PositiveInfinity, 1);
        do
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < calls; i++)
            {
                using var scope = new MemoryScope();
                row.Call();
            }

            var microseconds = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            best = Math.Min(best, microseconds / calls);
            if (microseconds < SampleMicroseconds / 2)
                calls *= 2;
        }
        while (Stopwatch.GetElapsedTime(begin).TotalSeconds < seconds);
        return best;
    }
}
