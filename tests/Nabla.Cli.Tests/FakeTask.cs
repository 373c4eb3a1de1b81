using Nabla.Cli.Tasks;
using Nabla.Nn;
using Nabla.Train.RunLogs;

namespace Nabla.Cli.Tests;

/// <summary>A task that learns nothing, but tells the story of a run as a real one would.</summary>
sealed class FakeTask(string name, Action<TrainOrder, int>? onEpoch = null) : CliTask
{
    public override string Name => name;

    public override string Summary => $"a fake named {name}";

    public TrainOrder? Order { get; private set; }

    public override void Train(TrainOrder order)
    {
        Order = order;
        File.WriteAllText(Path.Combine(order.Folder, "settings.json"), $$"""{"task":"{{name}}"}""");
        var epochs = order.Epochs ?? 2;
        order.Log.Write(new RunStarted(name, order.Name, "0.1.0", new Dictionary<string, string>(), order.Seed ?? 42, 1, epochs, 10, Machine.Here()));
        order.Log.Write(new ModelDescribed([new("fc", "Linear(4 → 2)", "(N, 2)", 10)], 10));
        for (var epoch = 1; epoch <= epochs && !order.Stop.IsCancellationRequested; epoch++)
        {
            for (var step = 1; step <= 10; step++)
                order.Log.Write(new StepDone(epoch, ((epoch - 1) * 10) + step, 1.0 / step, 0.1, 5000, new Dictionary<string, double> { ["accuracy"] = 0.5 }));
            onEpoch?.Invoke(order, epoch);
            order.Log.Write(new EpochDone(epoch, 0.25, Figures(0.5, 0.75), Figures(0.625, 0.7)));
        }

        order.Log.Write(Test());
    }

    public override void Evaluate(EvalOrder order) => order.Log.Write(Test());

    public override IReadOnlyList<Prediction> Predict(PredictOrder order) =>
        [.. order.Images.Select(i => new Prediction(i, "cat", 0.75, new Dictionary<string, double> { ["dog"] = 0.25, ["cat"] = 0.75 }, "converted to grey"))];

    public override TrainingStep Step(int? batch)
    {
        var model = new Linear(4, 2);
        return new TrainingStep(
            "a fake", batch ?? 8, Captured.Step(inputs => [model.Call(inputs[0]).Relu().Sum()]), new Sgd(model, 0.1), Tensor.Ones([batch ?? 8, 4]));
    }

    static Evaluated Test() =>
        Evaluated.Classifier("test", new Dictionary<string, double> { ["loss"] = 0.5 }, ["cat", "dog"], [[7, 1], [2, 0]], []);

    static Dictionary<string, double> Figures(double loss, double accuracy) => new() { ["loss"] = loss, ["accuracy"] = accuracy };
}
