namespace Nabla.Nn;

/// <summary>
/// Layers side by side: each gets the input, and their outputs are put one behind the other along the last axis, as in the inception
/// module (Szegedy et al. 2015), or added up, as in ResNeXt (Xie et al. 2017).
/// </summary>
/// <shape>(…, C) → (…, C₁ + C₂ + …) if concatenated; all outputs of one shape, which is kept, if summed</shape>
/// <example><code>
/// var inception = Branches.Concat(Conv.Of2d(64, 32, 1), Conv.Of2d(64, 32, 3, padding: 1));      // 64 → 64 channels
/// </code></example>
public sealed class Branches : Module<Tensor, Tensor>
{
    readonly bool sum;

    Branches(OrderedDictionary<string, Module<Tensor, Tensor>> named, bool sum) => (Named, this.sum) = (named, sum);

    /// <summary>The layers by name, in order.</summary>
    [Unnamed]
    public IReadOnlyDictionary<string, Module<Tensor, Tensor>> Named { get; }

    /// <summary>The layers, in order.</summary>
    public IReadOnlyList<Module<Tensor, Tensor>> Layers => NamedLayers.List(Named);

    /// <summary>Outputs one behind the other; names are numbers.</summary>
    /// <exception cref="ArgumentException">No layers.</exception>
    public static Branches Concat(params Module<Tensor, Tensor>[] layers) => new(Some(NamedLayers.Numbered(layers)), sum: false);

    /// <summary>Outputs one behind the other, of layers with names.</summary>
    /// <exception cref="ArgumentException">No layers, or two of one name.</exception>
    public static Branches Concat(params (string Name, Module<Tensor, Tensor> Layer)[] layers) =>
        new(Some(NamedLayers.Of(layers)), sum: false);

    /// <summary>Outputs added up; names are numbers.</summary>
    /// <exception cref="ArgumentException">No layers.</exception>
    public static Branches Sum(params Module<Tensor, Tensor>[] layers) => new(Some(NamedLayers.Numbered(layers)), sum: true);

    /// <summary>Outputs added up, of layers with names.</summary>
    /// <exception cref="ArgumentException">No layers, or two of one name.</exception>
    public static Branches Sum(params (string Name, Module<Tensor, Tensor> Layer)[] layers) => new(Some(NamedLayers.Of(layers)), sum: true);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        var layers = Layers;
        var outputs = new Tensor[layers.Count];
        for (var i = 0; i < outputs.Length; i++)
            outputs[i] = layers[i].Call(input);
        return sum ? outputs.Aggregate((a, b) => a + b) : Tensor.Concat(outputs);
    }

    static OrderedDictionary<string, Module<Tensor, Tensor>> Some(OrderedDictionary<string, Module<Tensor, Tensor>> named) => named.Count > 0
        ? named
        : throw new ArgumentException("Branches: at least one layer is needed.");

    /// <inheritdoc/>
    public override string ToString() => $"Branches({Named.Count} layers, {(sum ? "summed" : "concatenated")})";
}
