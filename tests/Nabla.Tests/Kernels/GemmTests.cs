using System.Numerics;
using Nabla.Kernels;

namespace Nabla.Tests.Kernels;

/// <summary>Matrix products against a triple loop in double.</summary>
public unsafe class GemmTests
{
    /// <summary>m, n, k: nothing, one, primes, and both sides of every border of tiles, panels, blocks and chunks.</summary>
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 0, 3, 4 }, { 3, 0, 4 }, { 3, 4, 0 }, { 1, 1, 1 }, { 1, 1, 37 }, { 1, 40, 1 }, { 40, 1, 1 }, { 2, 3, 5 }, { 7, 11, 13 },
        { 32, 16, 2 }, { 32, 2, 16 }, { 2, 16, 32 }, { 5, 7, 1 }, { 6, 16, 8 }, { 12, 32, 16 }, { 13, 33, 17 }, { 11, 31, 15 }, { 24, 64, 48 },
        { 25, 65, 49 }, { 1, 784, 65 }, { 1, 97, 784 }, { 97, 1, 513 }, { 3, 130, 300 }, { 4, 9, 1025 }, { 8, 100, 511 }, { 300, 9, 64 }, { 1000, 10, 3 },
        { 127, 129, 131 }, { 129, 257, 40 }, { 61, 100, 513 }, { 64, 300, 100 }, { 9, 9, 5000 }, { 13, 40, 4001 }, { 8200, 3, 5 }, { 3, 8300, 4 },
        { 50, 257, 530 }, { 256, 260, 33 }, { 257, 300, 60 }, { 100, 90, 2100 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void FloatEqualsTheTripleLoop(int m, int n, int k) => Check<float>(m, n, k);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void DoubleEqualsTheTripleLoop(int m, int n, int k) => Check<double>(m, n, k);

    /// <summary>With rows of A a whole number of pages apart, and A transposed.</summary>
    [Theory]
    [InlineData(515, 517, 1024)]
    [InlineData(520, 513, 1030)]
    public void LargeProductsEqualTheTripleLoop(int m, int n, int k)
    {
        foreach (var views in (GemmViews[])[new("rows", "rows", true, false), new("columns", "columns", false, true)])
        {
            var product = new GemmCase<float>(m, n, k, views);
            product.Run(Gemm.Run<float>);
            product.AssertNear(Math.ScaleB(1, -24) * (4 + Math.Sqrt(k)));
        }
    }

    [Theory]
    [InlineData(3, 4, 5)]
    [InlineData(17, 70, 130)]
    [InlineData(64, 65, 66)]
    public void WholeNumbersEqualTheTripleLoop(int m, int n, int k)
    {
        foreach (var views in GemmCase.AllViews)
        {
            var ints = new GemmCase<int>(m, n, k, views);
            ints.Run(Gemm.RunPlain<int>);
            ints.AssertNear(0);
            var longs = new GemmCase<long>(m, n, k, views);
            longs.Run(Gemm.RunPlain<long>);
            longs.AssertNear(0);
        }
    }

    [Fact]
    public void NaNAndInfinityOfEitherFactorReachTheResultEvenAgainstZero()
    {
        const int Size = 40;
        float[] a = new float[Size * Size], b = new float[Size * Size], c = new float[Size * Size];
        (a[3], b[(5 * Size) + 7]) = (float.NaN, float.PositiveInfinity);
        fixed (float* pa = a, pb = b, pc = c)
            Gemm.Run(Size, Size, Size, pa, Size, 1, pb, Size, 1, pc, Size);
        for (var i = 0; i < Size; i++)
            for (var j = 0; j < Size; j++)
                Assert.Equal(i == 0 || j == 7, float.IsNaN(c[(i * Size) + j]));
    }

    [Theory]
    [InlineData(1, 5, 6, 7)]
    [InlineData(3, 40, 50, 60)]
    [InlineData(40, 33, 34, 35)]
    [InlineData(2, 150, 140, 130)]
    [InlineData(300, 2, 3, 4)]
    [InlineData(0, 2, 3, 4)]
    public void ABatchIsOneProductAfterTheOther(int batch, int m, int n, int k)
    {
        double[] a = GemmCase.Numbers<double>(batch * m * k, 1), b = GemmCase.Numbers<double>(batch * k * n, 2);
        double[] c = new double[batch * m * n], expected = new double[batch * m * n];
        nint[] aOffsets = new nint[batch], bOffsets = new nint[batch], cOffsets = new nint[batch];
        for (var i = 0; i < batch; i++)
            (aOffsets[i], bOffsets[i], cOffsets[i]) = ((batch - 1 - i) * m * k, i * k * n, i * m * n);
        fixed (nint* oa = aOffsets, ob = bOffsets, oc = cOffsets)
        fixed (double* pa = a, pb = b, pc = c, pe = expected)
        {
            Gemm.RunBatch(batch, oa, ob, oc, m, n, k, pa, k, 1, pb, n, 1, pc, n);
            for (var i = 0; i < batch; i++)
                Gemm.Run(m, n, k, pa + oa[i], k, 1, pb + ob[i], n, 1, pe + oc[i], n);
        }

        Assert.Equal(expected, c);
    }

    [Theory]
    [InlineData(32, 16, 2)]
    [InlineData(1, 300, 200)]
    [InlineData(200, 300, 70)]
    [InlineData(20, 30, 5000)]
    public void NothingIsAllocatedOnceTheProductHasRun(int m, int n, int k)
    {
        var product = new GemmCase<float>(m, n, k, new GemmViews("columns", "columns", true, false));
        product.Run(Gemm.Run<float>);
        long before = 0, after = 0;
        product.Run((m, n, k, a, aRow, aCol, b, bRow, bCol, c, cRow, bias, accumulate) =>
        {
            before = GC.GetAllocatedBytesForCurrentThread();
            Gemm.Run(m, n, k, a, aRow, aCol, b, bRow, bCol, c, cRow, bias, accumulate);
            after = GC.GetAllocatedBytesForCurrentThread();
        });
        Assert.Equal(before, after);
    }

    // Each of k additions rounds by at most 2⁻²⁴ (2⁻⁵³) of the partial sum, so C may be off by k units of Σ|a b|. Errors of mixed signs grow
    // with √k; only where a broadcast makes the terms all alike do they add up.
    static void Check<T>(int m, int n, int k) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var unit = typeof(T) == typeof(float) ? Math.ScaleB(1, -24) : Math.ScaleB(1, -53);
        foreach (var views in GemmCase.AllViews)
        {
            var product = new GemmCase<T>(m, n, k, views);
            product.Run(Gemm.Run<T>);
            product.AssertNear(unit * (4 + (views.A.StartsWith("one", StringComparison.Ordinal) ? k : Math.Sqrt(k))));
        }
    }
}
