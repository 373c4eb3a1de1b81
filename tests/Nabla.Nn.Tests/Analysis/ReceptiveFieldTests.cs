namespace Nabla.Nn.Tests.Analysis;

public class ReceptiveFieldTests
{
    // By the text-book rule size += (kernel − 1) · dilation · jump, jump *= stride.
    [Fact]
    public void ListsOfWindowsFollowTheTextBooks()
    {
        Assert.Equal(5, AxisField.Of((3, 1, 1), (3, 2, 1)).Size);
        Assert.Equal(14, AxisField.Of((3, 1, 1), (3, 1, 1), (2, 2, 1), (3, 1, 1), (3, 1, 1)).Size);
        Assert.Equal(7, AxisField.Of((3, 1, 1), (3, 1, 1), (3, 1, 1)).Size);
        Assert.Equal(15, AxisField.Of((3, 1, 1), (3, 1, 2), (3, 1, 4)).Size);
        Assert.Equal(new AxisField(5, 2, 2), AxisField.Of((3, 1, 1), (3, 2, 1)));
    }

    [Fact]
    public void PaddingMovesTheCentreAndNothingElse() =>
        Assert.Equal(new AxisField(5, 2, 1), AxisField.Pixel.Through(3, padding: 1).Through(3, stride: 2));

    // The middle unit's gradients by random images show every pixel that it can depend on.
    public static TheoryData<string, int, int> Stacks => new()
    {
        { "plain", 40, 40 }, { "strided", 64, 50 }, { "dilated", 48, 48 }, { "uneven", 40, 44 }, { "pooled", 48, 48 }, { "residual", 40, 40 },
        { "branches", 40, 40 }, { "transposed", 24, 24 }, { "normalised", 32, 32 }, { "pointwise linear", 32, 24 }, { "dense", 32, 32 },
    };

    static Module<Tensor, Tensor> Stack(string name) => name switch
    {
        "plain" => new Sequential(Conv.Of2d(1, 4, 3), new Tanh(), Conv.Of2d(4, 4, 5, padding: 2), new Relu(), Conv.Of2d(4, 2, 3)),
        "strided" => new Sequential(Conv.Of2d(1, 4, 5, stride: 2, padding: 1), new Tanh(), Conv.Of2d(4, 4, 3, stride: 2), Conv.Of2d(4, 2, 3, padding: 1)),
        "dilated" => new Sequential(Conv.Of2d(1, 4, 3, dilation: 2, padding: 2), new Tanh(), Conv.Of2d(4, 2, 3, dilation: 4)),
        "uneven" => new Sequential(Conv.Of2d(1, 4, (3, 5), stride: (1, 2)), new Tanh(), Conv.Of2d(4, 2, (1, 3), dilation: (1, 2))),
        "pooled" => new Sequential(Conv.Of2d(1, 8, 3), new AveragePool(2), new Tanh(), Conv.Of2d(8, 8, 3), new MaxPool(3, stride: 2, padding: 1)),
        "residual" => new Sequential(
            new Residual(new Sequential(Conv.Of2d(1, 1, 3, padding: 1), new Tanh(), Conv.Of2d(1, 1, 3, padding: 1))), Conv.Of2d(1, 4, 3)),
        "branches" => Branches.Concat(Conv.Of2d(1, 2, 1), Conv.Of2d(1, 2, 5, padding: 2), Conv.Of2d(1, 2, 3, padding: 1)),
        "transposed" => new Sequential(Conv.Of2d(1, 4, 3, padding: 1), new Tanh(), ConvTranspose.Of2d(4, 2, 2, stride: 2), Conv.Of2d(2, 2, 3, padding: 1)),
        "normalised" => new Sequential(Conv.Of2d(1, 4, 3), new BatchNorm(4), new Relu(), Conv.Of2d(4, 4, 3), new LayerNorm(4), new Softmax()),
        "pointwise linear" => new Sequential(Conv.Of2d(1, 4, 3), new Linear(4, 6), new Gelu(), Conv.Of2d(6, 4, 3)),
        _ => new DenseBlock(Conv.Of2d(1, 2, 3, padding: 1), Conv.Of2d(3, 2, 3, padding: 1)),
    };

