using Nabla.Train.Metrics;

namespace Nabla.Train.Tests.Metrics;

public class MetricTests
{
    // Three classes; highest scores are 0, 2, 1, 1, 2 and the last row's first of two equal ones, 0.
    static readonly Tensor Scores = Tensor.Of(
        [[3f, 1f, 2f], [0f, 1f, 5f], [-3f, -1f, -2f], [0f, 9f, 1f], [0f, 0f, 1f], [4f, 4f, 1f]]);

    static readonly Tensor Labels = Tensor.Of(0L, 2L, 0L, 1L, 1L, 0L);

    [Fact]
    public void AccuracyIsTheShareOfRightOnesOverAllBatches()
    {
        var accuracy = new Accuracy();
        Assert.True(double.IsNaN(accuracy.Value));
        accuracy.Add(Scores, Labels);
        Assert.Equal(4 / 6.0, accuracy.Value);
        accuracy.Add(Tensor.Of([[0f, 1f]]), Tensor.Of(0L));
        Assert.Equal(4 / 7.0, accuracy.Value);
        accuracy.Reset();
        Assert.True(double.IsNaN(accuracy.Value));
    }

    [Fact]
    public void NaNIsNeverTheHighestScore()
    {
        var accuracy = new Accuracy();
        accuracy.Add(Tensor.Of([[float.NaN, 1f, 0f], [float.NaN, float.NaN, -1f]]), Tensor.Of(1L, 2L));
        Assert.Equal(1, accuracy.Value);
    }

    [Fact]
    public void TheConfusionMatrixCountsEachPair()
    {
        var matrix = new ConfusionMatrix(3);
        matrix.Add(Scores, Labels);
        Assert.Equal([[2, 1, 0], [0, 1, 1], [0, 0, 1]], matrix.Rows());
        Assert.Equal(4 / 6.0, matrix.Accuracy);
        Assert.Equal((1, 0.5, 0.5), (matrix.Precision(0), matrix.Precision(1), matrix.Precision(2)));
        Assert.Equal((2 / 3.0, 0.5, 1), (matrix.Recall(0), matrix.Recall(1), matrix.Recall(2)));
        Assert.Equal((0.8, 0.5, 2 / 3.0), (matrix.F1(0), matrix.F1(1), matrix.F1(2)));
        Assert.Equal((0.8 + 0.5 + 2 / 3.0) / 3, matrix.Value, 1e-15);
    }

    [Fact]
    public void AClassThatNeverOccursHasZerosNotNaN()
    {
        var matrix = new ConfusionMatrix(2);
        matrix.Add(Tensor.Of([[1f, 0f]]), Tensor.Of(0L));
        Assert.Equal((0, 0, 0), (matrix.Precision(1), matrix.Recall(1), matrix.F1(1)));
    }

    [Fact]
    public void SavedCountsGoOn()
    {
        foreach (var make in new Func<Metric>[] { () => new Accuracy(), () => new ConfusionMatrix(3) })
        {
            var (whole, first, second) = (make(), make(), make());
            first.Add(Scores, Labels);
            second.Load(first.Save());
            second.Add(Scores.Slice(0, 0, 2), Labels.Slice(0, 0, 2));
            whole.Add(Scores, Labels);
            whole.Add(Scores.Slice(0, 0, 2), Labels.Slice(0, 0, 2));
            Assert.Equal(whole.Value, second.Value);
        }
    }

    [Fact]
    public void WrongShapesAreNamed()
    {
        Assert.Equal("accuracy: the target must be int64 classes (6), got float32 (6).",
            Assert.Throws<ShapeException>(() => new Accuracy().Add(Scores, Labels.To(DType.Float32))).Message);
        Assert.Equal("ConfusionMatrix(2 classes): axis 1 of the output must be 2, got (6, 3).",
            Assert.Throws<ShapeException>(() => new ConfusionMatrix(2).Add(Scores, Labels)).Message);
        Assert.Equal("ConfusionMatrix: a target must be a class 0 … 2, got 7.",
            Assert.Throws<ArgumentException>(() => new ConfusionMatrix(3).Add(Scores, Tensor.Of(7L, 0, 0, 0, 0, 0))).Message);
    }

    [Fact]
    public void AMeanWeighsWhatComes()
    {
        var mean = new Mean();
        Assert.True(double.IsNaN(mean.Value));
        mean.Add(2, 3);
        mean.Add(6, 1);
        Assert.Equal(3, mean.Value);
    }
}
