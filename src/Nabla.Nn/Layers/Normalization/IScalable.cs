namespace Nabla.Nn;

/// <summary>A layer whose outputs can be scaled and shifted, feature by feature, by changing its weights.</summary>
interface IScalable
{
    /// <summary>What is scaled.</summary>
    Parameter Weight { get; }

    /// <summary>From now on y · scale + shift; both (outputs).</summary>
    void Scale(Tensor scale, Tensor shift);
}

/// <summary>What scalable layers share.</summary>
static class ScaledBias
{
    /// <summary>b · scale + shift; a layer without b gets one, which takes its place in the model.</summary>
    public static Parameter Of<TLayer>(TLayer layer, Parameter? bias, Tensor scale, Tensor shift) where TLayer : Module, IScalable
    {
        var scaled = bias ?? new Parameter(shift.Shape, Init.Constant(0)) { Frozen = layer.Weight.Frozen };
        if (bias is null)
            scaled.Bind(layer.State, Module.Join(layer.Path, "bias"), anew: false);
        scaled.Load(bias is null ? shift : bias.Value.Detach() * scale + shift);
        return scaled;
    }
}
