using System.Text.Json;
using Nabla.Labs.Exam;

namespace Nabla.Labs.Tests.Exam;

public class ExamValueTests
{
    static ExamValue Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return ExamValue.Read(document.RootElement);
    }

    [Theory]
    [InlineData("1", "1.0000009", true)]
    [InlineData("1", "1.000002", false)]
    [InlineData("1000000", "1000000.9", true)]      // relative above 1
    [InlineData("1000000", "1000002", false)]
    [InlineData("0", "0.000002", false)]
    [InlineData("[1, 2]", "[1, 2]", true)]
    [InlineData("[1, 2]", "[2, 1]", false)]
    [InlineData("[1, 2]", "[1, 2, 3]", false)]
    [InlineData("[1]", "1", false)]
    [InlineData("[[1], 2]", "[[1], 2]", true)]
    [InlineData("[]", "[]", true)]
    public void ComparesFormAndNumbers(string expected, string value, bool same) => Assert.Equal(same, Read(value).Equals(Read(expected), 1e-6));

    [Fact]
    public void NaNEqualsNothing() => Assert.False(((ExamValue)double.NaN).Equals(double.NaN, 1));

    [Theory]
    [InlineData("\"text\"")]
    [InlineData("[1, null]")]
    [InlineData("{}")]
    public void OnlyNumbersAndListsAreAnswers(string json) => Assert.Throws<FormatException>(() => Read(json));

    [Fact]
    public void TensorsBecomeListsByTheirAxes()
    {
        ExamValue matrix = Tensor.Of([[1.0, 2], [3, 4.5]]);
        Assert.Equal("[[1, 2], [3, 4.5]]", matrix.Text(6));
        Assert.Equal("7", ((ExamValue)Tensor.Scalar(7)).Text(6));
        Assert.Equal("[[], []]", ((ExamValue)Tensor.Zeros([2, 0])).Text(6));
        Assert.Equal("[1,[2,3]]", ExamValue.List([1.0, new[] { 2, 3 }]).ToJson().ToJsonString());
    }
}
