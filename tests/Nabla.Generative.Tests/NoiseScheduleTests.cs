using Nabla.Generative.Diffusion;

namespace Nabla.Generative.Tests;

public class NoiseScheduleTests
{
    // ᾱ of the linear schedule from Ho, Jain, Abbeel 2020, computed with NumPy: np.cumprod(1 - np.linspace(1e-4, .02, 1000)).
    [Theory]
    [InlineData(1, 0.9999)]
    [InlineData(250, 0.5240853738253606)]
    [InlineData(500, 0.07858724288177824)]
    [InlineData(1000, 4.035829765375676e-05)]
    public void LinearScheduleHasThePublishedSignal(int step, double kept) =>
        Assert.Equal(kept, NoiseSchedule.Linear().AlphaBars[step - 1].Item(), 1e-12);

    [Fact]
    public void CosineScheduleFollowsItsFormula()
    {
        var schedule = NoiseSchedule.Cosine(100);
        double F(double t) => Math.Pow(Math.Cos((t / 100 + 0.008) / 1.008 * Math.PI / 2), 2);
        for (var t = 1; t < 100; t++)
            Assert.Equal(F(t) / F(0), schedule.AlphaBars[t - 1].Item(), 1e-12);
        Assert.Equal(0.999, schedule.Betas[99].Item());
    }

    [Fact]
    public void NoiseIsMixedInByTheStepOfEachSample()
    {
        var schedule = NoiseSchedule.Linear();
        var (x, noise) = (Tensor.Ones([2, 3], DType.Float64), Tensor.Full([2, 3], 2, DType.Float64));
        var noisy = schedule.AddNoise(x, noise, Tensor.Of(1L, 1000));
        Assert.Equal(Math.Sqrt(0.9999) + 2 * Math.Sqrt(1e-4), noisy[0, 0].Item(), 1e-9);
        Assert.Equal(Math.Sqrt(4.035829765375676e-05) + 2 * Math.Sqrt(1 - 4.035829765375676e-05), noisy[1, 2].Item(), 1e-9);
        Assert.Equal("NoiseSchedule.AddNoise: x₀ and noise must be (N, …) and step (N), got (2, 3), (2, 3) and (3).",
            Assert.Throws<ShapeException>(() => schedule.AddNoise(x, noise, Tensor.Of(1L, 2, 3))).Message);
    }
}
