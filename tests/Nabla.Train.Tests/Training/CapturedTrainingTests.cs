using Nabla.Nn;
using Nabla.Testing;
using Nabla.Train.Callbacks;
using Nabla.Train.Checkpoints;
using Nabla.Train.Data;
using Nabla.Train.Metrics;
using Nabla.Train.RunLogs;

namespace Nabla.Train.Tests.Training;

/// <summary>Captured training is eager training, only faster.</summary>
public class CapturedTrainingTests
{
    const int Epochs = 3;

    // 45 samples in batches of 10: the last of an epoch has 5.
    static DataLoader Data => DataLoader.Shuffled(Samples(), 10, seed: 3);

    static TensorDataset Samples() =>
        new(new Rng(1, "x").Normal([45, 6, 6, 1]), (new Rng(1, "y").Uniform([45]) * 3).To(DType.Int64));

    static Sequential Network()
    {
        var model = new Sequential(
            Conv.Of2d(1, 4, 3, padding: 1), new BatchNorm(4), new Relu(), new MaxPool(2), new Flatten(), new Dropout(0.4), new Linear(36, 3));
        model.Initialize(2);
        return model;
    }

    static Trainer NewTrainer(bool capture, Func<Sequential, Func<Batch, Outcome>>? forward = null, params Callback[] callbacks)
    {
        var model = Network();
        return new Trainer(model, new Adam(model, 0.01), forward?.Invoke(model) ?? Plain(model),
            new() { Epochs = Epochs, Metrics = [new Accuracy()], Callbacks = callbacks, Capture = capture });
    }

    static Func<Batch, Outcome> Plain(Sequential model) => batch =>
    {
        var y = model.Call(batch.Input);
        return new Outcome(y.CrossEntropy(batch.Target), y);
    };

    static void AssertSame(Trainer expected, Trainer got)
    {
        Assert.Equal(Problems.Weights(expected.Model), Problems.Weights(got.Model));
        foreach (var ((path, a), (_, b)) in expected.Model.Buffers().Zip(got.Model.Buffers()))
            Assert.True(a.Value.To(DType.Float64).ToArray<double>().SequenceEqual(b.Value.To(DType.Float64).ToArray<double>()), path);
        Assert.Equal(expected.Training, got.Training);
        Assert.Equal(expected.Validation, got.Validation);
    }

    static Trainer AssertSameBits(Func<Sequential, Func<Batch, Outcome>>? forward = null, Func<Callback>? callback = null)
    {
        Callback[] Callbacks() => callback is null ? [] : [callback()];
        Trainer eager = NewTrainer(false, forward, Callbacks()), captured = NewTrainer(true, forward, Callbacks());
        eager.Fit(Data, DataLoader.InOrder(Samples(), 20));
        captured.Fit(Data, DataLoader.InOrder(Samples(), 20));
        Assert.Null(eager.EagerReason);
        AssertSame(eager, captured);
        return captured;
    }

    [Fact]
    public void StepsAreCapturedToTheBitsOfTheEagerRun()
    {
        var calls = 0;
        var trainer = AssertSameBits(model => batch =>
        {
            calls += model.Training ? 1 : 0;
            return Plain(model)(batch);
        });
        Assert.Null(trainer.EagerReason);
        Assert.Equal((15, 15 + 2 + 1), ((int)trainer.Step, calls));      // eager: each step; captured: two shapes, one check
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(9)]
    public void AResumedRunHasTheBitsOfTheUninterruptedOne(int stopAfter)
    {
        using var folder = new TemporaryFolder();
        var whole = NewTrainer(capture: true);
        whole.Fit(Data);
        NewTrainer(true, null, new At(stopAfter, t => t.Interrupt("test")), Checkpointing.OfLast(folder.Path)).Fit(Data);
        var second = NewTrainer(true, null, new At(-1, _ => { }), Checkpointing.OfLast(folder.Path));
        Checkpoint.Restore(folder[Checkpointing.CheckpointFile], second);
        second.Fit(Data);
        AssertSame(whole, second);
    }

