namespace Nabla.Train.Metrics;

/// <summary>A figure about how good a model's outputs are, gathered batch by batch.</summary>
public abstract class Metric
{
    /// <summary>What run logs and reports call it, in lower case: <c>accuracy</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The figure over all batches since the last <see cref="Reset"/>; NaN before the first.</summary>
    public abstract double Value { get; }

    /// <summary>Takes one batch into account.</summary>
    public abstract void Add(Tensor output, Tensor target);

    /// <summary>Begins anew.</summary>
    public abstract void Reset();

    /// <summary>The counts behind the figure, for a checkpoint in the middle of an epoch.</summary>
    public abstract double[] Save();

    /// <summary>Goes on from what <see cref="Save"/> gave.</summary>
    public abstract void Load(ReadOnlySpan<double> saved);
}
