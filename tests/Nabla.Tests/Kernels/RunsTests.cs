namespace Nabla.Tests.Kernels;

public class RunsTests
{
    // Runs shorter than, as long as and much longer than the pieces that threads take.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(40_000, 1)]
    [InlineData(40_000, 3)]
    [InlineData(100_000, 16_384)]
    [InlineData(100_000, 45_000)]
    [InlineData(100_000, 100_000)]
    public void RunsAreThoseOfALoop(int count, int length)
    {
        long[] x = [.. Enumerable.Range(0, count).Select(i => (long)(i / length * 7 % 5))];
        Check(Tensor.From<long>(x, [count]), x);
        Check(Tensor.From<long>(x, [count]).To(DType.Float32), x);
        Check(Tensor.From<long>(x, [count]).To(DType.Int32), x);
    }

    static void Check(Tensor tensor, long[] x)
    {
        var (values, counts, inverse) = (new List<long>(), new List<long>(), new List<long>());
        foreach (var v in x)
        {
            if (values.Count == 0 || values[^1] != v)
            {
                values.Add(v);
                counts.Add(0);
            }

            counts[^1]++;
            inverse.Add(values.Count - 1);
        }

        var found = tensor.UniqueConsecutive();
        Assert.Equal(values, found.Values.To(DType.Int64).ToArray<long>());
        Assert.Equal(counts, found.Counts.ToArray<long>());
        Assert.Equal(inverse, found.Inverse.ToArray<long>());
    }

    [Fact]
    public void EachNaNIsARun()
    {
        var (values, inverse, counts) = Tensor.Of(float.NaN, float.NaN, 1, 1, float.NaN).UniqueConsecutive();
        Assert.Equal([float.NaN, float.NaN, 1, float.NaN], values.ToArray<float>());
        Assert.Equal([0L, 1, 2, 2, 3], inverse.ToArray<long>());
        Assert.Equal([1L, 1, 2, 1], counts.ToArray<long>());
    }

    [Fact]
    public void TheGradientGoesToTheFirstOfEachRun()
    {
        var x = Tensor.Of(2f, 2, 3, 3, 3, 2).Track();
        var values = x.UniqueConsecutive().Values;
        Assert.Equal([1f, 0, 2, 0, 0, 3], (values * Tensor.Of(1f, 2, 3)).Sum().Backward()[x].ToArray<float>());
    }
}
