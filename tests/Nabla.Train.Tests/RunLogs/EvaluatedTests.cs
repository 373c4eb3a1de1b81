using Nabla.Train.RunLogs;

namespace Nabla.Train.Tests.RunLogs;

public class EvaluatedTests
{
    // Rows true, columns predicted: [8 1 1] [0 10 0] [2 0 0]. Counted by hand.
    [Theory]
    [InlineData(0, 8.0 / 10, 8.0 / 10, 16.0 / 20, 10)]
    [InlineData(1, 10.0 / 11, 10.0 / 10, 20.0 / 21, 10)]
    [InlineData(2, 0.0, 0.0, 0.0, 2)]
    public void ClassFiguresAreCountedFromTheMatrix(int c, double precision, double recall, double f1, long support)
    {
        var row = SampleRun.Test.Classes[c];
        Assert.Equal((precision, recall, f1, support), (row.Precision, row.Recall, row.F1, row.Support));
    }

    [Fact]
    public void AccuracyIsAddedFromTheMatrix() => Assert.Equal(18.0 / 22, SampleRun.Test.Figures["accuracy"]);

    [Fact]
    public void AClassThatNeverOccursHasZerosNotNaN()
    {
        var e = Evaluated.Classifier("test", new Dictionary<string, double>(), ["a", "b"], [[3, 0], [0, 0]], []);
        Assert.Equal(new ClassFigures("b", 0, 0, 0, 0), e.Classes[1]);
    }

    [Fact]
    public void AMatrixOfAnotherSizeIsRefused()
    {
        var e = Assert.Throws<ArgumentException>(
            () => Evaluated.Classifier("test", new Dictionary<string, double>(), ["a", "b"], [[1, 2], [3]], []));
        Assert.StartsWith("The confusion matrix of 2 classes must have 2 rows and columns.", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("accuracy", 0.9861, "98.6 %")]
    [InlineData("top-5 accuracy", 1.0, "100 %")]
    [InlineData("accuracy", 0.99999, "99.9 %")]
    [InlineData("loss", 0.0123456, "0.01235")]
    [InlineData("loss", 2.302585, "2.303")]
    [InlineData("loss", 1e-5, "1e-5")]
    [InlineData("loss", 12345.6, "12,346")]
    [InlineData("loss", double.NaN, "NaN")]
    [InlineData("loss", double.NegativeInfinity, "−∞")]
    [InlineData("loss", 0.0, "0")]
    [InlineData("loss", 345.678, "345.7")]
    public void FiguresAreWrittenForPeople(string name, double value, string text) => Assert.Equal(text, FigureText.Of(name, value));

    [Theory]
    [InlineData(0.421, "0.42 s")]
    [InlineData(14.23, "14.2 s")]
    [InlineData(59.97, "1 min 00 s")]
    [InlineData(185, "3 min 05 s")]
    [InlineData(7620, "2 h 07 min")]
    [InlineData(double.NaN, "?")]
    [InlineData(double.PositiveInfinity, "?")]
    public void DurationsAreWrittenForPeople(double seconds, string text) => Assert.Equal(text, FigureText.Duration(seconds));
}
