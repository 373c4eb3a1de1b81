using Nabla.Vision.Detection;

namespace Nabla.Vision.Tests.Detection;

public class DetectionTests
{
    static readonly Tensor Boxes = Tensor.Of([[0.0, 0, 10, 10], [1, 1, 10, 10], [20, 20, 30, 30], [21, 21, 29, 29]]);
    static readonly Tensor Scores = Tensor.Of(0.9, 0.8, 0.7, 0.95);

    // Overlaps worked on paper: 81/100 of the first pair, 64/100 of the second.
    [Theory]
    [InlineData(0.5, "3 0")]
    [InlineData(0.7, "3 0 2")]
    [InlineData(0.81, "3 0 1 2")]
    [InlineData(0, "3 0")]
    public void KeepsTheBestOfBoxesThatOverlap(double overlap, string kept) =>
        Assert.Equal(kept, string.Join(' ', NonMaximumSuppression.Keep(Boxes, Scores, overlap)));

    [Fact]
    public void BoxesOfOtherClassesDoNotCompete() =>
        Assert.Equal([3, 0, 1], NonMaximumSuppression.Keep(Boxes, Scores, 0.5, Tensor.Of(0L, 1, 0, 0)));

    [Fact]
    public void ZeroBoxesAreNoError() => Assert.Empty(NonMaximumSuppression.Keep(Tensor.Zeros([0, 4]), Tensor.Zeros([0])));

    [Fact]
    public void WrongShapesAreNamed() => Assert.Equal(
        "NonMaximumSuppression: boxes must be (N, 4), scores and classes (N), got (4, 4), (3).",
        Assert.Throws<ShapeException>(() => NonMaximumSuppression.Keep(Boxes, Tensor.Zeros([3]))).Message);

    [Fact]
    public void TheHeadPredictsBoxObjectAndClassesForEachAnchor()
    {
        var head = new YoloHead(8, anchors: 2, classes: 5);
        Assert.Equal(20, head.PredictionsPerCell);
        Assert.Equal([1, 3, 4, 2, 10], head.Call(Tensor.Ones([1, 3, 4, 8])).Shape.ToArray());
        Assert.Equal("YoloHead(8 → 2 anchors × (5 + 5 classes))", head.ToString());
    }
}
