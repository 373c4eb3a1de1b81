using Nabla.Train.RunLogs;

namespace Nabla.Train.Tests.RunLogs;

public class RunLogTests
{
    sealed class Recorder : IRunListener
    {
        public List<RunEvent> Events { get; } = [];

        public void Receive(RunEvent e) => Events.Add(e);
    }

    static StepDone Step(long step) => new(1, step, 1, 0.1, 100);

    [Fact]
    public void StepsAreThinnedToTenASecondAndTheLastBeforeAnotherEventIsKept()
    {
        var clock = new ManualClock();
        var recorder = new Recorder();
        using var log = new RunLog(clock);
        log.Add(recorder);
        for (var step = 1; step <= 95; step++, clock.Milliseconds += 10)
            log.Write(Step(step));
        log.Write(new Note("end of epoch"));

        // 10 ms a step: step 1 at 0 ms, step 11 at 100 ms, … step 91 at 900 ms; then 95, the last one.
        Assert.Equal([1, 11, 21, 31, 41, 51, 61, 71, 81, 91, 95], recorder.Events.OfType<StepDone>().Select(s => (int)s.Step));
        Assert.IsType<Note>(recorder.Events[^1]);
        Assert.Equal(0.94, recorder.Events.OfType<StepDone>().Last().Time, 1e-12);
    }

    [Fact]
    public void ASlowStepIsNeverHeldBack()
    {
        var clock = new ManualClock();
        var recorder = new Recorder();
        using var log = new RunLog(clock);
        log.Add(recorder);
        for (var step = 1; step <= 5; step++, clock.Milliseconds += 150)
        {
            log.Write(Step(step));
            Assert.Equal(step, recorder.Events.Count);
        }
    }

    [Fact]
    public void DisposeTellsTheStepThatWasHeldBack()
    {
        var recorder = new Recorder();
        var log = new RunLog(new ManualClock());
        log.Add(recorder);
        log.Write(Step(1));
        log.Write(Step(2));
        Assert.Single(recorder.Events);
        log.Dispose();
        Assert.Equal(2, Assert.IsType<StepDone>(recorder.Events[^1]).Step);
    }

    [Fact]
    public void TheLogSetsTimeAndDate()
    {
        var clock = new ManualClock { Milliseconds = 5000 };
        var recorder = new Recorder();
        using var log = new RunLog(clock);
        log.Add(recorder);
        clock.Milliseconds += 1500;
        log.Write(SampleRun.Started with { Date = default });
        var started = Assert.IsType<RunStarted>(recorder.Events[0]);
        Assert.Equal(1.5, started.Time);
        Assert.Equal(2026, started.Date.Year);
    }

    [Fact]
    public void EventsOfManyThreadsReachTheFileWhole()
    {
        using var folder = new TempFolder();
        using (var log = RunLog.InFolder(folder.Path))
            Parallel.For(0, 500, i => log.Write(new Note($"note {i} {new string('x', i)}")));
        var notes = RunLogReader.Read(folder.Path).Cast<Note>().Select(n => int.Parse(n.Text.Split(' ')[1]));
        Assert.Equal(Enumerable.Range(0, 500), notes.Order());
    }
}