    [Theory]
    [InlineData("clip")]
    [InlineData("clip values")]
    [InlineData("freeze")]
    [InlineData("freeze and thaw")]
    [InlineData("freeze dropout")]
    [InlineData("evaluation mode")]
    [InlineData("load")]
    [InlineData("reset statistics")]
    public void WhatCallbacksDoIsSeen(string what)
    {
        var trainer = AssertSameBits(callback: () => what switch
        {
            "clip" => new OnEach((t, g) => g.ClipNorm(t.Model, 0.5)),
            "clip values" => new OnEach((t, g) => g.ClipValue(t.Model, t.Step % 2 == 0 ? 0.01 : 1)),
            "freeze" => new At(4, t => Layer(t, 0).Frozen = true),
            "freeze and thaw" => new OnEach((t, _) => Layer(t, 6).Frozen = t.Step is > 3 and < 7),
            "freeze dropout" => new At(4, t => Layer(t, 5).Frozen = true),
            "evaluation mode" => new At(4, t => Layer(t, 1).Eval()),
            "load" => new At(4, t => ((Linear)Layer(t, 6)).Weight.Load(Tensor.Full([3, 36], 0.01))),
            _ => new At(4, t => ((BatchNorm)Layer(t, 1)).RunningMean.Load(Tensor.Zeros([4]))),
        });
        Assert.Null(trainer.EagerReason);
    }

    static Module<Tensor, Tensor> Layer(Trainer trainer, int index) => ((Sequential)trainer.Model).Layers[index];

    [Fact]
    public void AModelConvertedInTheMiddleIsCapturedAnew()
    {
        static Func<Batch, Outcome> Forward(Sequential model) => batch =>
        {
            var y = model.Call(batch.Input.To(((Linear)model.Layers[6]).Weight.Value.DType));
            return new Outcome(y.CrossEntropy(batch.Target), y.To(DType.Float32));
        };

        static At Convert() => new(6, t => t.Model.To(DType.Float64));
        Trainer eager = NewTrainer(false, Forward, Convert()), captured = NewTrainer(true, Forward, Convert());
        eager.Fit(Data);
        captured.Fit(Data);
        Assert.Null(captured.EagerReason);
        foreach (var ((_, a), (_, b)) in eager.Model.Parameters().Zip(captured.Model.Parameters()))
            Assert.Equal(a.Value.ToArray<double>(), b.Value.ToArray<double>());
    }

    public static TheoryData<string, string> Fallbacks => new()
    {
        { "reads a value", "Inside a captured step the elements of a tensor cannot be read" },
        { "asks for samples", "A captured step cannot ask which samples a batch has" },
        { "reads a tensor from outside", "The step reads a tensor of shape (3) that is no field of the batch, parameter or buffer" },
        { "depends on the number of calls", "The step computed anew gives the loss" },
        { "opens a scope", "A captured step cannot contain a MemoryScope" },
    };

    [Theory]
    [MemberData(nameof(Fallbacks))]
    public void AStepThatCannotBeCapturedRunsEagerlyAndSaysWhyOnce(string what, string reason)
    {
        var weights = Tensor.Of(1f, 2f, 0.5f);
        Func<Batch, Outcome> Forward(Sequential model)
        {
            return batch =>
            {
                var y = model.Call(batch.Input);
                var loss = y.CrossEntropy(batch.Target);
                loss = what switch
                {
                    "reads a value" => loss * (loss.Item() > 1 ? 2 : 1),
                    "asks for samples" => loss * (1 + batch.Samples[0]),
                    "reads a tensor from outside" => loss + (y * weights).Sum() * 0.01,
                    "depends on the number of calls" => loss * (1 + model.Step),
                    _ => loss * Scoped(y.Detach()),
                };
                return new Outcome(loss, y);
            };
        }

        var log = new RunLog();
        var listener = new Listener();
        log.Add(listener);
        var eager = NewTrainer(false, Forward);
        var captured = NewTrainer(true, Forward, new ProgressLog(log));
        eager.Fit(Data, DataLoader.InOrder(Samples(), 20));
        captured.Fit(Data, DataLoader.InOrder(Samples(), 20));
        Assert.StartsWith(reason, captured.EagerReason, StringComparison.Ordinal);
        Assert.Equal($"Steps run eagerly, not captured. {captured.EagerReason}", Assert.Single(listener.Notes));
        AssertSame(eager, captured);
    }

