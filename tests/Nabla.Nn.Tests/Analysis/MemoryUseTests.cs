namespace Nabla.Nn.Tests.Analysis;

public class MemoryUseTests
{
    readonly Sequential mlp = new(new Linear(10, 20), new Relu(), new Linear(20, 5));

    // By hand, in numbers of 4 bytes for a batch of 8: x 80, h 160, relu 160, y 40.
    [Fact]
    public void WhatBackwardReadsOfAnMlpIsItsInputAndTheOutputOfRelu()
    {
        var use = MemoryUse.Of(mlp, [10], batch: 8);
        Assert.Equal(4 * 80, use.Input);
        Assert.Equal(4 * (80 + 160), use.KeptForBackward);                  // dW needs x and relu(h); relu's slope reads its output
        Assert.Equal([(640, 0), (640, 640), (160, 0)], use.Rows.Select(r => ((int)r.Made, (int)r.Kept)));
        Assert.Equal(4 * (160 + 160), use.PeakOfUse);                       // h and relu(h); x and y are smaller
        Assert.Equal(4 * (10 * 20 + 20 + 20 * 5 + 5), use.Parameters);
    }

    // The same lifetimes, without fusion there to lower them: relu is not next to another element-wise call.
    [Fact]
    public void ThePeakOfTrainingIsWhatACapturedStepNeeds()
    {
        var step = Captured.Step(inputs => [mlp.Call(inputs[0]).Sum()]);
        var captured = step.Run(Tensor.Ones([8, 10])).MemoryBytes;
        var use = MemoryUse.Of(mlp, [10], batch: 8);
        Assert.InRange(use.PeakOfTraining - use.Input, captured * 0.8, captured * 1.1);
    }

    [Fact]
    public void NoMemoryIsTakenAndNothingChanges()
    {
        var huge = new Sequential(new Linear(100_000, 100_000), new Relu());
        Assert.Equal(4L * 100_000 * 100_001, MemoryUse.Of(huge, [100_000], batch: 1000).Parameters);
        var model = new Sequential(Conv.Of2d(1, 2, 3), new BatchNorm(2), new Dropout(0.5));
        var plain = Output(look: false);
        Assert.All(plain.Zip(Output(look: true)), pair => Assert.Equal(pair.First, pair.Second));

        float[][] Output(bool look)
        {
            model.Initialize(5);
            if (look)
                MemoryUse.Of(model, [8, 8, 1], batch: 2);
            return [model.Call(Tensor.Ones([2, 8, 8, 1])).ToArray<float>(), model.Buffers()[0].Buffer.Value.ToArray<float>()];
        }
    }

    [Fact]
    public void AModelThatReadsElementsSaysWhyItCannotBeLookedAt() => Assert.Equal(
        "The elements of a tensor cannot be read or set while only shapes are worked out: there are none.",
        Assert.Throws<InvalidOperationException>(() => MemoryUse.Of(new Curious(), [3])).Message);

    sealed class Curious : Module<Tensor, Tensor>
    {
        protected override Tensor Forward(Tensor input) => input * input.Sum().Item();
    }
}
