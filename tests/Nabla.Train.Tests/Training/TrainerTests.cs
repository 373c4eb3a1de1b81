using Nabla.Kernels;
using Nabla.Nn;
using Nabla.Train.Callbacks;
using Nabla.Train.Data;
using Nabla.Train.Metrics;
using Nabla.Train.Schedules;

namespace Nabla.Train.Tests.Training;

public class TrainerTests
{
    [Fact]
    public void FitLearnsXor()
    {
        var model = Problems.Network(2, 16, 1);
        var trainer = new Trainer(model, new Adam(model, 0.02), Problems.MeanSquaredError, new() { Epochs = 400 });
        trainer.Fit(DataLoader.Shuffled(Problems.Xor, 4, seed: 1));
        var y = model.Predict(Tensor.Of([[0f, 0f], [0f, 1f], [1f, 0f], [1f, 1f]])).ToArray<float>();
        Assert.True(y[0] < 0.1 && y[1] > 0.9 && y[2] > 0.9 && y[3] < 0.1, string.Join(", ", y));
        Assert.Equal((400, 400L), (trainer.EpochsDone, trainer.Step));
        Assert.InRange(trainer.Training["loss"], 0, 0.005);
    }

    // One step by hand: y = w x, loss = mean (y − t)², dw = 2 x (w x − t), w ← w − 0.1 dw.
    [Fact]
    public void OneStepIsForwardBackwardAndUpdate()
    {
        var model = new Linear(1, 1, bias: false);
        model.Weight.Load(Tensor.Of([[3f]]));
        var trainer = new Trainer(model, new Sgd(model, 0.1), Problems.MeanSquaredError, new() { Epochs = 1 });
        trainer.Fit(DataLoader.InOrder(new TensorDataset(Tensor.Of([[2f]]), Tensor.Of([[1f]])), 1));
        Assert.Equal(25, trainer.Training["loss"]);
        Assert.Equal(3 - 0.1 * 2 * 2 * 5, model.Weight.Value.Item(), 1e-6);      // one float rounding or two
    }

    // As PyTorch's train(), Fit begins with the whole model in training mode; evaluations between give each layer back its own.
    [Fact]
    public void LayersThatAreFrozenOrPutAsideStayAsInUse()
    {
        var (norm, frozen, aside) = (new BatchNorm(4), new BatchNorm(4), new BatchNorm(4));
        frozen.Frozen = true;
        var model = new Sequential(new Linear(10, 4), norm, frozen, aside, new Linear(4, 1));
        var modes = new List<(bool, bool, bool)>();
        var watch = new OnSteps(_ => modes.Add((norm.Training, frozen.Training, aside.Training)), _ => aside.Eval());
        var trainer = new Trainer(model, new Sgd(model, 0.01), Problems.MeanSquaredError, new() { Epochs = 3, Callbacks = [watch] });
        var data = DataLoader.InOrder(Problems.Waves(), 64);
        trainer.Fit(data, data);
        Assert.All(modes, mode => Assert.Equal((true, false, false), mode));
        Assert.Equal([0f, 0, 0, 0], frozen.RunningMean.Value.ToArray<float>());
        Assert.Equal([0f, 0, 0, 0], aside.RunningMean.Value.ToArray<float>());
        Assert.NotEqual(0, norm.RunningMean.Value.ToArray<float>()[0]);
        model.UpdateStatistics(data);
        Assert.Equal((true, false, false), (norm.Training, frozen.Training, aside.Training));
    }

    sealed class OnSteps(Action<Trainer> step, Action<Trainer> start) : Callback
    {
        public override void OnStart(Trainer trainer) => start(trainer);

        public override void OnStep(Trainer trainer) => step(trainer);
    }

    [Fact]
    public void SameBitsForAnyNumberOfThreads()
    {
        float[][] Train(int threads)
        {
            var before = Workers.Threads;
            Workers.Threads = threads;
            try
            {
                var model = Problems.Network(10, 300, 1);
                new Trainer(model, new Adam(model), Problems.MeanSquaredError, new() { Epochs = 3 })
                    .Fit(DataLoader.Shuffled(Problems.Waves(), 64, seed: 1));
                return Problems.Weights(model);
            }
            finally
            {
                Workers.Threads = before;
            }
        }

        var one = Train(1);
        Assert.Equal(one, Train(2));
        Assert.Equal(one, Train(5));
    }

    [Fact]
    public void ValidationIsMeasuredInUseAndChangesNothing()
    {
        var (plain, watched) = (Problems.Network(10, 20, 1), Problems.Network(10, 20, 1));
        new Trainer(plain, new Adam(plain), Problems.MeanSquaredError, new() { Epochs = 3 }).Fit(DataLoader.Shuffled(Problems.Waves(), 64, seed: 1));
        var trainer = new Trainer(watched, new Adam(watched), Problems.MeanSquaredError, new() { Epochs = 3 });
        trainer.Fit(DataLoader.Shuffled(Problems.Waves(), 64, seed: 1), DataLoader.InOrder(Problems.Waves(), 50));
        Assert.Equal(Problems.Weights(plain), Problems.Weights(watched));

        var x = Problems.Waves();
        var whole = DataLoader.InOrder(x, 200).Epoch(1).Select(b => Problems.MeanSquaredError(watched.Predict(b.Input), b.Target).Item()).Single();
        Assert.Equal(whole, trainer.Validation!["loss"], 1e-6);      // float32 sums in another order
        Assert.True(watched.Training);
    }

