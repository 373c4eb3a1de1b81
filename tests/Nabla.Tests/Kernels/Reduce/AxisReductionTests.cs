using System.Numerics;
using Nabla.Kernels;

namespace Nabla.Tests.Kernels.Reduce;

public unsafe class AxisReductionTests
{
    // outer, middle, inner: nothing, one, around a register, folded narrow columns, several strips, pieces of one long row or column.
    public static TheoryData<int, int, int> Sizes => new()
    {
        { 0, 5, 3 }, { 3, 0, 4 }, { 3, 0, 1 }, { 1, 1, 1 }, { 5, 7, 1 }, { 5, 8, 1 }, { 5, 9, 1 }, { 3, 64, 1 }, { 3, 127, 1 }, { 200, 1000, 1 },
        { 1, 300_007, 1 }, { 2, 100_000, 1 }, { 1, 5000, 1025 }, { 1, 700, 1000 }, { 1, 40_001, 10 }, { 2, 20_000, 3 }, { 1, 100, 128 },
        { 4, 17, 129 }, { 30, 33, 7 }, { 3, 5, 4001 }, { 1, 15, 2 }, { 1, 257, 64 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void EqualsANaiveLoop(int outer, int middle, int inner)
    {
        Check<float>(outer, middle, inner, 1e-6);       // a few rounding units (6e-8) of the sum of absolute values
        Check<double>(outer, middle, inner, 1e-14);      // the naive double sum that it is compared with is no better
        Check<int>(outer, middle, inner, 0);
        Check<long>(outer, middle, inner, 0);
    }

    static void Check<T>(int outer, int middle, int inner, double tolerance) where T : unmanaged, INumber<T>
    {
        var random = new Random(1);
        var x = new T[outer * middle * inner];
        for (var i = 0; i < x.Length; i++)
            x[i] = T.CreateTruncating((random.NextDouble() - 0.4) * 200);
        Compare<T, Summing>(x, outer, middle, inner, 0, (a, b) => a + b, tolerance);
        Compare<T, Largest>(x, outer, middle, inner, double.NegativeInfinity, Math.Max, 0);
        Compare<T, Smallest>(x, outer, middle, inner, double.PositiveInfinity, Math.Min, 0);
        for (var i = 0; i < x.Length; i++)
            x[i] = T.CreateTruncating(i % 3 == 0 ? -1 : 1);
        Compare<T, Multiplying>(x, outer, middle, inner, 1, (a, b) => a * b, 0);
        CheckIndices(x, outer, middle, inner);
    }

    static T[] Reduced<T, TOp>(T[] x, int outer, int middle, int inner) where T : unmanaged, INumber<T> where TOp : struct, IReduction
    {
        var y = new T[outer * inner];
        fixed (T* px = x)
        fixed (T* py = y)
            AxisReduction.Run<T, TOp>(px, py, outer, middle, inner);
        return y;
    }

    static void Compare<T, TOp>(T[] x, int outer, int middle, int inner, double start, Func<double, double, double> combine, double tolerance)
        where T : unmanaged, INumber<T> where TOp : struct, IReduction
    {
        var y = Reduced<T, TOp>(x, outer, middle, inner);
        for (var o = 0; o < outer; o++)
            for (var i = 0; i < inner; i++)
            {
                double expected = start, size = 0;
                for (var m = 0; m < middle; m++)
                {
                    var value = double.CreateChecked(x[(o * middle + m) * inner + i]);
                    expected = combine(expected, value);
                    size += Math.Abs(value);
                }

                Assert.Equal(double.CreateChecked(T.CreateSaturating(expected)), double.CreateChecked(y[o * inner + i]), tolerance * size);
            }
    }

    static void CheckIndices<T>(T[] x, int outer, int middle, int inner) where T : unmanaged, INumber<T>
    {
        if (middle == 0)
            return;
        var largest = new long[outer * inner];
        var smallest = new long[outer * inner];
        fixed (T* px = x)
        fixed (long* pl = largest, ps = smallest)
        {
            ArgReduction.Run<T, Largest>(px, pl, outer, middle, inner);
            ArgReduction.Run<T, Smallest>(px, ps, outer, middle, inner);
        }

        for (var o = 0; o < outer; o++)
            for (var i = 0; i < inner; i++)
            {
                var (high, low) = (0, 0);
                T At(int m) => x[(o * middle + m) * inner + i];
                for (var m = 1; m < middle; m++)
                    (high, low) = (At(m) > At(high) ? m : high, At(m) < At(low) ? m : low);
                Assert.Equal((high, low), (largest[o * inner + i], smallest[o * inner + i]));
            }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(13)]
    public void NaNWinsAndItsFirstPositionIsFound(int inner)
    {
        const int Middle = 37;
        var x = Enumerable.Range(0, Middle * inner).Select(i => (float)(i % 11)).ToArray();
        x[5 * inner] = x[20 * inner] = float.NaN;
        Assert.True(float.IsNaN(Reduced<float, Largest>(x, 1, Middle, inner)[0]));
        Assert.True(float.IsNaN(Reduced<float, Smallest>(x, 1, Middle, inner)[0]));
        var index = new long[inner];
        fixed (float* px = x)
        fixed (long* pi = index)
            ArgReduction.Run<float, Smallest>(px, pi, 1, Middle, inner);
        Assert.Equal(5, index[0]);
    }

    // A naive float sum of ten million times 0.1 is wrong in the second digit.
    [Fact]
    public void LongFloatSumsStayExact()
    {
        var x = new float[10_000_000];
        Array.Fill(x, 0.1f);
        Assert.Equal(1e7 * 0.1f, Reduced<float, Summing>(x, 1, x.Length, 1)[0], 1e6 * 1e-6);
        Assert.Equal(1e7 / 8 * 0.1f, Reduced<float, Summing>(x, 1, x.Length / 8, 8)[3], 1e6 / 8 * 1e-6);
    }
}
