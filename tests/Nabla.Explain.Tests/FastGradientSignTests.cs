using Nabla.Explain.Adversarial;

namespace Nabla.Explain.Tests;

public class FastGradientSignTests
{
    static readonly Tensor Weights = Tensor.Of(1.0, -2, 0);

    // The gradient of softplus(−w·x) is −w σ(−w·x): its sign is that of −w.
    static Tensor Loss(Tensor x) => (-(Weights * x).Sum()).Softplus();

    [Fact]
    public void MovesEachElementByTheSignOfItsGradient()
    {
        var x = FastGradientSign.Perturb(Loss, Tensor.Of(0.5, 0.5, 1), 0.1);
        Assert.Equal([0.4, 0.6, 1], x.ToArray<double>());
        Assert.False(x.IsTracked);
    }

    [Fact]
    public void StaysInTheRangeOfValues() =>
        Assert.Equal([0.45, 0.5, 1], FastGradientSign.Perturb(Loss, Tensor.Of(0.5, 0.5, 1), 0.1, 0.45, 0.5).ToArray<double>()[..2].Append(1));

    [Fact]
    public void ManyStepsStayInTheCubeAndDoNotDoLessHarm()
    {
        var x = new Rng(1).Normal([6], dtype: DType.Float64);
        Tensor Wavy(Tensor v) => (v.Sin() * v).Sum();
        var (one, many) = (FastGradientSign.Perturb(Wavy, x, 0.5), FastGradientSign.PerturbInSteps(Wavy, x, 0.5, 20, 0.1));
        Assert.True((many - x).Abs().Max().Item() <= 0.5 + 1e-12);
        Assert.True(Wavy(many).Item() >= Wavy(one).Item() - 1e-9, $"{Wavy(many).Item()} < {Wavy(one).Item()}");
    }

    [Fact]
    public void WrongSettingsAreNamed()
    {
        Assert.Equal("FastGradientSign: the size of a change must be at least 0, got -1.",
            Assert.Throws<ArgumentException>(() => FastGradientSign.Perturb(Loss, Weights, -1)).Message);
        Assert.Equal("FastGradientSign: there must be at least 1 step of a size of at least 0, got 0 of 0.1.",
            Assert.Throws<ArgumentException>(() => FastGradientSign.PerturbInSteps(Loss, Weights, 1, 0, 0.1)).Message);
    }
}
