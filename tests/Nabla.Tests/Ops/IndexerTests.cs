namespace Nabla.Tests.Ops;

public class IndexerTests
{
    static readonly Tensor X = Tensor.Range(24).Reshape(2, 3, 4);

    public static TheoryData<string, Func<Tensor>, int[], long[]> Parts => new()
    {
        { "a number", () => X[1], [3, 4], [12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23] },
        { "numbers from the end", () => X[-1, ^2, -3], [], [17] },
        { "ranges", () => X[.., 1.., ..^2], [2, 2, 2], [4, 5, 8, 9, 16, 17, 20, 21] },
        { "the rest", () => X[TensorIndex.Rest, 2], [2, 3], [2, 6, 10, 14, 18, 22] },
        { "a step", () => X[0, TensorIndex.Every(2), TensorIndex.Every(1.., 2)], [2, 2], [1, 3, 9, 11] },
        { "a step backwards", () => X[0, 0, TensorIndex.Every(-1)], [4], [3, 2, 1, 0] },
        { "a step backwards in a range", () => X[0, 0, TensorIndex.Every(1..4, -2)], [2], [3, 1] },
        { "a new axis", () => X[1, TensorIndex.New, 2, ..2], [1, 2], [20, 21] },
        { "indices", () => X[1, Tensor.Of(2L, -3L), 0], [2], [20, 12] },
        { "a matrix of indices", () => X[0, .., Tensor.Of<long>([[1], [3]])], [3, 2, 1], [1, 3, 5, 7, 9, 11] },
        { "a mask over all", () => X[X.GreaterOrEqual(22)], [2], [22, 23] },
        { "a mask over one axis", () => X[.., Tensor.Of(false, true, false), ..1], [2, 1, 1], [4, 16] },
    };

    [Theory, MemberData(nameof(Parts))]
    public void PartsAreThoseOfNumPy(string name, Func<Tensor> part, int[] shape, long[] values)
    {
        Assert.True(Shape.Of(shape) == part().Shape, name);
        Assert.Equal(values, part().ToArray<long>());
    }

    [Fact]
    public void TheGradientGoesBackToThePart()
    {
        var x = Tensor.Range(6, DType.Float64).Reshape(2, 3).Track();
        Assert.Equal([0, 0, 0, 8, 0, 4], (x[1, TensorIndex.Every(-2)] * Tensor.Of(4.0, 8)).Sum().Backward()[x].ToArray<double>());
    }

    [Fact]
    public void WrongIndicesAreNamed()
    {
        Assert.Equal("Indexer: index 3 is outside axis 0 of size 2 of (2, 3, 4).", Assert.Throws<ShapeException>(() => X[3]).Message);
        Assert.Equal("Indexer: there are more indices than axes, (4) are left.", Assert.Throws<ShapeException>(() => X[0, 0, .., 0]).Message);
        Assert.Equal("Indexer: the mask (3) must fit (2, 3, 4) from axis 0 on.", Assert.Throws<ShapeException>(() => X[Tensor.Of(true, false, true)]).Message);
    }
}
