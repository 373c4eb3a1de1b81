using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Nabla.Kernels;

namespace Nabla.Tests.Kernels;

/// <summary>Arrays that stay where they are, so that kernels can be given pointers, and comparison with naive results.</summary>
static unsafe class Pinned
{
    public static T[] New<T>(long count) => GC.AllocateArray<T>((int)count, pinned: true);

    /// <summary>Even numbers in [low, high).</summary>
    public static T[] Random<T>(long count, int seed, double low = -3, double high = 3) where T : INumber<T>
    {
        var random = new Random(seed);
        var x = New<T>(count);
        for (var i = 0; i < x.Length; i++)
            x[i] = T.CreateTruncating(low + (high - low) * random.NextDouble());
        return x;
    }

    public static T* Pointer<T>(this T[] pinned) where T : unmanaged => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));

    public static double[] Wide<T>(this T[] x) where T : INumber<T> => [.. x.Select(double.CreateChecked)];

    /// <summary>
    /// |actual − expected| ≤ units · (rounding unit of T) · max(1, |expected|). For double eight units are taken as one:
    /// the expectation is itself a naive sum in double.
    /// </summary>
    public static void Close<T>(double[] expected, T[] actual, double units) where T : INumber<T>
    {
        var unit = typeof(T) == typeof(float) ? 6e-8 : 9e-16;
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            var y = double.CreateChecked(actual[i]);
            var close = double.IsFinite(expected[i])
                ? Math.Abs(y - expected[i]) <= units * unit * Math.Max(1, Math.Abs(expected[i]))
                : y.Equals(expected[i]);
            if (!close)
                Assert.Fail($"[{i}] expected {expected[i]:R}, got {y:R}");
        }
    }

    /// <summary>The kernel writes the same bits into its results with one thread and with several.</summary>
    public static void SameForAnyThreads<T>(Action kernel, params T[][] results) where T : unmanaged
    {
        var before = Workers.Threads;
        try
        {
            Workers.Threads = 1;
            kernel();
            var one = results.Select(r => (T[])r.Clone()).ToArray();
            Workers.Threads = 3;
            foreach (var result in results)
                Array.Clear(result);
            kernel();
            for (var i = 0; i < results.Length; i++)
                Assert.True(MemoryMarshal.AsBytes<T>(one[i]).SequenceEqual(MemoryMarshal.AsBytes<T>(results[i])), $"result {i} differs");
        }
        finally
        {
            Workers.Threads = before;
        }
    }
}
