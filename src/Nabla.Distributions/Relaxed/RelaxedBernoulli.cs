namespace Nabla.Distributions;

/// <summary>
/// A <see cref="Bernoulli"/> variable made smooth (Maddison, Mnih, Teh 2017; Jang, Gu, Poole 2017): σ((l + L) / temperature) with the logit
/// l and a logistic variable L. Near temperature 0 it is 0 or 1, and samples carry gradients.
/// </summary>
public sealed class RelaxedBernoulli : Distribution
{
    readonly Chance chance;

    /// <summary>By the probability of 1.</summary>
    /// <param name="temperature">Above 0.</param>
    /// <param name="probability">That the value is above ½.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public RelaxedBernoulli(TensorOrNumber temperature, TensorOrNumber probability) : this(
        Arguments.Of("RelaxedBernoulli", ("temperature", temperature, Domain.Positive), ("probability", probability, Domain.OpenProbability)), isLogit: false)
    {
    }

    RelaxedBernoulli(Arguments arguments, bool isLogit) : base(arguments) => chance = new Chance(Argument(1), isLogit);

    /// <summary>By the logit ln(p / (1 − p)).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public static RelaxedBernoulli FromLogits(TensorOrNumber temperature, TensorOrNumber logits) => new(
        Arguments.Of("RelaxedBernoulli", ("temperature", temperature, Domain.Positive), ("logits", logits, Domain.Finite)), isLogit: true);

    /// <summary>Near 0 the values are near 0 and 1.</summary>
    /// <shape>(batch)</shape>
    public Tensor Temperature => Argument(0);

    /// <inheritdoc/>
    public override Support Support => Support.Unit;

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>There is no formula for it.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override Tensor Mean => throw Missing("mean");

    /// <summary>There is no formula for it.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override Tensor Variance => throw Missing("variance");

    // With d = l − T logit x: ln T + d − 2 ln(1 + eᵈ) for logit x, less its slope ln x + ln(1 − x)
    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x) => Supports.Within(x, x.Greater(0).LogicalAnd(x.Less(1)), 0.5, x =>
    {
        var (log, rest) = (x.Log(), (-x).Log1p());
        var d = chance.Logit - Temperature * (log - rest);
        return Temperature.Log() + d.LogSigmoid() + (-d).LogSigmoid() - log - rest;
    });

    /// <inheritdoc/>
    protected override Tensor CdfAt(Tensor x) => Supports.Within(
        x, x.Greater(0).LogicalAnd(x.Less(1)), 0.5, x => (Temperature * Logit(x) - chance.Logit).Sigmoid(), outside: 0) + x.GreaterOrEqual(1).To(DType);

    /// <inheritdoc/>
    protected override Tensor QuantileAt(Tensor p) => ((chance.Logit + Logit(p)) / Temperature).Sigmoid();

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape) => ((chance.Logit + Logit(Noise(rng, shape)).To(DType)) / Temperature).Sigmoid();

    static Tensor Logit(Tensor x) => x.Log() - (-x).Log1p();
}
