using Nabla.Train.Reports;
using Nabla.Train.RunLogs;
using Nabla.Train.Tests.RunLogs;

namespace Nabla.Train.Tests.Reports;

public class RunSummaryTests
{
    static StepDone Step(long step, double loss) => new(1, step, loss, 1, 1);

    [Fact]
    public void StepsAndEpochsThatAResumedRunRepeatsCountOnce()
    {
        var run = new RunSummary(
        [
            SampleRun.Started, Step(1, 9), Step(2, 8), new EpochDone(1, 1, SampleRun.Figures(8, 0)), Step(3, 7), Step(4, 6) with { Time = 5 },
            SampleRun.Started, Step(3, 7.5), Step(4, 6.5), new EpochDone(2, 1, SampleRun.Figures(6, 0)), new RunEnded(EndReason.Completed, 4),
        ]);
        Assert.Equal([9, 8, 7.5, 6.5], run.Steps.Select(s => s.Loss));
        Assert.Equal([1, 2], run.Epochs.Select(e => e.Epoch));
        Assert.Equal(5 + 4, run.Seconds);
        Assert.Equal(EndReason.Completed, run.Ended!.Reason);
    }

    [Fact]
    public void ARunThatWentOnIsNotEnded() =>
        Assert.Null(new RunSummary([SampleRun.Started, new RunEnded(EndReason.Stopped, 1), SampleRun.Started]).Ended);

    [Fact]
    public void TheTestSplitCountsBeforeALaterOne()
    {
        var run = new RunSummary([SampleRun.Test, SampleRun.Test with { Split = "validation" }]);
        Assert.Equal("test", run.Test!.Split);
        Assert.Equal(2, run.Evaluations.Count);
    }
}
