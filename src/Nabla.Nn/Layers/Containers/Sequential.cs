namespace Nabla.Nn;

/// <summary>Layers one after the other: each gets the output of the one before.</summary>
public sealed class Sequential(params Module<Tensor, Tensor>[] layers) : Module<Tensor, Tensor>
{
    /// <summary>The layers, in order.</summary>
    [Unnamed]
    public IReadOnlyList<Module<Tensor, Tensor>> Layers { get; } = layers;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        for (var i = 0; i < Layers.Count; i++)
            input = Layers[i].Call(input);
        return input;
    }

    /// <inheritdoc/>
    public override string ToString() => $"Sequential({Layers.Count} layers)";
}
