using Nabla.Labs.Exam;

namespace Nabla.Labs.Tests.Exam;

public class ExamTests
{
    public static TheoryData<string> Ids => [.. ExamCase.All.Select(c => c.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void EveryQuestionIsAnsweredRightly(string id)
    {
        var result = ExamResult.Of(ExamCase.All.Single(c => c.Id == id));
        Assert.True(result.Ok, $"{id}: computed {result.Value?.ToString() ?? result.Error}, expected {result.Case.Expected}");
    }

    [Fact]
    public void TheCatalogueAndTheAnswersHaveTheSameQuestions()
    {
        Assert.Equal(ExamCase.All.Select(c => c.Id).Order(), ExamAnswer.All.Select(a => a.Id).Order());
        Assert.Equal(61, ExamCase.All.Count);
    }

    [Fact]
    public void AnAnswerShowsItsOwnCode()
    {
        var answer = ExamAnswer.All.Single(a => a.Id == "cross-entropy/logits");
        var lines = answer.Code.Split('\n');
        Assert.Equal("given =>", lines[0]);
        Assert.Equal("{", lines[1]);
        Assert.StartsWith("    var z = ", lines[2], StringComparison.Ordinal);
        Assert.Equal("}", lines[^1]);
    }

    [Fact]
    public void NoAnswerReadsWhatIsExpected() =>
        Assert.Empty(ExamAnswer.All.Where(a => a.Code.Contains("Expected", StringComparison.Ordinal)).Select(a => a.Id));

    // Other numbers for the same questions: an answer that is written down instead of computed cannot follow them.
    [Theory]
    [InlineData("softmax/class-scores", """{"z": [0, 0, 0, 0]}""", "[0.25, 0.25, 0.25, 0.25]")]
    [InlineData("receptive-field/vgg-pair", """{"layers": [["conv", 5, 2], ["pool", 2, 2]]}""", "7")]
    [InlineData("conv/output-shape", """{"input": [8, 6, 3], "filters": 4, "kernel": 3, "stride": 1, "padding": 1}""", "[8, 6, 4]")]
    [InlineData("neuron/forward", """{"x": [1, 2], "w": [[3, 4]]}""", "[11]")]
    [InlineData("graph/colah", """{"a": 3, "b": 4}""", "[5, 12]")]
    [InlineData("segmentation/parameters", """{"channels": [1, 1]}""", "[2, 12884901888]")]
    [InlineData("yolo/predictions", """{"anchors": 3, "classes": 80}""", "255")]
    [InlineData("gradient-clipping", """{"g": [0.3, 0.4], "tau": 1}""", "[0.3, 0.4]")]
    [InlineData("infonce/minimum", """{"N": 1}""", "0")]      // ln(e / e)
    [InlineData("toeplitz/conv1d", """{"x": [1, 2], "k": [1, 1]}""", "[[[1, 1]], [3]]")]
    public void OtherNumbersGiveOtherAnswers(string id, string given, string expected)
    {
        using var document = System.Text.Json.JsonDocument.Parse(given);
        var value = ExamAnswer.All.Single(a => a.Id == id).Compute(new Given(id, document.RootElement));
        Assert.Equal(expected, value.Text(6));
    }
}
