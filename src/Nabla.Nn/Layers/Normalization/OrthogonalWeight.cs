namespace Nabla.Nn;

/// <summary>
/// A weight whose rows are orthogonal to each other and of length 1, or its columns if there are fewer of them, whatever training does: it
/// is a product of reflections, W = H₁ H₂ … with Hᵢ = I − 2 v vᵀ / vᵀv, and what is trained are the vectors v (Householder 1958; Mhammedi
/// et al. 2017). The layer's own weight is computed from them. All axes but the first count as columns.
/// </summary>
/// <shape>that of the layer</shape>
public sealed class OrthogonalWeight : Module<Tensor, Tensor>
{
    /// <summary>The weight of this layer is computed.</summary>
    /// <exception cref="ArgumentException">The layer has no weight of its own, or it is computed already.</exception>
    public OrthogonalWeight(Module<Tensor, Tensor> inner)
    {
        var weight = ComputedWeight.Of(inner, "OrthogonalWeight");
        Inner = inner;
        var vectors = WeightOrig = new Parameter(weight.Shape, new HouseholderVectors(), weight.Disk);
        weight.Source = () => Reflections.Product(vectors.Value.Reshape(weight.Shape[0], -1)).Reshape(weight.Shape.ToArray());
    }

    /// <summary>The layer.</summary>
    [Unnamed]
    public Module<Tensor, Tensor> Inner { get; }

    /// <summary>
    /// Of the shape of the weight. As a matrix with at least as many rows as columns (transposed if need be) its column i holds vᵢ below
    /// the diagonal, where the element on the diagonal is 1; the sign of the diagonal is that of the column of W. First such that all
    /// orthogonal matrices are equally likely. None after <see cref="Remove"/>.
    /// </summary>
    public Parameter? WeightOrig { get; private set; }

    /// <summary>
    /// The layer's weight becomes a parameter again, with its present values, and this layer is the inner one: names in files are as
    /// without it.
    /// </summary>
    /// <remarks>An optimiser that was made before does not know the weight.</remarks>
    public void Remove()
    {
        if (WeightOrig is not null)
            ComputedWeight.Release(Inner);
        WeightOrig = null;
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => Inner.Call(input);

    /// <inheritdoc/>
    public override string ToString() => WeightOrig is null ? $"{Inner}" : $"OrthogonalWeight({Inner})";
}
