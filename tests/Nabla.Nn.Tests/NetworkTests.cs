using Nabla.Testing;

namespace Nabla.Nn.Tests;

/// <summary>A whole network trained as in PyTorch: layers, loss, clipping and optimiser together.</summary>
public class NetworkTests
{
    [Theory]
    // Some ten units in the last place of each type; rounding grows a little from step to step.
    [InlineData(DType.Float64, 1e-14)]
    [InlineData(DType.Float32, 1e-5)]
    public void FiveStepsOfTrainingEqualPyTorch(DType dtype, double tolerance)
    {
        using var golden = new GoldenFile("network");
        var model = new Sequential(
            Conv.Of2d(2, 4, 3, padding: 1, bias: false), new BatchNorm(4), new Relu(), new MaxPool(2), Conv.Of2d(4, 6, 3), new Gelu(),
            new Flatten(), new Linear(12, 8, flattenedFrom: [2, 1, 6]), new LayerNorm(8), new Tanh(), new Linear(8, 3));
        model.To(dtype);
        model.LoadTensors(golden.Under("first."));
        var optimizer = new AdamW(model, 0.01);
        var x = golden["x"].To(dtype).Permute(0, 2, 3, 1).Contiguous();
        var losses = new List<double>();
        for (var step = 0; step < 5; step++)
        {
            using var scope = new MemoryScope();
            var loss = model.Call(x).CrossEntropy(golden["target"], labelSmoothing: 0.1);
            var gradients = loss.Backward();
            gradients.ClipNorm(model, 0.5);
            optimizer.Step(gradients);
            losses.Add(loss.Item());
        }

        GoldenFile.AssertClose(golden["losses"], Tensor.Of(losses.ToArray()).To(dtype), tolerance, "losses");
        foreach (var (path, values) in model.SaveTensors())
            GoldenFile.AssertClose(golden[$"last.{path}"], values, tolerance, path);
    }
}
