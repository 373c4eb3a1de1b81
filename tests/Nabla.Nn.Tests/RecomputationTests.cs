using Nabla.Testing;

namespace Nabla.Nn.Tests;

/// <summary>A checkpointed block trains exactly as it would without: masks, running averages, gradients.</summary>
public class RecomputationTests
{
    static Sequential Block()
    {
        var block = new Sequential(new Linear(4, 8), new BatchNorm(8), new Dropout(0.5), new Relu(), new Linear(8, 3));
        block.To(DType.Float64);
        return block;
    }

    [Fact]
    public void GradientsAndRunningAveragesAreThoseWithoutIt()
    {
        var (plain, saving) = (Block(), Block());
        var x = GradCheck.Values([6, 4], -1, 1, 3);
        for (var call = 0; call < 2; call++)        // twice in one step: other masks
        {
            var expected = plain.Call(x).Square().Sum();
            var actual = Recomputation.Run(saving.Call, x).Square().Sum();
            Assert.Equal(expected.Item(), actual.Item());
            var (g, h) = (expected.Backward(), actual.Backward());
            foreach (var (p, q) in plain.Parameters().Zip(saving.Parameters()))
                Assert.Equal(g[p.Parameter].ToArray<double>(), h[q.Parameter].ToArray<double>());
        }

        foreach (var (name, value) in plain.SaveTensors())
            OpCheck.Close(Grid.Of(value), saving.SaveTensors()[name], 0, name);
    }

    [Fact]
    public void CapturedItIsTheSame()
    {
        var (plain, saving) = (Block(), Block());
        var x = GradCheck.Values([6, 4], -1, 1, 3);
        var a = Captured.Step(inputs => [plain.Call(inputs[0]).Square().Sum()]);
        var b = Captured.Step(inputs => [Recomputation.Run(saving.Call, inputs[0]).Square().Sum()]);
        for (var step = 0; step < 3; step++)
        {
            (a.StepNumber, b.StepNumber) = (step, step);
            var (expected, actual) = (a.Run(x), b.Run(x));
            Assert.Equal(expected.Outputs[0].Item(), actual.Outputs[0].Item());
            foreach (var (p, q) in plain.Parameters().Zip(saving.Parameters()))
                Assert.Equal(expected.Gradients![p.Parameter].ToArray<double>(), actual.Gradients![q.Parameter].ToArray<double>());
        }

        foreach (var (name, value) in plain.SaveTensors())
            OpCheck.Close(Grid.Of(value), saving.SaveTensors()[name], 0, name);
    }
}