    static Tensor Scoped(Tensor y)
    {
        using var scope = new MemoryScope();
        return scope.Keep(y.Square().Mean() + 1);
    }

    [Fact]
    public void AStepThatChangesLaterStopsTheTraining()
    {
        Trainer? trainer = null;
        trainer = NewTrainer(true, model => batch =>
        {
            var y = model.Call(batch.Input);
            return new Outcome(y.CrossEntropy(batch.Target) * (trainer!.Epoch > 2 ? 2 : 1), y);
        });
        var data = DataLoader.Shuffled(Samples(), 1, seed: 1);       // 45 steps an epoch
        var error = Assert.Throws<TrainingException>(() => trainer.Fit(data));
        Assert.Contains("The step has changed since it was captured", error.Message, StringComparison.Ordinal);
        Assert.InRange(trainer.Step, 90, 90 + 64);
    }

    [Fact]
    public void ObserversSeeEachCall()
    {
        var (seen, trainer) = (0, NewTrainer(true));
        using (trainer.Model.Observe((layer, _, _) => seen += layer is Dropout && trainer.Model.Training ? 1 : 0))
            trainer.Fit(Data);
        Assert.Equal(15, seen);
        Assert.Null(trainer.EagerReason);
    }

    [Fact]
    public void ModesThatChangeInEachStepAreNotCapturedAgainAndAgain()
    {
        var trainer = AssertSameBits(callback: () => new OnEach((t, _) => Layer(t, 5).Frozen = t.Step % 2 == 0));
        Assert.Null(trainer.EagerReason);        // 15 steps are too few to judge
        trainer = NewTrainer(true, null, new OnEach((t, _) => Layer(t, 5).Frozen = t.Step % 2 == 0));
        trainer.Fit(DataLoader.Shuffled(Samples(), 2, seed: 1));
        Assert.Contains("had to be captured anew", trainer.EagerReason, StringComparison.Ordinal);
    }

    // The gate: a captured step, its metrics, the optimiser's update and taking the next batch from the loader allocate nothing. Each 64th
    // step is compared with an eager forward pass, and the first ones capture and let the runtime compile.
    [Fact]
    public void AStepAllocatesNothing()
    {
        var watch = new Allocations();
        var model = Network();
        new Trainer(model, new Adam(model, 0.01), (y, target) => y.CrossEntropy(target), new() { Epochs = 60, Metrics = [new Accuracy()], Callbacks = [watch] })
            .Fit(Data);
        var late = watch.PerStep[100..];
        Assert.Equal(0, late.Order().ElementAt(late.Count * 9 / 10));
    }

    sealed class Allocations : Callback
    {
        long before;

        public List<long> PerStep { get; } = new(1000);

        public override void OnEpochStart(Trainer trainer) => before = -1;

        public override void OnStep(Trainer trainer)
        {
            if (before >= 0)
                PerStep.Add(GC.GetAllocatedBytesForCurrentThread() - before);
            before = GC.GetAllocatedBytesForCurrentThread();
        }
    }

    sealed class At(long step, Action<Trainer> act) : Callback
    {
        public override void OnStep(Trainer trainer)
        {
            if (trainer.Step == step)
                act(trainer);
        }
    }

    sealed class OnEach(Action<Trainer, Gradients> act) : Callback
    {
        public override void OnGradients(Trainer trainer, Gradients gradients) => act(trainer, gradients);
    }

    sealed class Listener : IRunListener
    {
        public List<string> Notes { get; } = [];

        public void Receive(RunEvent e)
        {
            if (e is Note note)
                Notes.Add(note.Text);
        }
    }
}
