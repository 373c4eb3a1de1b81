using Nabla.Nn;
using Nabla.Train.Data;

namespace Nabla.Train.Tests.Training;

public class StopOnNaNTests
{
    static string MessageOf(Module<Tensor, Tensor> model, TensorDataset data, Func<Tensor, Tensor, Tensor>? loss = null, double rate = 0.1) =>
        Assert.Throws<TrainingException>(() => new Trainer(model, new Sgd(model, rate), loss ?? Problems.MeanSquaredError)
            .Fit(DataLoader.InOrder(data, 2))).Message;

    [Fact]
    public void ALayerWithABadWeightIsNamed()
    {
        var model = Problems.Network(2, 3, 1);
        var weights = new float[] { 1, 2, float.NaN };
        ((Linear)model.Layers[2]).Weight.Load(Tensor.From<float>(weights, [1, 3]));
        Assert.StartsWith(
            "Training stopped at step 1 (epoch 1): the loss is NaN. The first output that is not finite is that of layer 2 (Linear(3 → 1)): "
            + "NaN at (0, 0); its weight is not finite either.", MessageOf(model, Problems.Xor), StringComparison.Ordinal);
    }

    [Fact]
    public void ADivergingRunIsNamedWithItsStep()
    {
        var model = Problems.Network(2, 3, 1);
        var message = MessageOf(model, Problems.Xor, rate: 1e30);
        Assert.Matches(@"^Training stopped at step [2-9] \(epoch \d\): the loss is (NaN|∞)\.", message);
        Assert.EndsWith(" A lower learning rate or a look at the data may help.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void ABadSampleIsNamed()
    {
        var data = new TensorDataset(Tensor.Of([[0f, 1f], [0f, 1f], [2f, 3f], [float.PositiveInfinity, 0f]]), Tensor.Zeros([4, 1]));
        Assert.StartsWith("Training stopped at step 2 (epoch 1): the loss is NaN. The batch itself holds ∞ in sample 3.",
            MessageOf(new Sequential(new Linear(2, 2), new Linear(2, 1)), data, (y, _) => y.Sum() - y.Sum()), StringComparison.Ordinal);
    }

    [Fact]
    public void ALossThatFailsByItselfIsNamed() => Assert.Contains(
        "Every layer's output is finite, so the loss function itself gave it.",
        MessageOf(Problems.Network(2, 3, 1), Problems.Xor, (y, _) => (y.Square() * -1).Sum().Log()), StringComparison.Ordinal);

    [Fact]
    public void TheModelIsAsItWasBeforeTheStep()
    {
        var model = Problems.Network(2, 3, 1);
        var before = Problems.Weights(model);
        MessageOf(model, Problems.Xor, (y, _) => (y.Square() * -1).Sum().Log());
        Assert.Equal(before, Problems.Weights(model));
    }
}
