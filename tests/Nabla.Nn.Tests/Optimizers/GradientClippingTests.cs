namespace Nabla.Nn.Tests.Optimizers;

public class GradientClippingTests
{
    readonly Linear model = new(2, 2);

    // The loss Σ W ∘ (3 4; 0 12) + Σ b has the gradients (3 4; 0 12) and (0 84): together of norm 85.
    Gradients Steep() =>
        ((model.Weight.Value * Tensor.Of([[3f, 4f], [0f, 12f]])).Sum() + (model.Bias!.Value * Tensor.Of(0f, 84f)).Sum()).Backward();

    [Fact]
    public void TheNormOfAllGradientsTogetherIsLimited()
    {
        var gradients = Steep();
        Assert.Equal(85, gradients.ClipNorm(model, 17), 4);
        Assert.Equal([0.6f, 0.8f, 0, 2.4f], Rounded(gradients[model.Weight]));
        Assert.Equal([0, 16.8f], Rounded(gradients[model.Bias!]));
    }

    [Fact]
    public void SmallGradientsStay()
    {
        var gradients = Steep();
        Assert.Equal(85, gradients.ClipNorm(model, 86), 4);
        Assert.Equal([3f, 4, 0, 12], gradients[model.Weight].ToArray<float>());
    }

    [Fact]
    public void SingleGradientsAreLimited()
    {
        var gradients = Steep();
        gradients.ClipValue(model, 3.5);
        Assert.Equal([3f, 3.5f, 0, 3.5f], gradients[model.Weight].ToArray<float>());
    }

    [Fact]
    public void ABoundMustBeAboveZero()
    {
        Assert.Equal("ClipNorm: the largest norm must be above 0, got 0.",
            Assert.Throws<ArgumentException>(() => Steep().ClipNorm(model, 0)).Message);
    }

    // Four digits: the quotient has PyTorch's 1e-6 below it.
    static float[] Rounded(Tensor x) => Array.ConvertAll(x.ToArray<float>(), v => MathF.Round(v, 4));
}
