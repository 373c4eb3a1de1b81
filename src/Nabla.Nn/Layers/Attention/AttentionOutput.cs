namespace Nabla.Nn;

/// <summary>The projection from the heads back to the features, the same in all kinds of attention.</summary>
static class AttentionOutput
{
    /// <summary>Its bias is first 0.</summary>
    /// <exception cref="ShapeException">The heads do not divide the features.</exception>
    public static Linear Make(string name, int features, int heads, bool bias)
    {
        if (heads < 1 || features % heads != 0)
            throw new ShapeException($"{name}({features}, {heads} heads): the heads must divide the features.");
        var layer = new Linear(features, features, bias);
        if (layer.Bias is not null)
            layer.Bias.Init = Init.Constant(0);
        return layer;
    }
}
