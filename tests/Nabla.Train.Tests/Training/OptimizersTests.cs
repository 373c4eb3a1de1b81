using Nabla.Nn;
using Nabla.Testing;
using Nabla.Train.Callbacks;
using Nabla.Train.Checkpoints;
using Nabla.Train.Data;

namespace Nabla.Train.Tests.Training;

/// <summary>Every kind of optimiser trains, also those that look at the loss more than once a step.</summary>
public class OptimizersTests
{
    static readonly Dictionary<string, Func<Module, Optimizer>> Kinds = new()
    {
        ["lbfgs"] = m => new Lbfgs(m, iterations: 3),
        ["sharpness aware"] = m => new SharpnessAware(m, new Adam(m, 0.01)),
        ["coordinates"] = m => new CoordinateDescent(m, CoordinateChoice.Steepest, l1: 0.01, moves: 2),
        ["muon"] = m => new Muon(m),
        ["adafactor"] = m => new Adafactor(m),
        ["sparse adam"] = m => new SparseAdam(m),
        ["lamb"] = m => new Lamb(m),
    };

    const string CannotReplay = "The optimiser differentiates the gradients again, and a replay keeps no graph.";

    public static TheoryData<string> Names => [.. Kinds.Keys];

    static DataLoader Data => DataLoader.Shuffled(Problems.Waves(), 64, seed: 1);

    static Sequential Network()
    {
        var model = new Sequential(new Linear(10, 6), new BatchNorm(6), new Tanh(), new Dropout(0.2), new Linear(6, 1));
        model.Initialize(3);
        return model;
    }

    static Trainer NewTrainer(string kind, bool capture = true, int epochs = 3, params Callback[] callbacks)
    {
        var model = Network();
        return new Trainer(
            model, Kinds[kind](model), Problems.MeanSquaredError, new() { Epochs = epochs, Capture = capture, Callbacks = callbacks });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void CapturedTrainingHasTheBitsOfEagerTraining(string kind)
    {
        Trainer eager = NewTrainer(kind, capture: false), captured = NewTrainer(kind);
        eager.Fit(Data);
        captured.Fit(Data);
        Assert.Equal(Problems.Weights(eager.Model), Problems.Weights(captured.Model));
        Assert.Equal(eager.Training, captured.Training);
        Assert.Equal(kind == "coordinates" ? CannotReplay : null, captured.EagerReason);
        Assert.Null(eager.EagerReason);
    }

    // Twelve batches, each of them seen once by the running statistics.
    [Theory]
    [MemberData(nameof(Names))]
    public void RunningStatisticsSeeEachBatchOnce(string kind)
    {
        var trainer = NewTrainer(kind);
        trainer.Fit(Data);
        Assert.Equal(12, ((BatchNorm)((Sequential)trainer.Model).Layers[1]).NumBatchesTracked.Value.Item());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheLossFalls(string kind)
    {
        var first = NewTrainer(kind, epochs: 1);
        first.Fit(Data);
        var last = NewTrainer(kind, epochs: 40);
        last.Fit(Data);
        Assert.True(last.Training["loss"] < 0.9 * first.Training["loss"], $"{first.Training["loss"]} → {last.Training["loss"]}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AnInterruptedRunGoesOnToTheSameBits(string kind)
    {
        using var folder = new TemporaryFolder();
        var whole = NewTrainer(kind);
        whole.Fit(Data);
        NewTrainer(kind, true, 3, new After(6), Checkpointing.OfLast(folder.Path)).Fit(Data);
        var second = NewTrainer(kind, true, 3, new After(-1), Checkpointing.OfLast(folder.Path));
        Checkpoint.Restore(folder[Checkpointing.CheckpointFile], second);
        second.Fit(Data);
        Assert.Equal(Problems.Weights(whole.Model), Problems.Weights(second.Model));
    }

    // All samples at once, no dropout: the trainer's step is the one that is made by hand.
    [Fact]
    public void StepsOfLbfgsAreThoseOfALoopByHand()
    {
        Sequential model = Problems.Network(10, 5, 1), again = Problems.Network(10, 5, 1);
        var optimizer = new Lbfgs(again, iterations: 4);
        var batch = Problems.Waves();
        new Trainer(model, new Lbfgs(model, iterations: 4), Problems.MeanSquaredError, new() { Epochs = 5 }).Fit(DataLoader.InOrder(batch, 200));
        foreach (var epoch in Enumerable.Range(1, 5))
            foreach (var all in DataLoader.InOrder(batch, 200).Epoch(epoch))
                optimizer.Step(() => Problems.MeanSquaredError(again.Call(all.Input), all.Target));
        Assert.Equal(Problems.Weights(again), Problems.Weights(model));
    }

    [Fact]
    public void CallbacksSeeEachLookAtTheLoss()
    {
        var (looks, losses) = (0, new HashSet<double>());
        var trainer = NewTrainer("sharpness aware", true, 1, new OnEach(t =>
        {
            looks++;
            losses.Add(t.Loss);
        }));
        trainer.Fit(Data);
        Assert.Equal((8, 4), (looks, losses.Count));
    }

    sealed class After(long step) : Callback
    {
        public override void OnStep(Trainer trainer)
        {
            if (trainer.Step == step)
                trainer.Interrupt("test");
        }
    }

    sealed class OnEach(Action<Trainer> see) : Callback
    {
        public override void OnGradients(Trainer trainer, Gradients gradients) => see(trainer);
    }
}
