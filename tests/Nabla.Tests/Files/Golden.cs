using System.Reflection;

namespace Nabla.Tests.Files;

/// <summary>Files made by NumPy and Python (eng/golden/numpy_files.py), and the values they hold.</summary>
static class Golden
{
    public static byte[] Bytes(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"golden/{name}")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>(37 i mod 101 − 50) / 4, as the script has it.</summary>
    public static double Value(long i) => (37 * i % 101 - 50) / 4.0;

    public static float[] Floats(int count) => [.. Enumerable.Range(0, count).Select(i => (float)Value(i))];

    public static long[] Longs(int count) => [.. Enumerable.Range(0, count).Select(i => (long)Value(i))];
}
