namespace Nabla.Tests.Ops;

/// <summary>What the table of ops cannot say of activations.</summary>
public class ActivationTests
{
    public static TheoryData<string, Func<Tensor, Tensor>> Smooth => new()
    {
        { "Celu", x => x.Celu() }, { "Elu", x => x.Elu() }, { "Gelu", x => x.Gelu() }, { "GeluTanh", x => x.GeluTanh() }, { "LogSigmoid", x => x.LogSigmoid() },
        { "Mish", x => x.Mish() }, { "Selu", x => x.Selu() }, { "Sigmoid", x => x.Sigmoid() }, { "Silu", x => x.Silu() }, { "Softplus", x => x.Softplus() },
        { "Softsign", x => x.Softsign() }, { "Swish", x => x.Swish(2) }, { "Tanh", x => x.Tanh() }, { "TanhShrink", x => x.TanhShrink() },
    };

    [Theory, MemberData(nameof(Smooth))]
    public void NothingOverflowsAtHugeNumbers(string name, Func<Tensor, Tensor> activation)
    {
        var x = Tensor.Of(-1e20f, -1e4f, -1000, -100, 100, 1000, 1e4f, 1e20f).Track();
        var y = activation(x);
        var first = y.Sum().Backward(keepGraph: true)[x];
        var second = first.Sum().Backward()[x];
        foreach (var (what, values) in new[] { ("value", y), ("first derivative", first), ("second derivative", second) })
            Assert.True(values.ToArray<float>().All(float.IsFinite), $"{what} of {name}: {values}");

        // All are straight out there; softsign the least: 2 / (1 + 100)³ = 2e-6.
        Assert.All(second.ToArray<float>(), v => Assert.InRange(v, -3e-6f, 3e-6f));
    }

    [Fact]
    public void StraightThroughPassesTheGradientUnchanged()
    {
        var x = Tensor.Of(-2.0, 0, 3).Track();
        Assert.Equal([1, 1, 1], x.HeavisideStraightThrough().Sum().Backward()[x].ToArray<double>());
        Assert.Equal([0, 0, 0], x.Heaviside().Sum().Backward()[x].ToArray<double>());
    }

    [Fact]
    public void RandomSlopesFillTheirRange()
    {
        var slopes = Tensor.Full([4000], -1, DType.Float64).Rrelu(new Rng(5), 0.25, 0.75).ToArray<double>().Select(y => -y).ToArray();
        Assert.All(slopes, slope => Assert.InRange(slope, 0.25, 0.75));

        // The mean of 4000 even numbers in a range of ½ deviates by 0.5 / √(12 · 4000) = 0.0023; four times that is allowed.
        Assert.Equal(0.5, slopes.Average(), 0.0092);
        Assert.True(slopes.Max() > 0.74 && slopes.Min() < 0.26);
    }

    [Fact]
    public void TheGradientOfRandomSlopesIsTheSlopeThatWasDrawn()
    {
        var x = Tensor.Of(-2.0, -4, 5).Track();
        var y = x.Rrelu(new Rng(5));
        var gradient = y.Sum().Backward()[x].ToArray<double>();
        Assert.Equal(y.ToArray<double>(), x.ToArray<double>().Zip(gradient, (a, b) => a * b));
        Assert.Equal(1, gradient[2]);
    }
}
