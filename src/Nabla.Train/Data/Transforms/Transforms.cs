namespace Nabla.Train.Data;

/// <summary>Transforms one after the other, each drawing on from where the one before stopped.</summary>
public sealed class Transforms(params ITransform[] parts) : ITransform
{
    /// <inheritdoc/>
    public void Apply(Sample sample, Rng rng)
    {
        foreach (var part in parts)
            part.Apply(sample, rng);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", parts.AsEnumerable());
}
