using System.Numerics;
using System.Runtime.InteropServices;
using Nabla.Kernels;

namespace Nabla.Tests.Kernels.Rows;

public unsafe class ColumnNormTests
{
    public static TheoryData<int, int> Sizes => new()
    {
        { 1, 1 }, { 2, 1 }, { 100_001, 1 }, { 30_001, 3 }, { 7, 8 }, { 17, 16 }, { 3001, 64 }, { 5, 127 }, { 333, 128 }, { 90, 1030 }, { 64, 4096 },
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
        T[] x = Pinned.Random<T>(rows * columns, 1, -1, 3), g = Pinned.Random<T>(rows * columns, 2);
        T[] w = Pinned.Random<T>(columns, 3), b = Pinned.Random<T>(columns, 4), rstd = Pinned.Random<T>(columns, 5, 0.5, 2);
        T[] mean = Pinned.New<T>(columns), variance = Pinned.New<T>(columns), dw = Pinned.New<T>(columns), db = Pinned.New<T>(columns);
        T[] y = Pinned.New<T>(x.Length), dx = Pinned.New<T>(x.Length);
        Pinned.SameForAnyThreads(
            () =>
            {
                ColumnStatistics.Run(x.Pointer(), mean.Pointer(), variance.Pointer(), rows, columns);
                ColumnNorm.Run(x.Pointer(), mean.Pointer(), rstd.Pointer(), w.Pointer(), b.Pointer(), y.Pointer(), rows, columns);
                ColumnNorm.Gradient(
                    x.Pointer(), g.Pointer(), mean.Pointer(), rstd.Pointer(), w.Pointer(), dx.Pointer(), dw.Pointer(), db.Pointer(), rows, columns);
            },
            mean, variance, y, dx, dw, db);

        double[] wx = x.Wide(), wg = g.Wide(), ww = w.Wide(), wb = b.Wide(), wr = rstd.Wide();
        double[] em = new double[columns], ev = new double[columns], ey = new double[x.Length], edx = new double[x.Length];
        double[] edw = new double[columns], edb = new double[columns];
        for (var i = 0; i < wx.Length; i++)
            em[i % columns] += wx[i] / rows;
        for (var i = 0; i < wx.Length; i++)
        {
            var c = i % columns;
            ev[c] += (wx[i] - em[c]) * (wx[i] - em[c]) / rows;
            edw[c] += wg[i] * (wx[i] - em[c]) * wr[c];
            edb[c] += wg[i];
        }

        for (var i = 0; i < wx.Length; i++)
        {
            var c = i % columns;
            var n = (wx[i] - em[c]) * wr[c];
            ey[i] = n * ww[c] + wb[c];
            edx[i] = wr[c] * ww[c] * (wg[i] - edb[c] / rows - n * edw[c] / rows);
        }

        Pinned.Close(em, mean, 30);
        Pinned.Close(ev, variance, 30);
        Pinned.Close(ey, y, 60);
        Pinned.Close(edx, dx, 300);
        Pinned.Close(edw, dw, 30 + 5 * rows);                                   // sums of `rows` numbers of size up to 10 that may cancel
        Pinned.Close(edb, db, 30 + 5 * rows);
    }

    // Σx² − (Σx)²/n gives 0 or nonsense here in float: the variance is 16 million times smaller than the square of the mean.
    [Fact]
    public void VarianceOfNumbersFarFromZero()
    {
        const int Rows = 50_000;
        var x = Pinned.Random<float>(Rows * 2, 1, 4000, 4003.5);
        float[] mean = Pinned.New<float>(2), variance = Pinned.New<float>(2);
        ColumnStatistics.Run(x.Pointer(), mean.Pointer(), variance.Pointer(), Rows, 2);
        var even = x.Where((_, i) => i % 2 == 0).Select(v => (double)v).ToArray();
        var exact = even.Average();
        Assert.Equal(exact, mean[0], 4000 * 3e-7);
        Assert.Equal(even.Average(v => (v - exact) * (v - exact)), variance[0], 1e-5);
    }

    [Fact]
    public void WithoutScaleAndShift()
    {
        float[] x = Pinned.Random<float>(50, 1), mean = Pinned.New<float>(5), rstd = Pinned.Random<float>(5, 2), y = Pinned.New<float>(50);
        ColumnNorm.Run(x.Pointer(), mean.Pointer(), rstd.Pointer(), null, null, y.Pointer(), 10, 5);
        Assert.Equal(x.Select((v, i) => v * rstd[i % 5]), y);
    }

    // Where the result is not aligned it goes through the cache, by the same formulas.
    [Fact]
    public void ResultsStreamedPastTheCacheHaveTheSameBits()
    {
        const int Rows = 65_537, Columns = 64, Length = Rows * Columns;
        float[] x = Pinned.Random<float>(Length, 1), w = Pinned.Random<float>(Columns, 2), mean = Pinned.New<float>(Columns);
        float[] dw = Pinned.New<float>(Columns), db = Pinned.New<float>(Columns);
        var memory = (float*)NativeMemory.AlignedAlloc((Length + 1) * sizeof(float), 64);
        try
        {
            Assert.True(Streamed.Suits(memory, Rows, Columns) && !Streamed.Suits(memory + 1, Rows, Columns) && !Streamed.Suits(memory, Rows, 63));
            ColumnNorm.Run(x.Pointer(), mean.Pointer(), w.Pointer(), null, null, memory, Rows, Columns);
            var streamed = new Span<float>(memory, Length).ToArray();
            ColumnNorm.Run(x.Pointer(), mean.Pointer(), w.Pointer(), null, null, memory + 1, Rows, Columns);
            Assert.True(streamed.AsSpan().SequenceEqual(new Span<float>(memory + 1, Length)));

            ColumnNorm.Gradient(x.Pointer(), x.Pointer(), mean.Pointer(), w.Pointer(), null, memory, dw.Pointer(), db.Pointer(), Rows, Columns);
            new Span<float>(memory, Length).CopyTo(streamed);
            ColumnNorm.Gradient(x.Pointer(), x.Pointer(), mean.Pointer(), w.Pointer(), null, memory + 1, dw.Pointer(), db.Pointer(), Rows, Columns);
            Assert.True(streamed.AsSpan().SequenceEqual(new Span<float>(memory + 1, Length)));
        }
        finally
        {
            NativeMemory.AlignedFree(memory);
        }
    }
}