    [Fact]
    public void AMeanOverAnEpochWeighsTheSmallerLastBatch()
    {
        var model = new Linear(1, 1, bias: false);
        model.Weight.Load(Tensor.Of([[1f]]));
        var data = new TensorDataset(Tensor.Of([[1f], [2f], [3f]]), Tensor.Zeros([3, 1]));
        var figures = new Trainer(model, new Sgd(model, 0.1), Problems.MeanSquaredError).Evaluate(DataLoader.InOrder(data, 2));
        Assert.Equal((1 + 4 + 9) / 3.0, figures["loss"], 1e-6);
    }

    [Fact]
    public void CallbacksAreCalledInOrderAndDescribed()
    {
        var said = new List<string>();
        var model = Problems.Network(2, 4, 1);
        var trainer = new Trainer(model, new Sgd(model, 0.1), Problems.MeanSquaredError, new()
        {
            Epochs = 2,
            Metrics = [],
            Callbacks = [new Speaker("late", 10, said), new Speaker("early", -10, said), new LearningRateSchedule(new Constant(0.5))],
        });
        trainer.Fit(DataLoader.InOrder(Problems.Xor, 3));
        Assert.Equal(
            ["early start", "late start",
                "early epoch 1", "late epoch 1", "early step 1", "late step 1", "early step 2", "late step 2", "early end of 1", "late end of 1",
                "early epoch 2", "late epoch 2", "early step 3", "late step 3", "early step 4", "late step 4", "early end of 2", "late end of 2",
                "early end", "late end"],
            said);
        Assert.Equal(0.5, trainer.Optimizer.LearningRate);
        Assert.Equal(
            """
            fit 2 epochs → early, Constant { Rate = 0.5 }, late
              epoch → early, late
                batch → forward → loss → backward → StopOnNaN
                step of Sgd, measure loss → early, Constant { Rate = 0.5 }, late
              validation → early, late
            end → early, late

            """, trainer.Describe(), ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void TheRateOfEachStepIsTheSchedules()
    {
        var rates = new List<double>();
        var model = Problems.Network(2, 4, 1);
        var schedule = new OneCycle(0.1, 8);
        new Trainer(model, new Sgd(model, 9), Problems.MeanSquaredError, new()
        {
            Epochs = 4,
            Callbacks = [new LearningRateSchedule(schedule), new Watch(t => rates.Add(t.Optimizer.LearningRate))],
        }).Fit(DataLoader.InOrder(Problems.Xor, 2));
        Assert.Equal(Enumerable.Range(0, 8).Select(i => schedule.At(i)), rates);
    }

    [Fact]
    public void EarlyStoppingEndsWhenTheLossNoLongerFalls()
    {
        var model = Problems.Network(2, 4, 1);
        var trainer = new Trainer(model, new Sgd(model, 0), Problems.MeanSquaredError, new() { Epochs = 50, Callbacks = [new EarlyStopping(3)] });
        trainer.Fit(DataLoader.InOrder(Problems.Xor, 4), DataLoader.InOrder(Problems.Xor, 4));
        Assert.Equal(4, trainer.EpochsDone);        // with rate 0 only the first epoch is progress
        Assert.False(trainer.Interrupted);
        Assert.Equal("the validation loss has not fallen for 3 epochs", trainer.EndReason);
        Assert.Throws<TrainingException>(() => trainer.Fit(DataLoader.InOrder(Problems.Xor, 4)));
    }

    [Fact]
    public void ADiamondOfLossesTrainsWithAFunctionOfTheBatch()
    {
        var model = Problems.Network(2, 16, 1);
        var trainer = new Trainer(model, new Adam(model, 0.02), batch =>
        {
            var y = model.Call(batch.Input);
            return new Outcome(Problems.MeanSquaredError(y, batch.Target) + y.Square().Sum() * 1e-4, y);
        }, new() { Epochs = 100 });
        trainer.Fit(DataLoader.InOrder(Problems.Xor, 4));
        Assert.InRange(trainer.Training["loss"], 0, 0.2);
    }

    sealed class Watch(Action<Trainer> see) : Callback
    {
        public override void OnGradients(Trainer trainer, Gradients gradients) => see(trainer);
    }

    sealed class Speaker(string name, int order, List<string> said) : Callback
    {
        public override int Order => order;

        public override void OnStart(Trainer trainer) => said.Add($"{name} start");

        public override void OnEpochStart(Trainer trainer) => said.Add($"{name} epoch {trainer.Epoch}");

        public override void OnStep(Trainer trainer) => said.Add($"{name} step {trainer.Step}");

        public override void OnEpochEnd(Trainer trainer) => said.Add($"{name} end of {trainer.Epoch}");

        public override void OnEnd(Trainer trainer) => said.Add($"{name} end");

        public override string ToString() => name;
    }
}
