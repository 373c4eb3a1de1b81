using System.Text.Json;
using Nabla.Train.Reports;
using Nabla.Train.RunLogs;

namespace Nabla.Cli.Tests;

public class TrainCommandTests
{
    static JsonElement LastLine(string output) => JsonDocument.Parse(output.TrimEnd('\n').Split('\n')[^1]).RootElement;

    [Fact]
    public void TheFolderHoldsLogAndReport()
    {
        using var session = new Session();
        Assert.Equal(0, session.Do("train", "digits", "--out", "RUN"));
        Assert.Equal("", session.Error);
        Assert.Equal(["report.html", "run.jsonl", "settings.json"], Directory.GetFiles(session.Run).Select(Path.GetFileName).Order());
        Assert.Equal(EndReason.Completed, Assert.IsType<RunEnded>(RunLogReader.Read(session.Run)[^1]).Reason);
    }

    [Fact]
    public void InAPipeThereAreOnlyPlainLines()
    {
        using var session = new Session();
        session.Do("train", "digits", "--out", "RUN", "--epochs", "12");
        var lines = session.Out.TrimEnd('\n').Split('\n');
        Assert.DoesNotContain(session.Out, c => char.IsControl(c) && c != '\n');
        Assert.All(lines, l => Assert.Equal(l.TrimEnd(), l));
        Assert.StartsWith("digits  run run, seed 42, 1 thread, 12 epochs, ", lines[0], StringComparison.Ordinal);
        Assert.Equal("epoch  1/12  loss 0.5  accuracy 75.0 %  validation loss 0.625  accuracy 70.0 %  0.25 s", lines.First(l => l.StartsWith("epoch", StringComparison.Ordinal)));
        Assert.Equal(12, lines.Count(l => l.StartsWith("epoch", StringComparison.Ordinal)));
        Assert.Contains(lines, l => Words(l) is ["fc", "Linear(4", "→", "2)", "(N,", "2)", "10"]);
        Assert.Contains(lines, l => Words(l) is ["cat", "77.8", "%", "87.5", "%", "82.4", "%", "8"]);
        Assert.Contains(lines, l => Words(l) is ["dog", "2", "·"]);
    }

