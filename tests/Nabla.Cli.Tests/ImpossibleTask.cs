using Nabla.Cli.Tasks;

namespace Nabla.Cli.Tests;

/// <summary>A task whose data cannot be had.</summary>
sealed class ImpossibleTask(Exception reason) : CliTask
{
    public override string Name => "impossible";

    public override string Summary => "fails before it begins";

    public override void Train(TrainOrder order) => throw reason;

    public override void Evaluate(EvalOrder order) => throw reason;

    public override IReadOnlyList<Prediction> Predict(PredictOrder order) => throw reason;

    public override TrainingStep Step(int? batch) => throw reason;
}
