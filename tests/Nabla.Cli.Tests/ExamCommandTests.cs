using System.Text.Json;

namespace Nabla.Cli.Tests;

public class ExamCommandTests
{
    [Fact]
    public void PrintsATableByTopic()
    {
        using var session = new Session();
        Assert.Equal(0, session.Do("exam", "--topic", "losses", "--plain"));
        Assert.Contains("softmax/stable", session.Out, StringComparison.Ordinal);
        Assert.Contains("[0.0900306, 0.244728, 0.665241]", session.Out, StringComparison.Ordinal);
        Assert.EndsWith("4 of 4 right.\n", session.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("attention/causal", session.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void JsonIsOneLineAQuestion()
    {
        using var session = new Session();
        Assert.Equal(0, session.Do("exam", "--id", "graph/", "--json"));
        var lines = session.Out.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(["graph/ab-plus-d", "graph/colah", "graph/square"], lines.Select(l => l.GetProperty("id").GetString()));
        Assert.All(lines, l => Assert.Equal(["id", "value", "expected", "ok"], l.EnumerateObject().Select(p => p.Name)));
        Assert.All(lines, l => Assert.True(l.GetProperty("ok").GetBoolean()));
        Assert.Equal("[2,5]", lines[1].GetProperty("value").GetRawText());
    }

    [Fact]
    public void ShowsQuestionSourceCodeAndVerdict()
    {
        using var session = new Session();
        Assert.Equal(0, session.Do("exam", "show", "rnn/parameters", "--plain"));
        foreach (var part in (string[])["rnn, from 004_93ed369050d68b1e.txt", "x in R^3 and h in R^5", "new Linear(input, hidden)", "computed  45",
            "expected  45", "right", "The source answers 40: the handwritten answer leaves out the bias."])
            Assert.Contains(part, session.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exam --topic lossses", "unknown topic 'lossses'; did you mean losses?")]
    [InlineData("exam --id softmax/stabel", "unknown question 'softmax/stabel'; did you mean softmax/stable?")]
    [InlineData("exam show nsm", "unknown question 'nsm'; did you mean nms?")]
    [InlineData("exam show", "show needs the name of a question, such as softmax/stable")]
    public void UnknownNamesAreNamed(string words, string sentence)
    {
        using var session = new Session();
        Assert.Equal(2, session.Do(words.Split(' ')));
        Assert.StartsWith($"nabla: {sentence}", session.Error, StringComparison.Ordinal);
    }
}
