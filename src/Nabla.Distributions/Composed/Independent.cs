namespace Nabla.Distributions;

/// <summary>
/// Makes the last axes of a batch one vector of independent components: densities, entropies and divergences are summed over them.
/// </summary>
public sealed class Independent : Distribution
{
    readonly Distribution origin;
    readonly int axes;

    /// <summary>The last <paramref name="axes"/> axes of the batch become part of the event.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The batch has fewer axes.</exception>
    public Independent(Distribution origin, int axes = 1)
        : base(Infer(origin, axes), [.. origin.BatchShape.ToArray()[^axes..], .. origin.EventShape], origin.DType) => (this.origin, this.axes) = (origin, axes);

    /// <inheritdoc/>
    public override Support Support => axes == 0 ? origin.Support : Support.Vector;

    /// <inheritdoc/>
    public override bool IsReparameterized => origin.IsReparameterized;

    /// <inheritdoc/>
    public override Tensor Mean => origin.Mean;

    /// <inheritdoc/>
    public override Tensor Variance => origin.Variance;

    /// <inheritdoc/>
    public override Tensor Entropy() => Summed(origin.Entropy());

    /// <inheritdoc/>
    public override Bijection BijectionFromReals() => new IndependentMap(origin.BijectionFromReals(), axes);

    /// <inheritdoc/>
    public override string ToString() => $"Independent({origin}, {axes})";

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x) => Summed(origin.LogDensity(x));

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape)
    {
        Shape lead = shape.ToArray()[..^BatchShape.Rank];
        return IsReparameterized ? origin.SampleReparameterized(rng, lead) : origin.Sample(rng, lead);
    }

    /// <inheritdoc/>
    protected override Tensor? KlOf(Distribution other) => other is Independent q && q.axes == axes ? Summed(origin.KlTo(q.origin)) : null;

    /// <summary>The components, and how many axes of their batch are joined.</summary>
    internal (Distribution Origin, int Axes) Inner => (origin, axes);

    Tensor Summed(Tensor x) => Enumerable.Range(0, axes).Aggregate(x, (sum, _) => sum.Sum(-1));

    static Shape Infer(Distribution origin, int axes)
    {
        ArgumentNullException.ThrowIfNull(origin);
        return axes >= 0 && axes <= origin.BatchShape.Rank ? origin.BatchShape.ToArray()[..^axes] : throw new ArgumentOutOfRangeException(
            nameof(axes), $"Independent: axes must be in 0 … {origin.BatchShape.Rank} for the batch {origin.BatchShape}, got {axes}.");
    }
}
