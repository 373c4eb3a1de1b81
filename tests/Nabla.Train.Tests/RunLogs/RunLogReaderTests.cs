using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Nabla.Train.RunLogs;

namespace Nabla.Train.Tests.RunLogs;

public class RunLogReaderTests
{
    static IReadOnlyList<RunEvent> Read(string text)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder[RunLog.FileName], text);
        return RunLogReader.Read(folder.Path);
    }

    [Fact]
    public void EveryEventComesBackAsItWasWritten()
    {
        using var folder = new TempFolder();
        using (var file = new RunFile(folder[RunLog.FileName]))
            foreach (var e in SampleRun.All)
                file.Receive(e);

        var back = RunLogReader.Read(folder.Path);
        Assert.Equivalent(SampleRun.All, back, strict: true);
        Assert.Equal(SampleRun.All.Select(e => e.GetType()), back.Select(e => e.GetType()));
        Assert.Equal(ulong.MaxValue, ((RunStarted)back[0]).Seed);
        Assert.Equal(2.302585092994046, ((StepDone)back[2]).Loss);
        Assert.True(double.IsNaN(((StepDone)back[3]).Loss));
        Assert.Equal([0, 255, 128, 64], ((Evaluated)back[6]).Mistakes[0].Picture!.Pixels);
        Assert.Equal(EndReason.Failed, ((RunEnded)back[^1]).Reason);
    }

    [Fact]
    public void EveryLineIsJsonThatNamesItsEventAndTime()
    {
        using var folder = new TempFolder();
        using (var file = new RunFile(folder[RunLog.FileName]))
            foreach (var e in SampleRun.All)
                file.Receive(e);

        var lines = File.ReadAllLines(folder[RunLog.FileName]);
        Assert.Equal(SampleRun.All.Count, lines.Length);
        string[] expected = ["start", "model", "step", "step", "epoch", "epoch", "evaluation", "checkpoint", "note", "warning", "end"];
        Assert.Equal(expected, lines.Select(l => JsonDocument.Parse(l).RootElement.GetProperty("event").GetString()));
        Assert.All(lines, l => Assert.Equal(JsonValueKind.Number, JsonDocument.Parse(l).RootElement.GetProperty("time").ValueKind));
        Assert.Contains("Conv2d(1 → 8, 3×3)", lines[1], StringComparison.Ordinal);
        Assert.Contains("\"reason\":\"failed\"", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void FieldsInAnyOrderAndUnknownFieldsAndEventsAreFine()
    {
        var events = Read("""
            {"time":1,"text":"old","event":"note","colour":"red"}
            {"event":"hologram","time":2}
            {"event":"end","reason":"completed","seconds":3}
            """);
        Assert.Equal([new Note("old") { Time = 1 }, new RunEnded(EndReason.Completed, 3)], events);
    }

    [Theory]
    [InlineData("""{"event":"step","epoch":1,"st""")]           // torn
    [InlineData("""{"event":"end","reason":"exploded","seconds":3}""")]
    [InlineData("""{"event":"model"}""")]                       // a field is missing
    [InlineData("""{"event":"model","layers":null,"parameters":1}""")]
    [InlineData("""{"event":"model","layers":[null],"parameters":1}""")]
    [InlineData("""{"event":7}""")]
    [InlineData("""{"time":1}""")]
    [InlineData("[1,2]")]
    [InlineData("null")]
    [InlineData("not JSON")]
    public void ALineThatCannotBeReadBecomesANote(string line)
    {
        var events = Read("""{"event":"note","time":4,"text":"before"}""" + "\n" + line);
        Assert.Equal(2, events.Count);
        Assert.Equal("Line 2 of the run log cannot be read and was passed over.", Assert.IsType<Note>(events[1]).Text);
        Assert.Equal(4, events[1].Time);
    }

    [Fact]
    public void WritingGoesOnAfterATornLine()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder[RunLog.FileName], """{"event":"note","time":0,"text":"first"}""" + "\n" + """{"event":"no""");
        using (var log = RunLog.InFolder(folder.Path))
            log.Write(new Warning("second"));
        var events = RunLogReader.Read(folder.Path);
        Assert.Equal(["Note", "Note", "Warning"], events.Select(e => e.GetType().Name));
        Assert.Equal("second", ((Warning)events[2]).Text);
    }

    [Fact]
    public void AMissingLogIsSaidByItsPath()
    {
        using var folder = new TempFolder();
        var e = Assert.Throws<FileNotFoundException>(() => RunLogReader.Read(folder.Path));
        Assert.Equal($"There is no run log at {folder[RunLog.FileName]}.", e.Message);
    }

    [Fact]
    public void RandomBytesNeverThrow()
    {
        using var folder = new TempFolder();
        var prefix = "{\"event\":\"note\",\"time\":0,\"text\":\"x\"}\n"u8.ToArray();
        Prop.ForAll((byte[] bytes) =>
        {
            File.WriteAllBytes(folder[RunLog.FileName], [.. prefix, .. bytes]);
            return RunLogReader.Read(folder.Path)[0] is Note { Text: "x" };
        }).QuickCheckThrowOnFailure();
    }
}
