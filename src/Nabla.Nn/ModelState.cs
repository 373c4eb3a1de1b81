namespace Nabla.Nn;

/// <summary>What the modules of one model share.</summary>
sealed class ModelState
{
    /// <summary>First values and dropout masks follow from it.</summary>
    public ulong Seed { get; set; }

    /// <summary>Number of the training step; each has dropout masks of its own.</summary>
    public long Step { get; set; }

    /// <summary>Whether layers behave as in training.</summary>
    public bool Training { get; set; } = true;

    /// <summary>Type of the parameters.</summary>
    public DType DType { get; set; } = DType.Float32;

    /// <summary>Told of each layer's call: the layer, its input and its output.</summary>
    public Action<Module, object?, object?>? Observer { get; set; }
}
