using Nabla.Kernels;

namespace Nabla.Tests.Kernels.Indexing;

public unsafe class StridedCopyTests
{
    // Shape, source strides, target strides; a negative stride starts at the far end of its axis.
    public static TheoryData<int[], long[], long[]> Layouts => new()
    {
        { [], [], [] },
        { [0, 3], [3, 1], [3, 1] },
        { [1], [7], [1] },
        { [100_003], [1], [1] },                                            // dense, longer than a chunk, no multiple of anything
        { [70_001], [3], [1] },
        { [50_001], [-1], [2] },
        { [300, 257], [1, 300], [257, 1] },                                 // transposed
        { [17, 15], [1, 17], [15, 1] },
        { [4, 63, 130], [63 * 130, 1, 63], [63 * 130, 130, 1] },            // channels last to channels first
        { [5, 33, 7, 9], [33 * 63, 1, 33 * 9, 33], [33 * 63, 63, 9, 1] },
        { [64, 1000], [1, 0], [1000, 1] },                                  // each repeated along a row
        { [64, 1000], [0, 1], [1000, 1] },                                  // one row repeated
        { [3, 1, 5, 1, 4, 2, 3, 2], [0, 9, 48, 9, -12, 6, 2, 1], [240, 9, 48, 9, 12, 6, 2, 1] },
        { [9, 40, 50], [50, 450, 1], [2000, 50, 1] },                       // rows kept, outer axes exchanged
        { [40_000, 3], [1, 40_000], [3, 1] },
        { [3, 40_000], [1, 3], [40_000, 1] },
        { [40_000, 2], [2, 1], [5, 1] },                                    // into a slice
        { [100, 90], [90, 1], [1, 100] },                                   // the target is the transposed side
        { [1000, 16, 4], [64, 1, 16], [64, 4, 1] },                         // channels of four groups in turn
        { [9, 30, 2, 20, 2, 16], [38_400, 1280, 2, 64, 1, 4], [38_400, 1280, 640, 32, 16, 1] },         // channels into pixels
        { [300, 500], [1001, 2], [500, 1] },                                // every second element; the last group overlaps the one before
        { [700, 17], [60, 3], [17, 1] },
        { [700, 17], [80, 4], [17, 1] },                                    // further apart than four registers
        { [400, 7, 9], [40, 3, 1], [63, 9, 1] },                            // windows that share elements
        { [900, 3, 7], [21, 1, 3], [21, 7, 1] },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void CopiesEveryElementAndNothingElse(int[] shape, long[] from, long[] to)
    {
        Check<float, float>(shape, from, to, v => v);
        Check<double, float>(shape, from, to, v => (float)v);
        Check<bool, double>(shape, from, to, v => v ? 1 : 0);
    }

    static void Check<TFrom, TTo>(int[] shape, long[] from, long[] to, Func<TFrom, TTo> convert) where TFrom : unmanaged where TTo : unmanaged
    {
        var x = new TFrom[Extent(shape, from)];
        for (var i = 0; i < x.Length; i++)
            x[i] = Element.Convert<double, TFrom>(i % 251 - 100);
        var marker = Element.Convert<double, TTo>(12345);
        var y = new TTo[Extent(shape, to) + 8];
        Array.Fill(y, marker);
        var expected = (TTo[])y.Clone();
        var index = new int[shape.Length];
        for (long n = shape.Aggregate(1L, (a, b) => a * b); n > 0; n--)
        {
            expected[At(shape, to, index)] = convert(x[At(shape, from, index)]);
            for (var axis = shape.Length - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--)
                index[axis] = 0;
        }

        var zero = new int[shape.Length];
        fixed (TFrom* px = x)
        fixed (TTo* py = y)
            StridedCopy.Run(px + (x.Length == 0 ? 0 : At(shape, from, zero)), from, py + At(shape, to, zero), to, shape);
        Assert.True(expected.AsSpan().SequenceEqual(y));
    }

    static int Extent(int[] shape, long[] strides) =>
        (int)shape.Zip(strides).Aggregate(1L, (sum, axis) => sum + Math.Max(0, axis.First - 1) * Math.Abs(axis.Second));

    static long At(int[] shape, long[] strides, int[] index)
    {
        long at = 0;
        for (var axis = 0; axis < shape.Length; axis++)
            at += (strides[axis] < 0 ? index[axis] - Math.Max(0, shape[axis] - 1) : index[axis]) * strides[axis];
        return at;
    }

    [Fact]
    public void ConvertsAmongAllTypes()
    {
        double[] values = [0, 1, -1, 2.75, -2.75, 3e9, -3e9, 1e30, double.NaN, double.PositiveInfinity];
        Convert(values, v => (float)v);
        Convert(values, v => (int)Math.Clamp(double.IsNaN(v) ? 0 : Math.Truncate(v), int.MinValue, int.MaxValue));
        Convert(values, v => v >= 9.3e18 ? long.MaxValue : double.IsNaN(v) ? 0 : (long)v);
        Convert(values, v => v != 0);
        Convert<float, long>([.. values.Select(v => (float)v), 5, -7.5f, 1e19f, -1e19f, 0.99f, -0.99f, float.NegativeInfinity], v => (long)v);
        Convert<long, int>([5, -5, 1L << 32 | 7], v => (int)v);
        Convert<long, float>([16777217, -3], v => v);
        Convert<int, double>([int.MinValue, 3], v => v);
        Convert<int, bool>([0, 256, -1], v => v != 0);
        Convert<bool, int>([true, false], v => v ? 1 : 0);
        Convert<float, double>([float.NaN, 1.5f, float.MaxValue, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13], v => v);
    }

    static void Convert<TFrom, TTo>(TFrom[] x, Func<TFrom, TTo> convert) where TFrom : unmanaged where TTo : unmanaged
    {
        var y = new TTo[x.Length];
        fixed (TFrom* px = x)
        fixed (TTo* py = y)
            StridedCopy.Run(px, [1], py, [1], [x.Length]);
        Assert.Equal(x.Select(convert), y);
    }
}
