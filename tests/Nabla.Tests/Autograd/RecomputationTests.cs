using Nabla.Testing;

namespace Nabla.Tests;

public class RecomputationTests
{
    // Not static: a first use inside a scope would be their end with it.
    readonly Tensor start = GradCheck.Values([3, 4], -1, 1, 1), weight = GradCheck.Values([4, 4], -1, 1, 2);

    [Fact]
    public void ValuesAndDerivativesOfBothOrdersAreThoseWithoutIt() => GradCheck.Run(
        x => Recomputation.Run(v => v[0].MatMul(v[1]).Tanh().MatMul(v[1]), [x[0], x[1]]).Square(), [start, weight]);

    [Fact]
    public void ParametersThatAreNotNamedHaveTheirGradientsToo()
    {
        GradCheck.Run(x => Recomputation.Run(v => v.MatMul(x[1]).Tanh().MatMul(x[1]), x[0].Exp()).Square(), [start, weight]);
        GradCheck.Run(x => Recomputation.Run(_ => x[1].Tanh(), start).Square(), [start, weight]);
    }

    [Fact]
    public void TensorsComputedOutsideHaveTheirGradientsToo() => GradCheck.Run(
        x =>
        {
            var outside = x[1].Exp();
            return Recomputation.Run(v => v.MatMul(outside).Tanh(), x[0]) + outside.Sum();
        },
        [start, weight]);

    [Fact]
    public void CheckpointsNest() => GradCheck.Run(
        x => Recomputation.Run(v => Recomputation.Run(u => u.MatMul(x[1]).Tanh(), v).MatMul(x[1]).Tanh(), x[0]), [start, weight]);

    [Fact]
    public void GradientsThatShareMemoryAreKept()
    {
        using var scope = new MemoryScope();
        var (a, b) = (start.Track(), start.Track());
        var gradients = Recomputation.Run(v => v[0] + v[1], [a, b]).Square().Sum().Backward();
        OpCheck.Close(Grid.Of(4 * start), gradients[a], 1e-15, "first");
        OpCheck.Close(Grid.Of(4 * start), gradients[b], 1e-15, "second");
    }

    [Fact]
    public void TheSecondRunDrawsTheNumbersOfTheFirst()
    {
        var rng = new Rng(3);
        var masks = new List<double[]>();
        var x = start.Track();
        var y = Recomputation.Run(
            v =>
            {
                var dropped = v.Dropout(0.5, rng);
                masks.Add(dropped.ToArray<double>());
                return dropped.Tanh();
            },
            x);
        var between = rng.NextKey();
        y.Sum().Backward();
        Assert.Equal(2, masks.Count);
        Assert.Equal(masks[0], masks[1]);
        Assert.Contains(0.0, masks[0]);

        // The generator goes on as if there had been one run.
        var plain = new Rng(3);
        start.Dropout(0.5, plain);
        Assert.Equal(plain.NextKey(), between);
        Assert.Equal(plain.NextKey(), rng.NextKey());
    }

    [Fact]
    public void RandomNumbersAreTheSameInHigherDerivatives() => GradCheck.Run(
        x =>
        {
            var rng = new Rng(3);
            return Recomputation.Run(v => v.Dropout(0.5, rng).MatMul(x[1]).Tanh(), x[0]);
        },
        [start, weight]);

    [Fact]
    public void NothingOfTheWayIsHeld()
    {
        using var scope = new MemoryScope();
        Tensor? inside = null;
        var x = start.Track();
        var y = Recomputation.Run(v => (inside = v.Exp()).Tanh(), x);
        Assert.Throws<ObjectDisposedException>(() => inside!.ToArray<double>());
        var expected = (1 - start.Exp().Tanh().Square()) * start.Exp();
        OpCheck.Close(Grid.Of(expected), y.Sum().Backward()[x], 1e-14, "gradient");
    }

    [Fact]
    public void ACapturedStepReplaysIt()
    {
        Tensor[] Step(Tensor w, Tensor x) => [Recomputation.Run(v => v.MatMul(w).Dropout(0.5, new Rng(5)).Tanh(), x).Square().Sum()];
        var w = weight.Track();
        var captured = Captured.Step(inputs => Step(w, inputs[0]));
        for (var round = 0; round < 3; round++)
        {
            var input = start * (round + 1);
            var expected = Step(w, input)[0];
            var run = captured.Run(input);
            Assert.Equal(0, captured.StepNumber);
            Assert.Equal(expected.Item(), run.Outputs[0].Item());
            Assert.Equal(expected.Backward()[w].ToArray<double>(), run.Gradients![w].ToArray<double>());
        }
    }

    [Fact]
    public void AFunctionThatDrawsMoreTheSecondTimeIsNamed()
    {
        var (rng, runs) = (new Rng(1), 0);
        var y = Recomputation.Run(v => v * rng.Uniform(v.Shape, dtype: DType.Float64) * (runs++ == 0 ? start : rng.Uniform(v.Shape, dtype: DType.Float64)), start.Track());
        Assert.Equal("Recomputation: the function draws more random numbers the second time than the first.",
            Assert.Throws<InvalidOperationException>(() => y.Sum().Backward()).Message);
    }
}
