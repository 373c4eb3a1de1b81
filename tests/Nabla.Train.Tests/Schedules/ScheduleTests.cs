using Nabla.Train.Schedules;

namespace Nabla.Train.Tests.Schedules;

public class ScheduleTests
{
    // Learning rates of PyTorch 2's schedulers of the same settings, printed with Python's repr.
    public static TheoryData<Schedule, double[]> Cases => new()
    {
        { new Constant(0.5), [0.5, 0.5, 0.5] },
        { new StepDecay(0.5, 3), [0.5, 0.5, 0.5, 0.05, 0.05, 0.05, 0.005000000000000001, 0.005000000000000001] },
        {
            new CosineDecay(0.5, 6, 0.01),
            [0.5, 0.4671762239271875, 0.3775, 0.255, 0.13250000000000006, 0.04282377607281252, 0.01, 0.01]
        },
        {
            new WarmUp(5, new Constant(0.5)),
            [0.16666666666666666, 0.23333333333333334, 0.30000000000000004, 0.36666666666666675, 0.43333333333333346, 0.5, 0.5]
        },
        {
            new OneCycle(0.1, 11),
            [
                0.0040000000000000036, 0.04223411137347358, 0.09602614247226175, 0.09797465678213016, 0.08844757247686304,
                0.07260870492975284, 0.05305827080875998, 0.03300580289872949, 0.015743251279950788, 0.0041045543206290865, 4e-7,
            ]
        },
        {
            new OneCycle(0.1, 10),
            [
                0.0040000000000000036, 0.052000000000000005, 0.1, 0.09504846320134738, 0.0811745653949763, 0.06112620219362893,
                0.03887419780637107, 0.0188258346050237, 0.004951936798652629, 4e-7,
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void RatesAreThoseOfPyTorch(Schedule schedule, double[] expected)
    {
        for (var step = 0; step < expected.Length; step++)
            Assert.Equal(expected[step], schedule.At(step), 1e-12);      // PyTorch multiplies step by step, so the last digits differ
    }

    [Fact]
    public void AScheduleThatIsOverStaysWhereItEnded()
    {
        Assert.Equal(4e-7, new OneCycle(0.1, 10).At(1000), 1e-15);
        Assert.Equal(0, new CosineDecay(0.1, 10).At(1000));
    }
}
