using Nabla.Nn;
using Nabla.Train.Callbacks;
using Nabla.Train.Data;
using Nabla.Train.Metrics;
using Nabla.Train.RunLogs;

namespace Nabla.Train.Tests.Training;

/// <summary>Passes of a model in use are captured as steps of training are.</summary>
public class CapturedEvaluationTests
{
    // 50 samples in batches of 3: the last has 2.
    static DataLoader Data => DataLoader.InOrder(Samples(), 3);

    static TensorDataset Samples() =>
        new(new Rng(1, "x").Normal([50, 6]), (new Rng(1, "y").Uniform([50]) * 3).To(DType.Int64));

    static Sequential Network()
    {
        var model = new Sequential(new Linear(6, 16), new BatchNorm(16), new Relu(), new Dropout(0.4), new Linear(16, 3));
        model.Initialize(2);
        return model;
    }

    static Trainer NewTrainer(bool capture, Func<Sequential, Batch, Tensor, Tensor>? change = null, params Callback[] callbacks)
    {
        var model = Network();
        return new Trainer(model, new Adam(model, 0.01), batch =>
        {
            var y = model.Call(batch.Input);
            var loss = y.CrossEntropy(batch.Target);
            return new Outcome(change?.Invoke(model, batch, loss) ?? loss, y);
        }, new() { Epochs = 3, Metrics = [new Accuracy()], Capture = capture, Callbacks = callbacks });
    }

    static List<float[]> Outputs(Trainer trainer)
    {
        List<float[]> outputs = [];
        trainer.ForEach(Data, (batch, outcome) =>
        {
            outputs.Add(outcome.Output!.ToArray<float>());
            Assert.Equal(batch.Count * 3, outputs[^1].Length);
        });
        return outputs;
    }

    [Fact]
    public void PassesAreCapturedToTheBitsOfTheEagerOnes()
    {
        var calls = 0;
        var eager = NewTrainer(capture: false);
        var captured = NewTrainer(true, (model, _, loss) =>
        {
            calls += model.Training ? 0 : 1;
            return loss;
        });
        eager.Fit(Data, Data);
        captured.Fit(Data, Data);
        Assert.Equal(eager.Validation, captured.Validation);
        Assert.Equal(Outputs(eager), Outputs(captured));
        Assert.Equal(eager.Evaluate(Data), captured.Evaluate(Data));
        Assert.Null(captured.EagerEvaluationReason);
        Assert.Equal(2 + 5, calls);       // two shapes, and one check in each of five rounds
        Assert.True(captured.Model.Training);
    }

    [Fact]
    public void WhatChangesBetweenRoundsIsSeen()
    {
        Trainer? trainer = null;
        Tensor Change(Sequential model, Batch batch, Tensor loss) => loss * (model.Training ? 1 : 1 + trainer!.Epoch);
        var eager = trainer = NewTrainer(false, Change);
        trainer.Fit(Data, Data);
        var captured = trainer = NewTrainer(true, Change);
        trainer.Fit(Data, Data);
        Assert.Equal(eager.Validation, captured.Validation);
        Assert.Null(captured.EagerEvaluationReason);
    }

    [Fact]
    public void ParametersAndConversionsAreSeen()
    {
        var (eager, captured) = (NewTrainer(false, ToSingle), NewTrainer(true, ToSingle));
        foreach (var act in new Action<Trainer>[]
        {
            t => ((Linear)((Sequential)t.Model).Layers[0]).Weight.Load(Tensor.Full([16, 6], 0.1)),
            t => t.Model.Initialize(9),
            t => ((BatchNorm)((Sequential)t.Model).Layers[1]).RunningVar.Load(Tensor.Full([16], 4)),
            t => ((Sequential)t.Model).Layers[4].Frozen = true,
        })
        {
            Assert.Equal(eager.Evaluate(Data), captured.Evaluate(Data));
            act(eager);
            act(captured);
        }

        Assert.Equal(eager.Evaluate(Data), captured.Evaluate(Data));
        Assert.Null(captured.EagerEvaluationReason);
        static Tensor ToSingle(Sequential model, Batch batch, Tensor loss) => loss.To(DType.Float32);
    }

    [Fact]
    public void APassThatCannotBeCapturedRunsEagerlyAndSaysWhy()
    {
        var log = new RunLog();
        var listener = new Listener();
        log.Add(listener);
        Tensor Change(Sequential model, Batch batch, Tensor loss) => model.Training ? loss : loss * (loss.Item() > 1 ? 2 : 1);
        var (eager, captured) = (NewTrainer(false, Change), NewTrainer(true, Change, new ProgressLog(log)));
        eager.Fit(Data, Data);
        captured.Fit(Data, Data);
        Assert.Equal(eager.Validation, captured.Validation);
        Assert.StartsWith("Inside a captured step the elements of a tensor cannot be read", captured.EagerEvaluationReason, StringComparison.Ordinal);
        Assert.Null(captured.EagerReason);
        Assert.Equal($"Validation runs eagerly, not captured. {captured.EagerEvaluationReason}", Assert.Single(listener.Notes));
    }

    [Fact]
    public void APassThatChangesInItsMiddleRunsEagerly()
    {
        var calls = 0;
        var captured = NewTrainer(true, (model, _, loss) => loss * ++calls);
        var eager = NewTrainer(false, (model, batch, loss) => loss * ++calls);
        captured.Evaluate(Data);
        Assert.Contains("The step computed anew gives the loss", captured.EagerEvaluationReason, StringComparison.Ordinal);
        calls = 0;
        var expected = eager.Evaluate(Data);
        calls = 0;
        Assert.Equal(expected, captured.Evaluate(Data));
    }

    [Fact]
    public void ShortPassesAreEager()
    {
        var calls = 0;
        var trainer = NewTrainer(true, (_, _, loss) =>
        {
            calls++;
            return loss;
        });
        for (var round = 0; round < 4; round++)
            trainer.Evaluate(DataLoader.InOrder(Samples(), 15));
        Assert.Equal(16, calls);
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
