using System.Text.Json;

namespace Nabla.Cli.Tests;

public class EvalAndPredictTests
{
    static Session Trained()
    {
        var session = new Session();
        Assert.Equal(0, session.Do("train", "mnist", "--out", "RUN"));
        return session;
    }

    [Fact]
    public void EvalMeasuresTheRunsOwnTask()
    {
        using var session = Trained();
        Assert.Equal(0, session.Do("eval", "RUN", "--json"));
        var json = JsonDocument.Parse(session.Out).RootElement;
        Assert.Equal("mnist", json.GetProperty("task").GetString());
        Assert.Equal(0.7, json.GetProperty("test").GetProperty("accuracy").GetDouble());
        Assert.StartsWith("test  loss 0.5  accuracy 70.0 %", session.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void PredictNamesClassProbabilitiesAndWhatWasDoneToTheImage()
    {
        using var session = Trained();
        var image = Path.Combine(session.Folder, "a b.png");
        File.WriteAllText(image, "");
        Assert.Equal(0, session.Do("predict", "RUN", image));
        Assert.Equal($"{image}  cat 75.0 %  (dog 25.0 %)\n  converted to grey\n", session.Out);

        Assert.Equal(0, session.Do("predict", "RUN", image, "--json"));
        var prediction = JsonDocument.Parse(session.Out).RootElement.GetProperty("predictions")[0];
        Assert.Equal("cat", prediction.GetProperty("class").GetString());
        Assert.Equal(0.25, prediction.GetProperty("probabilities").GetProperty("dog").GetDouble());
    }

    [Fact]
    public void AMissingImageIsNamed()
    {
        using var session = Trained();
        Assert.Equal(1, session.Do("predict", "RUN", "nowhere.png"));
        Assert.Equal("nabla: there is no file nowhere.png\n", session.Error);
    }

    [Theory]
    [InlineData(null, "RUN is not the folder of a run: it has no settings.json")]
    [InlineData("{\"task\":", "FILE is damaged: it is not JSON")]
    [InlineData("[]", "FILE is damaged: it names no task")]
    [InlineData("{\"task\":\"poetry\"}", "FILE names the task 'poetry', which this version does not know")]
    public void AFolderThatIsNoRunIsSaid(string? settings, string sentence)
    {
        using var session = new Session();
        var file = Path.Combine(session.Run, "settings.json");
        Directory.CreateDirectory(session.Run);
        if (settings is not null)
            File.WriteAllText(file, settings);
        Assert.Equal(1, session.Do("eval", "RUN"));
        Assert.Equal($"nabla: {sentence}\n".Replace("RUN", session.Run, StringComparison.Ordinal).Replace("FILE", file, StringComparison.Ordinal), session.Error);
    }
}
