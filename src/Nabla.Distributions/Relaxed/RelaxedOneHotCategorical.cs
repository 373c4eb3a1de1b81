namespace Nabla.Distributions;

/// <summary>
/// A <see cref="OneHotCategorical"/> variable made smooth, the Gumbel-softmax or Concrete distribution (Maddison, Mnih, Teh 2017; Jang, Gu,
/// Poole 2017): softmax((ln p + G) / T) with Gumbel variables G and the temperature T, on the simplex of K probabilities.
/// </summary>
public sealed class RelaxedOneHotCategorical : Distribution
{
    const double Slack = 1e-5;      // What a sum of rounded probabilities may differ from 1.

    readonly Categorical single;

    /// <summary>By probabilities, or weights in their ratio.</summary>
    /// <param name="temperature">Above 0; near 0 samples are near one-hot.</param>
    /// <param name="probabilities">Of the classes.</param>
    /// <shape>temperature (batch) or a number, probabilities (…, K)</shape>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is not above 0, or a weight is below 0.</exception>
    /// <exception cref="ShapeException">There is no axis of classes, or the temperature does not fit.</exception>
    public RelaxedOneHotCategorical(TensorOrNumber temperature, Tensor probabilities) : this(temperature, new Categorical(probabilities))
    {
    }

    RelaxedOneHotCategorical(TensorOrNumber temperature, Categorical single)
        : base(single.BatchShape, [single.Classes], single.DType)
    {
        this.single = single;
        var t = Arguments.Of("RelaxedOneHotCategorical", ("temperature", temperature.As(DType, Device.Cpu), Domain.Positive)).Values[0];
        if (t.DType != DType || Shape.Broadcast(t.Shape, BatchShape) != BatchShape)
            throw new ShapeException(
                $"RelaxedOneHotCategorical: temperature must be {DType.Name()} and broadcast to the batch {BatchShape}, got {t.DType.Name()} {t.Shape}.");
        Temperature = t.BroadcastTo(BatchShape);
    }

    /// <summary>By unnormalised logarithms of probabilities.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is not above 0, or a logit is not a number, or +∞.</exception>
    /// <exception cref="ShapeException">There is no axis of classes, or the temperature does not fit.</exception>
    public static RelaxedOneHotCategorical FromLogits(TensorOrNumber temperature, Tensor logits) =>
        new(temperature, Categorical.FromLogits(logits));

    /// <summary>T.</summary>
    /// <shape>(batch)</shape>
    public Tensor Temperature { get; }

    /// <inheritdoc/>
    public override Support Support => Support.Simplex;

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>There is no formula for it.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override Tensor Mean => throw Missing("mean");

    /// <summary>There is no formula for it.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override Tensor Variance => throw Missing("variance");

    /// <inheritdoc/>
    public override string ToString() =>
        $"RelaxedOneHotCategorical(temperature {Temperature.Shape}, probabilities {single.Probabilities.Shape})";

    // ln Γ(K) + (K − 1) ln T + Σ (s − ln Σ eˢ) − Σ ln x, with s = ln p − T ln x
    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x)
    {
        var positive = x.Greater(0);
        var inside = positive.All([-1]).LogicalAnd((x.Sum(-1) - 1).Abs().LessOrEqual(Slack));
        var log = positive.Where(x, Number(1)).Log();
        var score = single.LogProbabilities - Temperature.Unsqueeze(-1) * log;
        var density = (score.LogSoftmax() - log).Sum(-1) + (single.Classes - 1) * Temperature.Log() + Number(single.Classes).LogGamma();
        return inside.Where(density, Number(double.NegativeInfinity));
    }

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape) =>
        ((single.LogProbabilities + Gumbel.Standard(rng, [.. shape, single.Classes], DType)) / Temperature.Unsqueeze(-1)).Softmax();
}
