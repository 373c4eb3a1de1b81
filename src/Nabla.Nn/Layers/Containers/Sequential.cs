namespace Nabla.Nn;

/// <summary>Layers one after the other: each gets the output of the one before.</summary>
/// <example><code>
/// var mlp = new Sequential(new Linear(784, 100), new Relu(), new Linear(100, 10));      // 0.weight, 2.weight, …
/// var same = new Sequential(("hidden", new Linear(784, 100)), ("relu", new Relu()), ("head", new Linear(100, 10)));
/// </code></example>
public sealed class Sequential : Module<Tensor, Tensor>
{
    /// <summary>Layers whose names are their numbers: 0, 1, ….</summary>
    public Sequential(params Module<Tensor, Tensor>[] layers) => Named = NamedLayers.Numbered(layers);

    /// <summary>Layers with names, which stand in paths and in files.</summary>
    /// <exception cref="ArgumentException">Two layers have one name.</exception>
    public Sequential(params (string Name, Module<Tensor, Tensor> Layer)[] layers) => Named = NamedLayers.Of(layers);

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
            input = layers[i].Call(input);
        return input;
    }

    /// <inheritdoc/>
    public override string ToString() => $"Sequential({Named.Count} layers)";
}