    [Theory]
    [MemberData(nameof(Stacks))]
    public void GradientsAreWhereTheExactFieldSays(string name, int height, int width)
    {
        var model = Stack(name);
        model.Initialize(3);
        var exact = ReceptiveField.Of(model, [height, width, 1]);
        var measured = MeasuredField.Of(model, [height, width, 1], images: 16);
        var output = exact.Rows[^1].Output;
        for (var axis = 0; axis < 2; axis++)
        {
            var middle = output[axis + 1] / 2 * exact.Output[axis].Jump;
            var (first, last) = (exact.Output[axis].First + middle, exact.Output[axis].Last + middle);
            var slack = name == "transposed" ? 0.5 : 0;      // its outputs lie between pixels
            Assert.InRange(measured.Axes[axis].First, first - slack, first + slack);
            Assert.InRange(measured.Axes[axis].Last, last - slack, last + slack);
            Assert.Equal(exact.Output[axis].Size, measured.Axes[axis].Size);
        }
    }

    [Fact]
    public void AfterPoolingOverAllPlacesTheWholeImageIsSeen()
    {
        var field = ReceptiveField.Of(new Sequential(Conv.Of2d(1, 4, 3), new GlobalAveragePool(), new Linear(4, 2)), [16, 20, 1]);
        Assert.Equal([new(3, 1, 1), new(3, 1, 1)], field.Rows[0].Axes);
        Assert.Equal([new(16, 0, 7.5), new(20, 0, 9.5)], field.Output);
    }

    [Fact]
    public void AttentionSeesAllPlacesOfASequence() =>
        Assert.Equal([new(12, 0, 5.5)], ReceptiveField.Of(new MultiHeadAttention(4, 2), [12, 4]).Output);

    // Theorem 1 of Luo et al. for random weights: n convolutions of 3 taps give a variance of n (3² − 1) / 12.
    [Fact]
    public void TheEffectiveFieldGrowsWithTheRootOfTheDepth()
    {
        var model = new Sequential([.. Enumerable.Range(0, 9).Select(i => Conv.Of2d(i == 0 ? 1 : 32, 32, 3, bias: false))]);
        model.Initialize(1);
        var measured = MeasuredField.Of(model, [19, 19, 1], images: 1);
        Assert.All(measured.Axes, axis => Assert.Equal(19, axis.Size));
        Assert.All(measured.Axes, axis => Assert.InRange(axis.Deviation, 0.9 * Math.Sqrt(6), 1.1 * Math.Sqrt(6)));
        Assert.Equal(1, measured.Weights.Sum(), 1e-9);
    }

    [Fact]
    public void TheTableNamesWhatContainersComputeThemselves() => Assert.Equal("""
        path     layer                          output         size   jump  start
        0        Conv2d(1 → 2, 3×3)             (N, 6, 6, 2)  3 × 3  1 × 1  1 × 1
        1.inner  Conv2d(2 → 2, 3×3, padding 1)  (N, 6, 6, 2)  5 × 5  1 × 1  1 × 1
        1        Add                            (N, 6, 6, 2)  5 × 5  1 × 1  1 × 1

        """, ReceptiveField.Of(new Sequential(Conv.Of2d(1, 2, 3), new Residual(Conv.Of2d(2, 2, 3, padding: 1))), [8, 8, 1]).ToString());

    [Fact]
    public void ASampleWithoutPlacesIsAnError() => Assert.Equal(
        "ReceptiveField: a sample must be ([[D,] H,] W, C), got (3).",
        Assert.Throws<ShapeException>(() => ReceptiveField.Of(new Linear(3, 3), [3])).Message);
}
