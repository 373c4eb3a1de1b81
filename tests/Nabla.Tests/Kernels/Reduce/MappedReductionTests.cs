using Nabla.Kernels;

namespace Nabla.Tests.Kernels.Reduce;

[Collection(nameof(ThreadCount))]
public class MappedReductionTests
{
    readonly struct SquaredDistance : IMap
    {
        public static int Inputs => 2;

        public N Value<N>(N a, N b, N c, N d) where N : struct, IFormula<N> => (a - b) * (a - b);
    }

    readonly struct Shifted(double by) : IMap
    {
        public static int Inputs => 1;

        public N Value<N>(N a, N b, N c, N d) where N : struct, IFormula<N> => N.Abs(a) + N.Of(by);
    }

    // Shapes of a and b, and the reduced axes: rows and columns, short and long, cut into pieces, folded, with b along any of the axes.
    public static TheoryData<int[], int[], int[]> Cases => new()
    {
        { [7, 100], [7, 100], [1] }, { [7, 100], [7, 1], [1] }, { [7, 100], [100], [1] }, { [7, 100], [], [1] }, { [7, 3], [7, 1], [1] },
        { [7, 100], [7, 100], [0] }, { [7, 100], [7, 1], [0] }, { [7, 300], [300], [0] }, { [40, 300], [1, 300], [0] }, { [400, 5], [5], [0] },
        { [400, 5], [400, 5], [0] }, { [400, 5], [], [0] }, { [3, 50, 20], [3, 1, 20], [1] }, { [3, 50, 200], [3, 1, 200], [1] },
        { [3, 50, 200], [50, 1], [1] }, { [3, 50, 200], [3, 1, 1], [1, 2] }, { [3, 50, 200], [1, 50, 1], [0, 2] }, { [3, 4, 5, 6], [4, 1, 6], [1, 3] },
        { [2, 99_001], [2, 1], [1] }, { [2, 99_001], [], [0, 1] }, { [70_000, 3], [70_000, 1], [0, 1] }, { [2, 30_000, 9], [1, 9], [1] }, { [0, 5], [5], [0] },
        { [5, 0], [5, 1], [1] }, { [], [], [] }, { [1, 1], [1], [0] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void EqualsANaiveLoop(int[] shape, int[] other, int[] axes)
    {
        foreach (var dtype in new[] { DType.Float32, DType.Float64, DType.Int64 })
        {
            Tensor a = Numbers(shape, dtype, 1), b = Numbers(other, dtype, 2);
            var y = Reduced(ReduceKind.Sum, default(SquaredDistance), a, b, axes);
            Compare(Naive(a, b, axes, 0, (x, z) => (x - z) * (x - z), (s, x) => s + x), y);
            Compare(Naive(a, b, axes, 0, (x, _) => Math.Abs(x) + 2, (s, x) => s + x), Reduced(ReduceKind.Sum, new Shifted(2), a, null, axes));
            if (a.Length > 0)
                Compare(
                    Naive(a, b, axes, double.NegativeInfinity, (x, z) => (x - z) * (x - z), Math.Max),
                    Reduced(ReduceKind.Max, default(SquaredDistance), a, b, axes));
        }
    }

    [Fact]
    public void OperandsMayHaveAnyLayout()
    {
        Tensor a = Numbers([30, 40, 50], DType.Float64, 1), b = Numbers([50, 40], DType.Float64, 2);
        foreach (var x in new[] { a.Permute(0, 2, 1), a.Permute(2, 1, 0), a.Flip(1).Slice(2, 1, 40, 1).Permute(0, 2, 1), a.Slice(0, 0, 15, 2).Permute(0, 2, 1) })
            foreach (var axes in new[] { new[] { 1 }, [2], [0, 2] })
            {
                var z = x.Shape[-1] == 40 ? b.Slice(0, 0, x.Shape[1]) : Numbers([x.Shape[1], x.Shape[2]], DType.Float64, 3);
                Compare(
                    Naive(x, z, axes, 0, (p, q) => (p - q) * (p - q), (s, v) => s + v), Reduced(ReduceKind.Sum, default(SquaredDistance), x, z, axes));
            }
    }

    [Fact]
    public void TheBitsDoNotDependOnThreads()
    {
        Tensor a = Numbers([3, 200_000], DType.Float32, 1) * 0.1, b = Numbers([3, 1], DType.Float32, 2);
        float[] With(int threads) => ThreadCount.With(threads, () => Reduced(ReduceKind.Sum, default(SquaredDistance), a, b, [1]).ToArray<float>());
        Assert.Equal(With(1), With(2));
        Assert.Equal(With(1), With(5));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 1000, 1)]
    [InlineData(2, 2_500_007, 1)]
    [InlineData(4, 33, 7)]
    [InlineData(1, 1000, 1000)]
    [InlineData(2, 511, 1030)]
    [InlineData(3, 0, 5)]
    public void CountsTruthValues(int outer, int middle, int inner)
    {
        var x = new Rng(1).Uniform([outer, middle, inner]).Less(0.9);
        var values = x.ToArray<bool>();
        var expected = from o in Enumerable.Range(0, outer)
                       from i in Enumerable.Range(0, inner)
                       select (long)Enumerable.Range(0, middle).Count(m => values[(o * middle + m) * inner + i]);
        Assert.Equal(expected, x.Count([1]).ToArray<long>());
        Assert.Equal(values.LongCount(v => v), x.Count().Item());
        if (middle is > 0 and < 2000)
            Assert.Equal(expected, x.Permute(1, 0, 2).Reshape(middle, -1).T.Reshape(outer, inner, middle).Count([2]).ToArray<long>());
    }

    static Tensor Numbers(int[] shape, DType dtype, ulong seed) => new Rng(seed).Integers(Shape.Of(shape), -9, 10).To(dtype);

    static Tensor Reduced<TMap>(ReduceKind kind, TMap map, Tensor a, Tensor? b, int[] axes) where TMap : struct, IMap
    {
        var mask = axes.Aggregate(0u, (bits, axis) => bits | 1u << axis);
        var y = Tensor.Empty(ReducedAxes.Kept(a.Shape, mask), a.DType);
        a.Device.Backend.ReduceMapped(kind, map, a, b, y, mask);
        return y;
    }

    // The numbers are whole, so no order of additions rounds.
    static double[] Naive(Tensor a, Tensor b, int[] axes, double start, Func<double, double, double> map, Func<double, double, double> join)
    {
        double[] x = a.ToDoubles(), z = b.BroadcastTo(a.Shape).ToDoubles();
        int[] sizes = a.Shape.ToArray();
        var y = new double[ReducedAxes.Kept(a.Shape, axes.Aggregate(0u, (bits, axis) => bits | 1u << axis)).Length];
        Array.Fill(y, start);
        for (var n = 0; n < x.Length; n++)
        {
            var (rest, place, stride) = (n, 0, 1);
            for (var axis = sizes.Length - 1; axis >= 0; axis--)
            {
                if (!axes.Contains(axis))
                {
                    place += rest % sizes[axis] * stride;
                    stride *= sizes[axis];
                }

                rest /= sizes[axis];
            }

            y[place] = join(y[place], map(x[n], z[n]));
        }

        return y;
    }

    static void Compare(double[] expected, Tensor y) => Assert.Equal(expected, y.ToDoubles());
}
