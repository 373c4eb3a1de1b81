namespace Nabla.Nn;

/// <summary>
/// Densely connected layers (Huang, Liu, van der Maaten, Weinberger 2017): each gets the input and the outputs of all layers before it,
/// one behind the other along the last axis, and so does what follows the block.
/// </summary>
/// <shape>(…, C) → (…, C + k₁ + k₂ + …), layer i maps C + k₁ + … + kᵢ₋₁ features to kᵢ</shape>
public sealed class DenseBlock : Module<Tensor, Tensor>
{
    /// <summary>Layers whose names are their numbers.</summary>
    public DenseBlock(params Module<Tensor, Tensor>[] layers) => Named = NamedLayers.Numbered(layers);

    /// <summary>Layers with names.</summary>
    /// <exception cref="ArgumentException">Two layers have one name.</exception>
    public DenseBlock(params (string Name, Module<Tensor, Tensor> Layer)[] layers) => Named = NamedLayers.Of(layers);

    /// <summary>The layers by name, in order.</summary>
    [Unnamed]
    public IReadOnlyDictionary<string, Module<Tensor, Tensor>> Named { get; }

    /// <summary>The layers, in order.</summary>
    public IReadOnlyList<Module<Tensor, Tensor>> Layers => NamedLayers.List(Named);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        var layers = Layers;
        for (var i = 0; i < layers.Count; i++)
            input = Tensor.Concat([input, layers[i].Call(input)]);
        return input;
    }

    /// <inheritdoc/>
    public override string ToString() => $"DenseBlock({Named.Count} layers)";
}
