using Nabla.Nn;

namespace Nabla.Vision.Models;

/// <summary>First values that the published networks share; biases begin at 0.</summary>
static class FirstValues
{
    /// <summary>Normal with variance 2 / fan-out (He et al. 2015), which keeps the variance of gradients through ReLU.</summary>
    public static Conv HeFanOut(this Conv conv) => Drawn(conv, Init.Normal(Math.Sqrt(2.0 / Init.FanOut(conv.Weight.Shape))));

    /// <summary>Normal with variance 2 / fan-in (He et al. 2015), which keeps the variance of values through ReLU.</summary>
    public static Conv HeFanIn(this Conv conv) => Drawn(conv, Init.KaimingNormal());

    /// <summary>As <paramref name="init"/> says.</summary>
    public static Conv Drawn(this Conv conv, Init init)
    {
        conv.Weight.Init = init;
        if (conv.Bias is { } bias)
            bias.Init = Init.Constant(0);
        return conv;
    }

    /// <summary>As <paramref name="init"/> says.</summary>
    public static Linear Drawn(this Linear linear, Init init)
    {
        linear.Weight.Init = init;
        if (linear.Bias is { } bias)
            bias.Init = Init.Constant(0);
        return linear;
    }
}
