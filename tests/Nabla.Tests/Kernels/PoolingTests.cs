using System.Numerics;
using Nabla.Kernels;

namespace Nabla.Tests.Kernels;

[Collection(nameof(ThreadCount))]
public unsafe class PoolingTests
{
    public static TheoryData<string, PoolShape> Shapes() => new()
    {
        { "2×2", Pool2(2, 6, 8, 16, 2, 2, 0) },
        { "2×2 with a rest", Pool2(2, 7, 5, 19, 2, 2, 0) },
        { "3×3 stride 2 padded", Pool2(2, 9, 10, 21, 3, 2, 1) },
        { "3×3 stride 1 padded", Pool2(1, 5, 6, 3, 3, 1, 1) },
        { "one channel", Pool2(3, 6, 6, 1, 2, 2, 0) },
        { "stride past the kernel", Pool2(1, 10, 11, 9, 2, 3, 0) },
        { "dilated", Pool2(1, 10, 11, 9, 3, 2, 2, 2) },
        { "windows over the end", Pool2(1, 6, 6, 8, 3, 2, 1) with { Output = new(1, 4, 4) } },
        { "all of the image", Pool2(3, 7, 7, 40, 7, 7, 0) },
        { "several chunks", Pool2(8, 30, 30, 24, 2, 2, 0) },
        { "1-D", new(2, 5, new(1, 1, 20), new(1, 1, 10), new(1, 1, 3), new(1, 1, 2), new(0, 0, 1), new(1, 1, 1)) },
        { "3-D", new(2, 5, new(4, 5, 6), new(2, 3, 3), new(2, 3, 2), new(2, 2, 2), new(0, 1, 0), new(1, 1, 1)) },
        { "empty batch", Pool2(0, 6, 6, 8, 2, 2, 0) },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void FloatEqualsTheDefinition(string what, PoolShape s) => EqualsTheDefinition<float>(what, s, 1e-6);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void DoubleEqualsTheDefinition(string what, PoolShape s) => EqualsTheDefinition<double>(what, s, 1e-15);

    [Fact]
    public void OfEqualValuesTheFirstWinsAndNaNWinsOverAll()
    {
        var s = new PoolShape(1, 2, new(1, 2, 2), new(1, 1, 1), new(1, 2, 2), new(1, 2, 2), default, new(1, 1, 1));
        float[] x = [3, 1, 3, float.NaN, 2, 5, 3, 7], y = new float[2];
        var index = new int[2];
        fixed (float* px = x, py = y)
        fixed (int* pi = index)
            Pooling.Max(s, px, py, pi);
        Assert.Equal([3, float.NaN], y);
        Assert.Equal([0, 1], index);
    }

    [Fact]
    public void AWindowOnPaddingAloneGivesMinusInfinity()
    {
        var s = new PoolShape(1, 1, new(1, 1, 2), new(1, 1, 1), new(1, 1, 2), new(1, 1, 1), new(0, 0, 2), new(1, 1, 4));
        float x = 1, y = 0;
        var index = 7;
        Pooling.Max(s, &x, &y, &index);
        Assert.Equal((float.NegativeInfinity, 0), (y, index));
    }

    // Tolerance: sums of at most 49 values below 1, divided by their number.
    static void EqualsTheDefinition<T>(string what, PoolShape s, double tolerance) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(5);
        var inputs = s.Batch * s.Input.Volume * s.Channels;
        var outputs = s.Batch * s.Output.Volume * s.Channels;
        var x = Fill<T>(random, inputs, 8);        // few different values, so that ties are common
        var g = Fill<T>(random, outputs, 1 << 20);
        foreach (var threads in new[] { 1, 3 })
            ThreadCount.With(threads, () =>
            {
                MaxEqualsTheDefinition(what, s, x, g, tolerance);
                AverageEqualsTheDefinition(what, s, x, g, tolerance, countPadding: true);
                AverageEqualsTheDefinition(what, s, x, g, tolerance, countPadding: false);
                return 0;
            });
    }

