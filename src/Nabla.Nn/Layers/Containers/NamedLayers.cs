using System.Globalization;

namespace Nabla.Nn;

/// <summary>The layers of a container: by name for paths and files, by number for computing.</summary>
static class NamedLayers
{
    public static OrderedDictionary<string, Module<Tensor, Tensor>> Numbered(Module<Tensor, Tensor>[] layers) =>
        Of([.. layers.Select((layer, i) => (i.ToString(CultureInfo.InvariantCulture), layer))]);

    public static OrderedDictionary<string, Module<Tensor, Tensor>> Of((string Name, Module<Tensor, Tensor> Layer)[] layers)
    {
        var named = new OrderedDictionary<string, Module<Tensor, Tensor>>(layers.Length, StringComparer.Ordinal);
        foreach (var (name, layer) in layers)
            if (!named.TryAdd(name, layer))
                throw new ArgumentException($"A container's layers must have different names, got {name} twice.");
        return named;
    }

    /// <summary>The layers without their names; nothing is copied.</summary>
    public static IReadOnlyList<Module<Tensor, Tensor>> List(IReadOnlyDictionary<string, Module<Tensor, Tensor>> named) =>
        ((OrderedDictionary<string, Module<Tensor, Tensor>>)named).Values;
}
