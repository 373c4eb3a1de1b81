namespace Nabla.Nn;

/// <summary>What the modules of one model share.</summary>
/// <param name="root">The module that is the model.</param>
sealed class ModelState(Module root)
{
    /// <summary>The module that is the model.</summary>
    public Module Root => root;

    /// <summary>First values and dropout masks follow from it.</summary>
    public ulong Seed { get; init; }

    /// <summary>Number of the training step; each has dropout masks of its own.</summary>
    public long Step
    {
        get;
        set
        {
            field = value;
            StepsBegun++;
        }
    }

    /// <summary>How often a step was begun, the same one again included.</summary>
    public long StepsBegun { get; private set; }

    /// <summary>Type of the parameters.</summary>
    public DType DType { get; set; } = DType.Float32;
}