    static void MaxEqualsTheDefinition<T>(string what, PoolShape s, T[] x, T[] g, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (y, gathered, dx, index) = (new T[g.Length], new T[g.Length], new T[x.Length], new int[g.Length]);
        Array.Fill(dx, T.NaN);
        fixed (T* px = x, pg = g, py = y, pGathered = gathered, pdx = dx)
        fixed (int* pi = index)
        {
            Pooling.Max(s, px, py, pi);
            Pooling.MaxGradient(s, pg, pi, pdx);
            Pooling.MaxGather(s, px, pi, pGathered);
        }

        var expected = new double[x.Length];
        foreach (var (o, n, c, seen, _) in Outputs(s))
        {
            var best = seen.MaxBy(p => double.CreateChecked(x[(n * s.Input.Volume + p) * s.Channels + c]));
            Assert.True(best == index[o], $"{what}: index[{o}] must be {best}, got {index[o]}");
            Assert.Equal(x[(n * s.Input.Volume + best) * s.Channels + c], y[o]);
            expected[(n * s.Input.Volume + best) * s.Channels + c] += double.CreateChecked(g[o]);
        }

        Assert.Equal(y, gathered);
        Close(what + ": gradient of the maximum", expected, dx, tolerance);
    }

    static void AverageEqualsTheDefinition<T>(string what, PoolShape s, T[] x, T[] g, double tolerance, bool countPadding)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var divisor = countPadding ? Divisor.InputsAndPadding : Divisor.Inputs;
        var (y, dx) = (new T[g.Length], new T[x.Length]);
        Array.Fill(dx, T.NaN);
        fixed (T* px = x, pg = g, py = y, pdx = dx)
        {
            Pooling.Average(s, px, py, divisor);
            Pooling.AverageGradient(s, pg, pdx, divisor);
        }

        var (expected, expectedDx) = (new double[g.Length], new double[x.Length]);
        foreach (var (o, n, c, seen, padded) in Outputs(s))
            foreach (var p in seen)
            {
                var (i, size) = ((n * s.Input.Volume + p) * s.Channels + c, countPadding ? padded : seen.Count);
                expected[o] += double.CreateChecked(x[i]) / size;
                expectedDx[i] += double.CreateChecked(g[o]) / size;
            }

        Close(what + ": average", expected, y, tolerance);
        Close(what + ": gradient of the average", expectedDx, dx, tolerance);
    }

    /// <summary>For each output element: its batch and channel, the input positions it sees, and their number with padding.</summary>
    static IEnumerable<(int O, int N, int C, List<int> Seen, int Padded)> Outputs(PoolShape s)
    {
        for (var o = 0; o < s.Batch * s.Output.Volume * s.Channels; o++)
        {
            var (c, w, h, d) = (o % s.Channels, o / s.Channels % s.Output.W, o / s.Channels / s.Output.W % s.Output.H,
                o / s.Channels / s.Output.W / s.Output.H % s.Output.D);
            var (seen, padded) = (new List<int>(), 0);
            for (var t = 0; t < s.Kernel.Volume; t++)
            {
                var id = d * s.Stride.D - s.Padding.D + t / s.Kernel.W / s.Kernel.H * s.Dilation.D;
                var ih = h * s.Stride.H - s.Padding.H + t / s.Kernel.W % s.Kernel.H * s.Dilation.H;
                var iw = w * s.Stride.W - s.Padding.W + t % s.Kernel.W * s.Dilation.W;
                if (id < s.Input.D + s.Padding.D && ih < s.Input.H + s.Padding.H && iw < s.Input.W + s.Padding.W)
                    padded++;
                if (id >= 0 && id < s.Input.D && ih >= 0 && ih < s.Input.H && iw >= 0 && iw < s.Input.W)
                    seen.Add((id * s.Input.H + ih) * s.Input.W + iw);
            }

            yield return (o, o / s.Channels / s.Output.Volume, c, seen, padded);
        }
    }

    static void Close<T>(string what, double[] expected, T[] got, double tolerance) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < expected.Length; i++)
            if (!(Math.Abs(double.CreateChecked(got[i]) - expected[i]) <= tolerance * (1 + Math.Abs(expected[i]))))
                Assert.Fail($"{what}[{i}] must be {expected[i]:g9}, got {got[i]}");
    }

    static T[] Fill<T>(Random random, int count, int levels) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var values = new T[count];
        for (var i = 0; i < count; i++)
            values[i] = T.CreateChecked(random.Next(levels)) / T.CreateChecked(levels) - T.CreateChecked(0.5);
        return values;
    }

    static PoolShape Pool2(int n, int h, int w, int channels, int kernel, int stride, int padding, int dilation = 1)
    {
        int Size(int length) => (length + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1;
        return new(n, channels, new(1, h, w), new(1, Size(h), Size(w)), new(1, kernel, kernel), new(1, stride, stride),
            new(0, padding, padding), new(1, dilation, dilation));
    }
}
