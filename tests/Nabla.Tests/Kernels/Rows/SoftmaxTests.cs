using System.Numerics;
using Nabla.Kernels;

namespace Nabla.Tests.Kernels.Rows;

public unsafe class SoftmaxTests
{
    public static TheoryData<int, int> Sizes => new()
    {
        { 0, 5 }, { 3, 1 }, { 4, 2 }, { 5, 7 }, { 5, 8 }, { 5, 9 }, { 64, 10 }, { 3, 31 }, { 3, 32 }, { 3, 33 }, { 130, 1000 }, { 2, 50_257 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void EqualsANaiveLoop(int rows, int columns)
    {
        Check<float>(rows, columns);
        Check<double>(rows, columns);
    }

    static void Check<T>(int rows, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = Pinned.Random<T>(rows * columns, 1, -20, 20);
        var g = Pinned.Random<T>(rows * columns, 2);
        T[] y = Pinned.New<T>(x.Length), log = Pinned.New<T>(x.Length), dx = Pinned.New<T>(x.Length), dlog = Pinned.New<T>(x.Length);
        Pinned.SameForAnyThreads(
            () =>
            {
                Softmax.Run(x.Pointer(), y.Pointer(), rows, columns);
                Softmax.RunLog(x.Pointer(), log.Pointer(), rows, columns);
                SoftmaxGradient.Run(y.Pointer(), g.Pointer(), dx.Pointer(), rows, columns);
                SoftmaxGradient.RunLog(log.Pointer(), g.Pointer(), dlog.Pointer(), rows, columns);
            },
            y, log, dx, dlog);
        double[] ey = new double[x.Length], elog = new double[x.Length], edx = new double[x.Length], edlog = new double[x.Length];
        double[] wx = x.Wide(), wg = g.Wide();
        for (var r = 0; r < rows; r++)
            Naive(wx.AsSpan(r * columns, columns), wg.AsSpan(r * columns, columns), ey, elog, edx, edlog, r * columns);

        // Relative to 1: a few roundings, and the sums' own.
        Pinned.Close(ey, y, 10);
        Pinned.Close(elog, log, 10);
        Pinned.Close(edx, dx, 30);
        Pinned.Close(edlog, dlog, 10 + columns / 10.0);
    }

    static void Naive(Span<double> x, Span<double> g, double[] y, double[] log, double[] dx, double[] dlog, int at)
    {
        double max = double.NegativeInfinity, sum = 0, gy = 0, gs = 0;
        foreach (var v in x) max = Math.Max(max, v);
        foreach (var v in x) sum += Math.Exp(v - max);
        for (var i = 0; i < x.Length; i++)
        {
            log[at + i] = x[i] - max - Math.Log(sum);
            y[at + i] = Math.Exp(x[i] - max) / sum;
            gy += g[i] * y[at + i];
            gs += g[i];
        }

        for (var i = 0; i < x.Length; i++)
            (dx[at + i], dlog[at + i]) = (y[at + i] * (g[i] - gy), g[i] - y[at + i] * gs);
    }

    // As PyTorch: huge numbers are fine, −∞ has probability 0, a row of −∞ or with NaN is NaN.
    [Theory]
    [InlineData(new[] { 1e30f, 1e30f, 0 }, new[] { 0.5f, 0.5f, 0f })]
    [InlineData(new[] { float.NegativeInfinity, 3, 3 }, new[] { 0, 0.5f, 0.5f })]
    [InlineData(new[] { float.NegativeInfinity, float.NegativeInfinity }, new[] { float.NaN, float.NaN })]
    [InlineData(new[] { float.NaN, 1, 2, 3, 4, 5, 6, 7, 8, 9 }, new[] { float.NaN, float.NaN, float.NaN, float.NaN, float.NaN, float.NaN, float.NaN, float.NaN, float.NaN, float.NaN })]
    [InlineData(new[] { 1, float.PositiveInfinity }, new[] { float.NaN, float.NaN })]
    public void ExtremeRows(float[] x, float[] expected)
    {
        var y = Pinned.New<float>(x.Length);
        fixed (float* px = x)
        {
            Softmax.Run(px, y.Pointer(), 1, x.Length);
            Assert.Equal(expected, y);
            Softmax.RunLog(px, y.Pointer(), 1, x.Length);
            Assert.Equal(expected, y.Select(MathF.Exp));
        }
    }
}