    static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public void OnAScreenThereIsABarWithTimeLeft()
    {
        using var session = new Session { IsScreen = true };
        session.Do("train", "digits", "--out", "RUN");
        Assert.Contains("\u001b[", session.Out, StringComparison.Ordinal);
        Assert.Contains("━", session.Out, StringComparison.Ordinal);
        Assert.Contains("5,000 samples/s", session.Out, StringComparison.Ordinal);
        Assert.Contains(" left", session.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[0A", session.Out, StringComparison.Ordinal);       // terminals go up one line for that
        Assert.Equal(2, session.Out.Split('\n').Count(l => l.EndsWith("validation loss 0.625  accuracy 70.0 %  0.25 s", StringComparison.Ordinal)));
        Assert.EndsWith("\u001b[?25h", session.Out[..(session.Out.LastIndexOf("\u001b[?25", StringComparison.Ordinal) + 6)], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--plain", null, false, false)]
    [InlineData(null, "1", true, false)]
    [InlineData(null, null, true, true)]
    public void ColoursAndMovementCanBeSwitchedOff(string? option, string? noColour, bool moves, bool coloured)
    {
        using var session = new Session { IsScreen = true };
        if (noColour is not null)
            session.Environment["NO_COLOR"] = noColour;
        session.Do(["train", "digits", "--out", "RUN", .. option is null ? Array.Empty<string>() : [option]]);
        Assert.Equal(moves, session.Out.Contains('\u001b', StringComparison.Ordinal));
        Assert.Equal(coloured, session.Out.Contains("\u001b[31m", StringComparison.Ordinal) || session.Out.Contains("\u001b[91m", StringComparison.Ordinal));
    }

    [Fact]
    public void WithJsonStandardOutputIsOneObjectAndTheRestIsOnStandardError()
    {
        using var session = new Session();
        Assert.Equal(0, session.Do("train", "digits", "--out", "RUN", "--json", "--epochs", "3"));
        Assert.Single(session.Out.TrimEnd('\n').Split('\n'));
        var json = LastLine(session.Out);
        Assert.Equal("digits", json.GetProperty("task").GetString());
        Assert.Equal(session.Run, json.GetProperty("run").GetString());
        Assert.Equal("completed", json.GetProperty("status").GetString());
        Assert.Equal(3, json.GetProperty("epochs").GetInt32());
        Assert.InRange(json.GetProperty("seconds").GetDouble(), 0, 60);
        Assert.Equal(0.7, json.GetProperty("validation").GetProperty("accuracy").GetDouble());
        Assert.Equal(0.7, json.GetProperty("test").GetProperty("accuracy").GetDouble());
        Assert.Equal(0.5, json.GetProperty("test").GetProperty("loss").GetDouble());
        Assert.Contains("epoch 3/3", session.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsReachTheTask()
    {
        var task = new FakeTask("digits");
        using var session = new Session { Tasks = [task] };
        session.Environment["NABLA_DATA"] = "from-environment";
        session.Do("train", "digits", "--out", "RUN", "--seed", "18446744073709551615", "--epochs", "1");
        Assert.Equal((ulong.MaxValue, 1, "from-environment", false), (task.Order!.Seed, task.Order.Epochs, task.Order.Data, task.Order.Resume));
        session.Do("train", "digits", "--out", "RUN", "--resume", "--data", "given");
        Assert.Equal((null, null, "given", true), (task.Order!.Seed, task.Order.Epochs, task.Order.Data, task.Order.Resume));
    }

    [Fact]
    public void AFolderThatHoldsARunIsNotOverwritten()
    {
        using var session = new Session();
        session.Do("train", "digits", "--out", "RUN");
        var before = File.ReadAllText(Path.Combine(session.Run, "run.jsonl"));
        Assert.Equal(2, session.Do("train", "digits", "--out", "RUN"));
        Assert.Equal($"nabla: {session.Run} already holds a run; choose another --out, or add --resume to go on with it\n", session.Error);
        Assert.Equal(before, File.ReadAllText(Path.Combine(session.Run, "run.jsonl")));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("1", true)]
    public void AFailureIsOneSentenceAndStaysInTheReport(string? trace, bool showsTrace)
    {
        using var session = new Session { Tasks = [new FakeTask("digits", (_, epoch) => throw new InvalidDataException($"epoch {epoch}:\nthe loss is [red]NaN."))] };
        if (trace is not null)
            session.Environment["NABLA_TRACE"] = trace;
        Assert.Equal(1, session.Do("train", "digits", "--out", "RUN"));
        Assert.StartsWith("nabla: epoch 1: the loss is [red]NaN\n", session.Error, StringComparison.Ordinal);
        Assert.Equal(showsTrace, session.Error.Contains("   at ", StringComparison.Ordinal));
        Assert.Equal(EndReason.Failed, Assert.IsType<RunEnded>(RunLogReader.Read(session.Run)[^1]).Reason);
        Assert.Contains("the loss is [red]NaN", File.ReadAllText(Path.Combine(session.Run, HtmlReport.FileName)), StringComparison.Ordinal);
    }

    [Fact]
    public void ARunThatCannotBeginLeavesNothing()
    {
        using var session = new Session { Tasks = [new ImpossibleTask(new InvalidDataException("no data"))] };
        Assert.Equal(1, session.Do("train", "impossible", "--out", "RUN"));
        Assert.Equal("nabla: no data\n", session.Error);
        Assert.Empty(Directory.GetFileSystemEntries(session.Folder));
    }

    [Fact]
    public void ADownloadThatIsInterruptedIsNoFailure()
    {
        using var session = new Session { Tasks = [new ImpossibleTask(new OperationCanceledException())] };
        Assert.Equal(130, session.Do("train", "impossible", "--out", "RUN"));
        Assert.Equal("stopped before training began; a download that was cut off goes on the next time\n", session.Out);
        Assert.Empty(Directory.GetFileSystemEntries(session.Folder));
    }

    [Fact]
    public void AnErrorOfOurOwnIsCalledSo()
    {
        using var session = new Session { Tasks = [new FakeTask("digits", (_, _) => throw new KeyNotFoundException())] };
        Assert.Equal(1, session.Do("train", "digits", "--out", "RUN"));
        Assert.Equal("nabla: this is an error in Nabla itself (KeyNotFoundException); run again with NABLA_TRACE=1 to see where\n", session.Error);
    }

    [Fact]
    public void AFolderThatCannotBeMadeIsAFailure()
    {
        using var session = new Session();
        File.WriteAllText(session.Run, "a file");
        Assert.Equal(1, session.Do("train", "digits", "--out", "RUN"));
        Assert.Single(session.Error.TrimEnd('\n').Split('\n'));
        Assert.Equal("a file", File.ReadAllText(session.Run));
    }
}
