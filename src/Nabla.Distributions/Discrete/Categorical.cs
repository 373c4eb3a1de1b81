namespace Nabla.Distributions;

/// <summary>One of the classes 0 … K − 1: P(k) = pₖ. As a loss of logits it is cross-entropy.</summary>
public sealed class Categorical : Distribution, IExponentialFamily
{
    /// <summary>By probabilities, or weights in their ratio; they are divided by their sum.</summary>
    /// <shape>(…, K)</shape>
    /// <exception cref="ArgumentOutOfRangeException">A weight is below 0.</exception>
    /// <exception cref="ShapeException">There is no axis of classes.</exception>
    public Categorical(Tensor probabilities) : this(Arguments.OfVectors("Categorical", ("probabilities", probabilities, Domain.NotNegative)), isLogit: false)
    {
    }

    Categorical(Arguments arguments, bool isLogit)
        : base(arguments, Shape.Scalar)
    {
        var value = Argument(0);
        Probabilities = isLogit ? value.Softmax() : value / value.Sum(-1, keepAxes: true);
        LogProbabilities = isLogit ? value.LogSoftmax() : Probabilities.Log();
    }

    /// <summary>By unnormalised logarithms of probabilities; −∞ for what never happens.</summary>
    /// <shape>(…, K)</shape>
    /// <exception cref="ArgumentOutOfRangeException">A logit is not a number, or +∞.</exception>
    /// <exception cref="ShapeException">There is no axis of classes.</exception>
    public static Categorical FromLogits(Tensor logits) =>
        new(Arguments.OfVectors("Categorical", ("logits", logits, Domain.Logit)), isLogit: true);

    /// <summary>p.</summary>
    /// <shape>(batch, K)</shape>
    public Tensor Probabilities { get; }

    /// <summary>ln p.</summary>
    /// <shape>(batch, K)</shape>
    public Tensor LogProbabilities { get; }

    /// <summary>K.</summary>
    public int Classes => Probabilities.Shape[-1];

    /// <inheritdoc/>
    public override Support Support => Support.Bounded;

    /// <summary>Σ k pₖ: of the number of the class.</summary>
    /// <shape>→ (batch)</shape>
    public override Tensor Mean => (Probabilities * Numbers).Sum(-1);

    /// <summary>Σ k² pₖ − (Σ k pₖ)²: of the number of the class.</summary>
    /// <shape>→ (batch)</shape>
    public override Tensor Variance => (Probabilities * (Numbers - Mean.Unsqueeze(-1)).Square()).Sum(-1);

    Tensor Numbers => Tensor.Range(Classes, DType);

    /// <inheritdoc/>
    public override Tensor Entropy() => -Weighted(LogProbabilities);

    /// <summary>
    /// Different classes, one after the other from those that are left: the largest sums of ln p and Gumbel noise, in order (Yellott 1977).
    /// Classes of probability 0 come last.
    /// </summary>
    /// <shape>→ (shape, batch, count)</shape>
    /// <exception cref="ArgumentOutOfRangeException">The count is not in 1 … K.</exception>
    public Tensor SampleWithoutReplacement(int count, Rng rng, Shape? shape = null)
    {
        ArgumentNullException.ThrowIfNull(rng);
        if (count < 1 || count > Classes)
            throw new ArgumentOutOfRangeException(nameof(count), $"SampleWithoutReplacement: count must be in 1 … {Classes}, got {count}.");
        using (Autograd.Pause())
        {
            var noise = Gumbel.Standard(rng, [.. shape ?? Shape.Scalar, .. LogProbabilities.Shape], DType);
            return (LogProbabilities + noise).TopK(count, -1).Positions.To(DType);
        }
    }

    IReadOnlyList<Tensor> IExponentialFamily.NaturalParameters => [LogProbabilities];

    Tensor IExponentialFamily.LogNormalizer(IReadOnlyList<Tensor> natural) => natural[0].LogSumExp(-1);

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x)
    {
        var inside = Supports.IsWhole(x).LogicalAnd(x.Less(Classes));
        var k = inside.Where(x, Number(0)).To(DType.Int64);
        return inside.Where(Chosen(k.BroadcastTo(Shape.Broadcast(k.Shape, BatchShape)!.Value)), Number(double.NegativeInfinity));
    }

    // ln p of the classes k (…, batch). Each variable's classes are looked up together, so the table is not repeated for each of them.
    Tensor Chosen(Tensor k)
    {
        var lead = k.Shape.ToArray().AsSpan(0, k.Rank - BatchShape.Rank);
        if (k.Length == 0 || Shape.Of([.. lead, .. BatchShape]) != k.Shape)
            return LogProbabilities.BroadcastTo([.. k.Shape, Classes]).Gather(-1, k.Unsqueeze(-1)).Squeeze(-1);
        var variables = (int)BatchShape.Length;
        return LogProbabilities.Reshape(variables, Classes).Gather(-1, k.Reshape(-1, variables).T).T.Reshape(k.Shape.ToArray());
    }

    /// <inheritdoc/>
    protected override Tensor CdfAt(Tensor x) => (Probabilities * Numbers.LessOrEqual(x.Unsqueeze(-1)).To(DType)).Sum(-1);

    /// <inheritdoc/>
    protected override Tensor QuantileAt(Tensor p) => Reached(p);

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape)
    {
        // The running sums of each variable are searched for all of its draws together, so the draws lie behind the batch.
        var (lead, variables) = (shape.ToArray()[..^BatchShape.Rank], (int)BatchShape.Length);
        var draws = (int)Shape.Of(lead).Length;
        if (draws == 0 || variables == 0)
            return Tensor.Empty(shape, DType);
        var noise = rng.Uniform([variables, draws], dtype: DType);
        return Sums.Reshape(variables, Classes - 1).SearchSorted(noise).To(DType).T.Reshape(shape.ToArray());
    }

    /// <inheritdoc/>
    protected override Tensor? KlOf(Distribution other)
    {
        if (other is not Categorical q)
            return null;
        return q.Classes == Classes ? Weighted(LogProbabilities) - Weighted(q.LogProbabilities) : throw new ShapeException(
            $"KlTo: both categorical distributions must have as many classes, got {Classes} and {q.Classes}.");
    }

    // Σ pₖ vₖ, where what never happens counts 0 even if v is −∞ there
    Tensor Weighted(Tensor values)
    {
        var happens = Probabilities.NotEqualTo(0);
        return happens.Where(Probabilities * happens.Where(values, Number(0)), Number(0)).Sum(-1);
    }

    // How many running sums stay below p; the last class takes what rounding leaves.
    Tensor Reached(Tensor p) => Sums.Less(p.Unsqueeze(-1)).To(DType).Sum(-1);

    Tensor Sums => Probabilities.Detach().CumulativeSum(-1).Slice(-1, 0, Classes - 1);
}
