using Nabla.Nn;
using Nabla.Testing;
using Nabla.Train.Data;

namespace Nabla.Train.Tests.Training;

public class RunningStatisticsTests
{
    static Sequential Network()
    {
        var model = new Sequential(new Linear(3, 5), new BatchNorm(5), new Tanh(), new Linear(5, 2), new BatchNorm(2, momentum: null));
        model.Initialize(seed: 1);
        return model;
    }

    [Theory]
    [InlineData(DType.Float64, 1e-13)]
    [InlineData(DType.Float32, 1e-5)]
    public void StatisticsOfAllBatchesEqualPyTorch(DType dtype, double tolerance)
    {
        using var golden = new GoldenFile("statistics");
        var model = Network();
        model.To(dtype);
        model.LoadTensors(golden.Under("before."));
        model.Eval();
        model.UpdateStatistics(DataLoader.InOrder(new TensorDataset(golden["x"].To(dtype)), 4));
        foreach (var (name, expected) in golden.Under("after."))
            GoldenFile.AssertClose(expected, model.SaveTensors()[name], tolerance, name);
        Assert.False(model.Training);
        Assert.Equal(expected: 0.1, LastShare(model, dtype), dtype == DType.Float64 ? 1e-12 : 1e-4);
    }

    [Fact]
    public void AFrozenNormStays()
    {
        var model = Network();
        var norm = (BatchNorm)model.Layers[1];
        norm.RunningMean.Load(Tensor.Full([5], 3));
        norm.Frozen = true;
        model.UpdateStatistics(DataLoader.InOrder(new TensorDataset(new Rng(1).Normal([8, 3])), 4));
        Assert.Equal([3f, 3, 3, 3, 3], norm.RunningMean.Value.ToArray<float>());
        Assert.Equal(2, ((BatchNorm)model.Layers[4]).NumBatchesTracked.Value.Item());
        Assert.True(model.Training);
    }

    // The momentum is what it was: of a batch of zeros the running mean keeps 0.9.
    static double LastShare(Sequential model, DType dtype)
    {
        var norm = (BatchNorm)model.Layers[1];
        norm.RunningMean.Load(Tensor.Ones([5], dtype));
        norm.Train();
        norm.Call(Tensor.Zeros([4, 5], dtype));
        return 1 - norm.RunningMean.Value[0].Item();
    }
}
