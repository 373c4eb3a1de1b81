namespace Nabla.Nn.Tests.Layers;

/// <summary>What layers do in training that a table of outputs cannot say.</summary>
public class TrainingTests
{
    [Fact]
    public void DropoutLeavesTheMeanAndTheShareOfZerosItPromises()
    {
        var layer = new Dropout(0.3);
        var y = layer.Call(Tensor.Ones([100, 100])).ToArray<float>();
        // 10 000 draws: the share of zeros is within 4 √(0.3 · 0.7 / 10 000) = 0.0183.
        Assert.InRange(y.Count(v => v == 0) / 10000.0, 0.3 - 0.0183, 0.3 + 0.0183);
        Assert.All(y, v => Assert.True(v == 0 || v == (float)(1 / 0.7)));
    }

    [Fact]
    public void DropoutMasksDifferFromStepToStepAndCallToCallAndRepeatOnResume()
    {
        var x = Tensor.Ones([64]);
        var model = new Sequential(new Dropout(), new Dropout());
        model.Initialize(5);
        float[] Run(int step)
        {
            model.Step = step;
            return model.Call(x).ToArray<float>();
        }

        var masks = new[] { Run(0), Run(1), Run(2) };
        Assert.NotEqual(masks[0], masks[1]);
        var second = model.Call(x).ToArray<float>();
        Assert.NotEqual(masks[2], second);
        model.Initialize(5);
        Assert.Equal(masks[1], Run(1));
        Assert.Equal(masks[2], Run(2));
        Assert.Equal(second, model.Call(x).ToArray<float>());
    }

    [Fact]
    public void AnOptimiserStepGivesNewMasks()
    {
        var model = new Sequential(new Linear(4, 64), new Dropout());
        var optimizer = new Sgd(model, 0);
        var x = Tensor.Ones([1, 4]);
        var before = model.Call(x);
        optimizer.Step(before.Sum().Backward());
        Assert.Equal(1, model.Step);
        Assert.NotEqual(before.ToArray<float>().Select(v => v == 0), model.Call(x).ToArray<float>().Select(v => v == 0));
    }

    [Fact]
    public void FrozenNormsKeepTheirStatistics()
    {
        var norm = new BatchNorm(2) { Frozen = true };
        var x = Tensor.Of([[1f, 5f], [3f, 9f]]);
        Assert.Equal(norm.Predict(x).ToArray<float>(), norm.Call(x).ToArray<float>());
        Assert.Equal([0f, 0], norm.RunningMean.Value.ToArray<float>());
        Assert.Equal(0, norm.NumBatchesTracked.Value.Item());
    }

    [Fact]
    public void StatisticsGoBackToTheirFirstValuesOnInitialize()
    {
        var norm = new BatchNorm(2);
        norm.Call(Tensor.Of([[1f, 5f], [3f, 9f]]));
        Assert.Equal([0.2f, 0.7f], norm.RunningMean.Value.ToArray<float>());
        Assert.Equal(1, norm.NumBatchesTracked.Value.Item());
        norm.Initialize();
        Assert.Equal([0f, 0], norm.RunningMean.Value.ToArray<float>());
        Assert.Equal([1f, 1], norm.RunningVar.Value.ToArray<float>());
        Assert.Equal(0, norm.NumBatchesTracked.Value.Item());
    }
}
