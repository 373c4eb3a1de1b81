namespace Nabla.Tests.Ops;

/// <summary>Ops that take another way where there are many elements, or whole registers of them: each against the plainest loop.</summary>
public class LongRowTests
{
    const int Long = 200_003;

    [Theory]
    [InlineData(5, true)]
    [InlineData(100, true)]
    [InlineData(100, false)]
    [InlineData(1000, true)]
    [InlineData(20_000, false)]
    public void TopKOfALongRowIsTheSortedRowsBegin(int count, bool largest)
    {
        var random = new Random(1);
        var x = new float[Long];
        for (var i = 0; i < Long; i++)
            x[i] = random.Next(50) == 0 ? float.NaN : random.Next(3000) - 1500;
        var (values, positions) = Tensor.Of(x).TopK(count, 0, largest);
        float Key(float v) => float.IsNaN(v) ? float.PositiveInfinity : v;
        var order = Enumerable.Range(0, Long);
        int[] expected = [.. (largest ? order.OrderByDescending(i => Key(x[i])) : order.OrderBy(i => Key(x[i]))).Take(count)];
        Assert.Equal(expected.Select(i => (long)i), positions.ToArray<long>());
        Assert.Equal(expected.Select(i => x[i]), values.ToArray<float>());
    }

    [Theory]
    [InlineData(DType.Int32, 1000)]
    [InlineData(DType.Int64, 1000)]
    [InlineData(DType.Int64, 1_000_000_000_000)]
    public void UniqueIntegersAreThoseOfASet(DType dtype, long range)
    {
        var random = new Random(2);
        var x = new long[3001];
        for (var i = 0; i < x.Length; i++)
            x[i] = random.NextInt64(range) - range / 2;
        var (values, inverse, counts) = Tensor.Of(x).To(dtype).Reshape(3001, 1).Unique();
        long[] set = [.. x.Distinct().Order()];
        Assert.Equal(dtype, values.DType);
        Assert.Equal(set, values.To(DType.Int64).ToArray<long>());
        Assert.Equal(x.Select(v => (long)Array.BinarySearch(set, v)), inverse.ToArray<long>());
        Assert.Equal(set.Select(v => (long)x.Count(w => w == v)), counts.ToArray<long>());
        Assert.Equal([3001, 1], inverse.Shape.ToArray());
    }

    [Fact]
    public void BinsOfManyNumbersAreCounted()
    {
        var random = new Random(3);
        var x = new long[Long];
        var weights = new float[Long];
        var (counts, sums) = (new long[37], new double[37]);
        for (var i = 0; i < Long; i++)
        {
            (x[i], weights[i]) = (random.Next(37), (float)random.NextDouble());
            counts[x[i]]++;
            sums[x[i]] += weights[i];
        }

        Assert.Equal(counts, Tensor.Of(x).BinCount().ToArray<long>());
        foreach (var (sum, y) in sums.Zip(Tensor.Of(x).BinCount(Tensor.Of(weights)).ToArray<float>()))
            Assert.Equal(sum, y, sum * 1e-5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void TrueElementsOfManyAreNamedInOrder(int rank)
    {
        int[] sizes = rank switch { 1 => [Long], 2 => [41, 977], _ => [3, 119, 113] };
        var mask = new Rng(4).Bernoulli(sizes, 0.3);
        var truths = mask.Reshape(-1).ToArray<bool>();
        var expected = new List<long>();
        for (var i = 0; i < truths.Length; i++)
            if (truths[i])
                for (int axis = 0, below = truths.Length; axis < rank; axis++)
                {
                    var above = below;
                    below /= sizes[axis];
                    expected.Add(i % above / below);
                }

        Assert.Equal(expected, mask.NonZero().ToArray<long>());
    }

    [Fact]
    public void ColumnsArePickedAndAddedByNumber()
    {
        float[] x = new Rng(5).Normal([7, 300]).ToArray<float>();
        long[] columns = [.. Enumerable.Range(0, 100).Select(i => i * i % 300L), 299, 299];
        var picked = Tensor.Of(x).Reshape(7, 300).IndexSelect(1, Tensor.Of(columns));
        for (var row = 0; row < 7; row++)
            Assert.Equal(columns.Select(c => x[row * 300 + c]), picked.Select(0, row).Contiguous().ToArray<float>());

        var sum = Tensor.Zeros([7, 300]).IndexAdd(1, Tensor.Of(columns), picked).ToArray<float>();
        for (var i = 0; i < sum.Length; i++)
            Assert.Equal(columns.Count(c => c == i % 300) * x[i], sum[i], 1e-5f);
    }

    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    [InlineData(DType.Int32)]
    [InlineData(DType.Int64)]
    public void TruthsAreRightForEveryLength(DType dtype)
    {
        for (var length = 0; length < 140; length++)
        {
            var numbers = new Rng((ulong)length).Integers([length], -2, 3);
            long[] x = numbers.ToArray<long>();
            Tensor a = numbers.To(dtype), b = a * 3 + 1, truth = a.To(DType.Bool);
            Assert.Equal(x.Select(v => v != 0), truth.ToArray<bool>());
            Assert.Equal(x.Select(v => v > 0), a.Greater(0).ToArray<bool>());
            Assert.Equal(x.Select(v => v != 0 ? 1L : 0), truth.To(dtype).To(DType.Int64).ToArray<long>());
            Assert.Equal(x.Select(v => v != 0 ? v : 3 * v + 1), truth.Where(a, b).To(DType.Int64).ToArray<long>());
            Assert.Equal(x.Select(v => v != 0 ? 7 : 3 * v + 1), truth.Where(Tensor.Scalar(7, dtype), b).To(DType.Int64).ToArray<long>());
            Assert.Equal(x.Any(v => v != 0), truth.Any().ToArray<bool>()[0]);
            Assert.Equal(x.All(v => v != 0), a.All().ToArray<bool>()[0]);
            Assert.Equal(x.Reverse(), a.Flip(0).Contiguous().To(DType.Int64).ToArray<long>());
        }
    }

    [Fact]
    public void RestsOfBlocksAreTransposed()
    {
        for (var rows = 1; rows < 20; rows++)
            for (var columns = 1; columns < 20; columns++)
            {
                var x = Tensor.Range(rows * columns).To(DType.Float32).Reshape(rows, columns);
                var y = x.T.Contiguous().ToArray<float>();
                for (var i = 0; i < y.Length; i++)
                    Assert.Equal(i % rows * columns + i / rows, y[i]);
            }
    }
}
