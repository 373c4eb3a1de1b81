namespace Nabla.Distributions;

/// <summary>A variable of a component that is drawn first: p(x) = Σ wₖ pₖ(x).</summary>
/// <remarks>Gradients flow to weights and components through densities; samples jump between components and carry none.</remarks>
public sealed class Mixture : Distribution
{
    readonly Categorical weights;
    readonly Distribution[] parts;      // one with the components on its last batch axis, or one for each
    readonly bool isFamily;

    /// <summary>Components of any kind, with the same shapes.</summary>
    /// <param name="weights">One class for each component.</param>
    /// <param name="components">At least one.</param>
    /// <exception cref="ShapeException">Components with other event shapes or dtypes, or weights that do not fit.</exception>
    public Mixture(Categorical weights, params Distribution[] components)
        : this(weights, components, isFamily: false)
    {
    }

    Mixture(Categorical weights, Distribution[] parts, bool isFamily)
        : base(Infer(weights, parts, isFamily), parts[0].EventShape, parts[0].DType) => (this.weights, this.parts, this.isFamily) = (weights, parts, isFamily);

    /// <summary>Components of one family: those on the last axis of its batch.</summary>
    /// <exception cref="ShapeException">The last axis of the batch has another size than there are weights.</exception>
    public static Mixture OfFamily(Categorical weights, Distribution components) => new(weights, [components], isFamily: true);

    /// <inheritdoc/>
    public override Support Support => parts.All(p => p.Support == parts[0].Support) ? parts[0].Support : Support.Real;

    /// <inheritdoc/>
    public override Tensor Mean => Averaged(Each(d => d.Mean, EventShape));

    // Var = E[Varₖ] + Var[meanₖ]
    /// <inheritdoc/>
    public override Tensor Variance
    {
        get
        {
            var means = Each(d => d.Mean, EventShape);
            var spread = (means - Averaged(means).Unsqueeze(-1 - EventShape.Rank)).Square();
            return Averaged(Each(d => d.Variance, EventShape)) + Averaged(spread);
        }
    }

    /// <inheritdoc/>
    public override string ToString() =>
        isFamily ? $"Mixture({weights.Classes} × {parts[0]})" : $"Mixture({string.Join(", ", parts.Select(p => p.ToString()))})";

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x) =>
        (weights.LogProbabilities + Each(d => d.LogDensity(At(x)), Shape.Scalar)).LogSumExp(-1);

    /// <inheritdoc/>
    protected override Tensor CdfAt(Tensor x) => (weights.Probabilities * Each(d => d.Cdf(At(x)), Shape.Scalar)).Sum(-1);

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape)
    {
        Shape lead = shape.ToArray()[..^BatchShape.Rank];
        var axis = -1 - EventShape.Rank;
        Shape sample = [.. shape, weights.Classes, .. EventShape];
        var all = isFamily
            ? Whole(parts[0], lead, rng).BroadcastTo(sample)
            : Tensor.Stack([.. parts.Select(p => Whole(p, lead, rng))], axis);
        // The weights of a smaller batch are drawn for each element of the whole one.
        var spread = new Categorical(weights.Probabilities.BroadcastTo([.. BatchShape, weights.Classes]));
        var chosen = spread.Sample(rng, lead).To(DType.Int64).Reshape([.. shape, 1, .. Enumerable.Repeat(1, EventShape.Rank)]);
        return all.Gather(axis, chosen.BroadcastTo([.. shape, 1, .. EventShape])).Squeeze(axis);
    }

    // Draws of a component for the whole batch; those it has not itself are separate draws.
    Tensor Whole(Distribution part, Shape lead, Rng rng)
    {
        Shape batch = isFamily ? [.. BatchShape, weights.Classes] : BatchShape;
        return part.BatchShape == batch ? part.Sample(rng, lead) : throw new ShapeException(
            $"{this}: to be sampled, components must have the batch {batch}, got {part.BatchShape}.");
    }

    // A family has its components before the event; a single x is compared with each of them.
    Tensor At(Tensor x) => isFamily ? x.Unsqueeze(-1 - EventShape.Rank) : x;

    // (…, K, event)
    Tensor Each(Func<Distribution, Tensor> f, Shape trailing)
    {
        if (isFamily)
            return f(parts[0]);
        var all = parts.Select(f).ToArray();
        var shape = all.Select(t => t.Shape).Aggregate((a, b) => Shape.Broadcast(a, b)!.Value);
        return Tensor.Stack([.. all.Select(t => t.BroadcastTo(shape))], -1 - trailing.Rank);
    }

    Tensor Averaged(Tensor values)
    {
        var w = weights.Probabilities;
        for (var axis = 0; axis < EventShape.Rank; axis++)
            w = w.Unsqueeze(-1);
        return (w * values).Sum(-1 - EventShape.Rank);
    }

    static Shape Infer(Categorical weights, Distribution[] parts, bool isFamily)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(parts);
        var size = isFamily ? parts[0].BatchShape is { Rank: > 0 } batch ? batch[-1] : 0 : parts.Length;
        if (size != weights.Classes)
            throw new ShapeException($"Mixture: there must be one component for each of the {weights.Classes} weights, got {size}.");
        if (parts.FirstOrDefault(p => p.EventShape != parts[0].EventShape || p.DType != weights.DType) is { } odd)
            throw new ShapeException(
                $"Mixture: components must have the event shape {parts[0].EventShape} and dtype {weights.DType.Name()}, got {odd} ({odd.EventShape}, {odd.DType.Name()}).");
        var all = weights.BatchShape;
        foreach (var part in parts)
        {
            Shape own = isFamily ? part.BatchShape.ToArray()[..^1] : part.BatchShape;
            all = Shape.Broadcast(all, own) ?? throw new ShapeException($"Mixture: batches {all} and {own} do not broadcast.");
        }

        return all;
    }
}
