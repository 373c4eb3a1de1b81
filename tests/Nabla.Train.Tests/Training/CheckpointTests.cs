using Nabla.Files;
using Nabla.Nn;
using Nabla.Testing;
using Nabla.Train.Callbacks;
using Nabla.Train.Checkpoints;
using Nabla.Train.Data;
using Nabla.Train.Schedules;

namespace Nabla.Train.Tests.Training;

public class CheckpointTests
{
    const int Epochs = 4;

    static DataLoader Data => DataLoader.Shuffled(Problems.Waves(), 30, seed: 1);

    static Trainer NewTrainer(params Callback[] more)
    {
        var model = Problems.Network(10, 20, 1);
        return new Trainer(model, new Adam(model, 0.01), Problems.MeanSquaredError, new()
        {
            Epochs = Epochs,
            Callbacks = [new LearningRateSchedule(new OneCycle(0.02, Epochs * 7)), new EarlyStopping(50), .. more],
        });
    }

    static DataLoader Validation => DataLoader.InOrder(Problems.Waves(), 100);

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(10)]
    [InlineData(27)]
    public void AnInterruptedRunGoesOnToTheSameBits(int stopAfter)
    {
        using var folder = new TemporaryFolder();
        var whole = NewTrainer();
        whole.Fit(Data, Validation);

        var first = NewTrainer(new InterruptAfter(stopAfter), Checkpointing.OfBest(folder.Path));
        first.Fit(Data, Validation);
        Assert.True(first.Interrupted);
        Assert.Equal(stopAfter, first.Step);

        var second = NewTrainer(new InterruptAfter(long.MaxValue), Checkpointing.OfBest(folder.Path));
        second.Model.Initialize(99);
        Checkpoint.Restore(folder[Checkpointing.CheckpointFile], second);
        second.Fit(Data, Validation);
        Assert.Equal(whole.Step, second.Step);
        Assert.Equal(Problems.Weights(whole.Model), Problems.Weights(second.Model));
        Assert.Equal(whole.Training, second.Training);
        Assert.Equal(whole.Validation, second.Validation);
    }

    [Fact]
    public void AKilledRunGoesOnFromTheLastWholeEpoch()
    {
        using var folder = new TemporaryFolder();
        var whole = NewTrainer();
        whole.Fit(Data, Validation);
        Assert.Throws<TimeoutException>(() => NewTrainer(new DieAfter(17), Checkpointing.OfBest(folder.Path)).Fit(Data, Validation));

        var second = NewTrainer(new DieAfter(long.MaxValue), Checkpointing.OfBest(folder.Path));
        Checkpoint.Restore(folder[Checkpointing.CheckpointFile], second);
        Assert.Equal((2, 14L, 0), (second.EpochsDone, second.Step, second.StepInEpoch));
        second.Fit(Data, Validation);
        Assert.Equal(Problems.Weights(whole.Model), Problems.Weights(second.Model));
    }

    [Fact]
    public void TheModelFileHoldsTheEpochWithTheLowestValidationLoss()
    {
        using var folder = new TemporaryFolder();
        var losses = new List<double>();
        var model = Problems.Network(10, 20, 1);
        var trainer = new Trainer(model, new Sgd(model, 0.1), Problems.MeanSquaredError, new()
        {
            Epochs = 3,
            // The second epoch spoils the model, the third cannot mend it.
            Callbacks = [new LearningRateSchedule(new Spoiling()), new Watch(t => losses.Add(t.Validation!["loss"])), Checkpointing.OfBest(folder.Path)],
        });
        trainer.Fit(Data, Validation);
        Assert.True(losses[0] < losses[1] && losses[0] < losses[2], string.Join(", ", losses));

        var best = Problems.Network(10, 20, 1, seed: 5);
        best.Load(folder[Checkpointing.ModelFile]);
        Assert.Equal(losses[0], new Trainer(best, new Sgd(best, 0.1), Problems.MeanSquaredError).Evaluate(Validation)["loss"]);
    }

    [Fact]
    public void WhenTheDiskIsFullTheOldCheckpointStaysWhole()
    {
        using var folder = new TemporaryFolder();
        var path = folder["checkpoint.safetensors"];
        var trainer = NewTrainer();
        Checkpoint.Save(path, trainer);
        var old = File.ReadAllBytes(path);
        trainer.Fit(Data, Validation);
        for (var room = 0; room < old.Length; room += 997)
        {
            var error = Assert.Throws<IOException>(() => AtomicFile.Write(path, stream => Checkpoint.Write(new FullDisk(stream, room), trainer)));
            Assert.Equal("No space left on device", error.Message);
            Assert.Equal(old, File.ReadAllBytes(path));
            Assert.Equal(["checkpoint.safetensors"], folder.Files);
        }
    }

    [Fact]
    public void ACheckpointOfAnotherModelIsRefusedAndChangesNothing()
    {
        using var folder = new TemporaryFolder();
        var path = folder["checkpoint.safetensors"];
        Checkpoint.Save(path, NewTrainer());
        var other = Problems.Network(10, 21, 1);
        var before = Problems.Weights(other);
        var trainer = new Trainer(other, new Adam(other, 0.01), Problems.MeanSquaredError,
            new() { Callbacks = [new LearningRateSchedule(new Constant(1)), new EarlyStopping(50)] });
        var error = Assert.Throws<DataFormatException>(() => Checkpoint.Restore(path, trainer));
        Assert.Contains("0.weight", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Problems.Weights(other));
    }

    [Fact]
    public void AModelFileIsNoCheckpoint()
    {
        using var folder = new TemporaryFolder();
        var trainer = NewTrainer();
        trainer.Model.Save(folder["model.safetensors"]);
        var error = Assert.Throws<DataFormatException>(() => Checkpoint.Restore(folder["model.safetensors"], trainer));
        Assert.Contains("the file is no checkpoint of this run", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AskingToStopEndsAfterTheStepUnderWay()
    {
        using var stop = new CancellationTokenSource();
        var trainer = NewTrainer(new GracefulStop(stop.Token), new Watch(_ => { }, step => { if (step == 9) stop.Cancel(); }));
        trainer.Fit(Data, Validation);
        Assert.InRange(trainer.Step, 9, 10);
        Assert.True(trainer.Interrupted);
    }

    sealed record Spoiling : Schedule
    {
        public override double At(long step) => step is >= 7 and < 14 ? 3 : 0.05;
    }

    sealed class Watch(Action<Trainer> epoch, Action<long>? step = null) : Callback
    {
        public override void OnEpochEnd(Trainer trainer) => epoch(trainer);

        public override void OnStep(Trainer trainer) => step?.Invoke(trainer.Step);
    }

    sealed class InterruptAfter(long steps) : Callback
    {
        public override void OnStep(Trainer trainer)
        {
            if (trainer.Step == steps)
                trainer.Interrupt("test");
        }
    }

    sealed class DieAfter(long steps) : Callback
    {
        public override void OnStep(Trainer trainer)
        {
            if (trainer.Step == steps)
                throw new TimeoutException();
        }
    }

    /// <summary>A disk with room for so many bytes.</summary>
    sealed class FullDisk(Stream inner, long room) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => inner.Length;

        public override long Position { get => inner.Position; set => throw new NotSupportedException(); }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            var fits = (int)Math.Min(count, room);
            inner.Write(buffer, offset, fits);
            room -= fits;
            if (fits < count)
                throw new IOException("No space left on device");
        }
    }
}
