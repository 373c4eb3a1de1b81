namespace Nabla;

/// <summary>Shapes, axes or dtypes that do not fit; the message says who, which axis, expected and got.</summary>
public sealed class ShapeException(string message) : ArgumentException(message)
{
    /// <summary>The path of the layer in its model, such as encoder.blocks.2.fc1; null outside a model.</summary>
    public string? LayerPath { get; private init; }

    /// <summary>
    /// The error as seen from inside a model: the path of the layer comes first. One that has a path already is returned as it is.
    /// </summary>
    public ShapeException At(string path) =>
        LayerPath is not null || path.Length == 0 ? this : new ShapeException($"{path}: {Message}") { LayerPath = path };
}
