using Nabla.Testing;
using Nabla.Train.Callbacks;
using Nabla.Train.Schedules;

namespace Nabla.Train.Tests.Schedules;

public class ScheduleGoldenTests
{
    public static TheoryData<string, Schedule> Cases => new()
    {
        { "step", new StepDecay(0.5, 3) },
        { "multi step", new MultiStep(0.5, [2, 7, 7, 20], 0.3) },
        { "exponential", new Exponential(0.5, 0.9) },
        { "constant", new Sequence([new Constant(0.2), new Constant(0.5)], [6]) },
        { "linear", new LinearDecay(0.5, 12, 0.3, 0.8) },
        { "polynomial", new Polynomial(0.5, 12, 2.5) },
        { "cosine", new CosineDecay(0.5, 29, 0.01) },
        { "warm restarts", new WarmRestarts(0.5, 4, 1, 0.01) },
        { "warm restarts growing", new WarmRestarts(0.5, 3, 2) },
        { "one cycle", new OneCycle(0.5, 30) },
        { "triangular", new Cyclic(0.1, 0.5, 4, 6) },
        { "triangular2", new Cyclic(0.1, 0.5, 4, PerCycle: 0.5) },
        { "exp range", new Cyclic(0.1, 0.5, 4, PerStep: 0.95) },
        { "sequence", new Sequence([new Constant(0.05), new Exponential(0.5, 0.9)], [4]) },
        { "chained", new Chained([new LinearDecay(0.5, 8, 0.25, 1), new Exponential(1, 0.9)]) },
        { "averaging", new CosineDecay(0.5, 10, 0.05) },
        { "averaging straight", new LinearDecay(0.5, 8, 1, 0.7 / 0.5) },
        { "lambda", new Custom(step => 0.5 * (Math.Pow(0.95, step) + 0.1 * (step % 3))) },
        { "multiplicative", new Custom(step => 0.5 * Enumerable.Range(1, (int)step).Aggregate(1.0, (rate, t) => rate * (1 - 1.0 / (t + 2)))) },
        { "inverse square root", new InverseSquareRoot(64, 5, 2) },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void RatesOfThirtyStepsEqualPyTorch(string name, Schedule schedule)
    {
        using var golden = new GoldenFile("schedules");
        var rates = Tensor.Of([.. Enumerable.Range(0, 30).Select(step => schedule.At(step))]);
        GoldenFile.AssertClose(golden[$"{name}/rates"], rates, 1e-12, name);     // PyTorch multiplies step by step
    }

    [Theory]
    [InlineData("plateau")]
    [InlineData("plateau rising")]
    public void RatesOnAPlateauEqualPyTorch(string name)
    {
        using var golden = new GoldenFile("schedules");
        ReduceOnPlateau Made() => name == "plateau"
            ? new ReduceOnPlateau(patience: 2, factor: 0.5)
            : new ReduceOnPlateau(patience: 3, factor: 0.2, cooldown: 2, threshold: 0.01, lowest: 0.01, rising: true);
        var (callback, rate) = (Made(), 0.5);
        List<double> rates = [];
        foreach (var figure in golden[$"{name}/figures"].ToArray<double>())
        {
            rates.Add(rate = callback.After(figure, rate));
            var again = Made();      // as after a restart
            again.Load(callback.Save().ToDictionary(s => s.Name, s => s.Value));
            callback = again;
        }

        GoldenFile.AssertClose(golden[$"{name}/rates"], Tensor.Of([.. rates]), 1e-12, name);
    }
}
