using Nabla.Kernels;

namespace Nabla.Tests.Kernels.Indexing;

public unsafe class RowIndexingTests
{
    [Theory]
    [InlineData(0, 5, 3)]
    [InlineData(7, 1, 1)]
    [InlineData(100, 9, 8)]
    [InlineData(50_000, 3, 1)]
    [InlineData(3000, 65, 129)]
    [InlineData(900, 5000, 64)]
    public void GatherAndScatterAddEqualNaiveLoops(int count, int rows, int columns)
    {
        var random = new Random(3);
        float[] table = Pinned.Random<float>(rows * columns, 1), g = Pinned.Random<float>(count * columns, 2);
        var index = Pinned.New<long>(count);
        for (var i = 0; i < count; i++)
            index[i] = random.Next(rows);
        float[] y = Pinned.New<float>(count * columns), sum = Pinned.New<float>(rows * columns);
        Pinned.SameForAnyThreads(() => RowIndexing.Gather(table.Pointer(), rows, index.Pointer(), y.Pointer(), 1, count, columns), y);
        Pinned.SameForAnyThreads(
            () =>
            {
                Array.Fill(sum, 7);                                         // what stood there does not count
                RowIndexing.ScatterAdd(g.Pointer(), index.Pointer(), sum.Pointer(), rows, 1, count, columns);
            },
            sum);

        for (var i = 0; i < count; i++)
            for (var c = 0; c < columns; c++)
            {
                if (y[i * columns + c] != table[index[i] * columns + c])
                    Assert.Fail($"row {i}, column {c} was not gathered");
            }

        var exact = new float[rows * columns];
        for (var i = 0; i < count; i++)
            for (var c = 0; c < columns; c++)
                exact[index[i] * columns + c] += g[i * columns + c];

        // The order of additions is promised but for single numbers, which are added in pieces.
        if (columns > 1)
            Assert.Equal(exact, sum);
        else
            for (var i = 0; i < sum.Length; i++)
                Assert.Equal(exact[i], sum[i], 2e-3f);                      // 17 thousand numbers below 1 a place
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    public void AnIndexOutsideTheTableIsAnError(long bad)
    {
        float[] table = Pinned.New<float>(4), y = Pinned.New<float>(2);
        var index = Pinned.New<long>(2);
        index[1] = bad;
        y[0] = 1;
        var gather = Assert.Throws<ArgumentOutOfRangeException>(() => RowIndexing.Gather(table.Pointer(), 4, index.Pointer(), y.Pointer(), 1, 2, 1));
        var scatter = Assert.Throws<ArgumentOutOfRangeException>(() => RowIndexing.ScatterAdd(y.Pointer(), index.Pointer(), table.Pointer(), 4, 1, 2, 1));
        Assert.StartsWith($"Index number 1 must be a row 0 … 3, got {bad}.", gather.Message);
        Assert.StartsWith($"Index number 1 must be a row 0 … 3, got {bad}.", scatter.Message);
        Assert.All(table, v => Assert.Equal(0, v));
    }
}
