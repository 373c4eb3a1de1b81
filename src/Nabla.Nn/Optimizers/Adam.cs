namespace Nabla.Nn;

/// <summary>
/// Adam (Kingma, Ba 2015): m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², p ← p − rate · m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ),
/// v̂ = v / (1 − β₂ᵗ).
/// </summary>
public sealed class Adam : GradientOptimizer
{
    readonly AdamSettings settings;
    AdamRule rule;

    /// <summary>Adam for all parameters of a model.</summary>
    /// <param name="model">Whose parameters are trained.</param>
    /// <param name="learningRate">Size of a step.</param>
    /// <param name="beta1">Memory of the mean, in [0, 1).</param>
    /// <param name="beta2">Memory of the mean square, in [0, 1).</param>
    /// <param name="epsilon">Keeps the quotient finite, at least 0.</param>
    /// <param name="weightDecay">L2 penalty, at least 0: weightDecay · p is added to g.</param>
    /// <param name="amsgrad">Whether v̂ never falls: the largest so far takes its place (Reddi, Kale, Kumar 2018).</param>
    public Adam(
        Module model, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0,
        bool amsgrad = false)
        : base(model, learningRate, weightDecay) =>
        settings = new AdamSettings(RequireMoments(beta1, beta2, epsilon), amsgrad);

    /// <inheritdoc/>
    protected override int StateCount => settings.StateCount;

    /// <inheritdoc/>
    protected override void Begin(long step) => rule = settings.At(step, Rate, penalty: Decay, decay: 0);

    /// <inheritdoc/>
    protected override void Update(Tensor parameter, Tensor gradient, Tensor[] state) =>
        AdamSettings.Update(rule, parameter, gradient, state);
}
