using Nabla.Train.RunLogs;

namespace Nabla.Train.Tests.RunLogs;

/// <summary>One event of every kind, with the awkward values that each may hold.</summary>
static class SampleRun
{
    public static readonly RunStarted Started = new(
        "digits", "digits-1", "0.1.0", new Dictionary<string, string> { ["optimiser"] = "Adam(lr 0.001)", ["batch"] = "64" },
        ulong.MaxValue, 2, 3, 20, new Machine("Test CPU", 2, 512, ".NET 10", "Test OS"))
    { Date = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero) };

    public static readonly ModelDescribed Model = new(
        [new("0", "Conv2d(1 → 8, 3×3)", "(N, 8, 8, 8)", 80), new("1", "ReLU", "(N, 8, 8, 8)", 0), new("2", "Linear(512 → 3)", "(N, 3)", 1539)], 1619);

    public static readonly Evaluated Test = Evaluated.Classifier(
        "test", new Dictionary<string, double> { ["loss"] = 0.1 }, ["zero", "one", "two"], [[8, 1, 1], [0, 10, 0], [2, 0, 0]],
        [new(7, "two", "zero", 0.91, new Picture(2, 2, 1, [0, 255, 128, 64])), new(9, "zero", "one", 0.5)]);

    public static readonly IReadOnlyList<RunEvent> All =
    [
        Started,
        Model,
        new StepDone(1, 1, 2.302585092994046, 1e-3, 12345.5, new Dictionary<string, double> { ["accuracy"] = 0.125 }),
        new StepDone(1, 20, double.NaN, 1e-3, double.PositiveInfinity),
        new EpochDone(1, 1.5, Figures(1.2, 0.6), Figures(0.8, 0.7)),
        new EpochDone(2, 1.4, Figures(0.5, 0.8)),
        Test,
        new CheckpointSaved(2, 40, "model.safetensors"),
        new Note("a \"quoted\" note\nof two lines → ∇"),
        new Warning("loss is NaN"),
        new RunEnded(EndReason.Failed, 3.25, "step 40: loss is NaN"),
    ];

    public static Dictionary<string, double> Figures(double loss, double accuracy) => new() { ["loss"] = loss, ["accuracy"] = accuracy };
}
