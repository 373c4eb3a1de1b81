namespace Nabla.Nn;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov, Hutter 2019): p ← (1 − rate · weightDecay) p, then the step of <see cref="Adam"/>
/// with a gradient that knows nothing of the decay.
/// </summary>
public sealed class AdamW : GradientOptimizer
{
    readonly AdamSettings settings;
    AdamRule rule;

    /// <summary>AdamW for all parameters of a model.</summary>
    /// <param name="model">Whose parameters are trained.</param>
    /// <param name="learningRate">Size of a step.</param>
    /// <param name="beta1">Memory of the mean, in [0, 1).</param>
    /// <param name="beta2">Memory of the mean square, in [0, 1).</param>
    /// <param name="epsilon">Keeps the quotient finite, at least 0.</param>
    /// <param name="weightDecay">Share of a parameter that a step at rate 1 takes away, at least 0.</param>
    /// <param name="amsgrad">Whether v̂ never falls: the largest so far takes its place (Reddi, Kale, Kumar 2018).</param>
    public AdamW(
        Module model, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0.01,
        bool amsgrad = false)
        : base(model, learningRate, weightDecay) =>
        settings = new AdamSettings(RequireMoments(beta1, beta2, epsilon), amsgrad);

    /// <inheritdoc/>
    protected override int StateCount => settings.StateCount;

    /// <inheritdoc/>
    protected override void Begin(long step) => rule = settings.At(step, Rate, penalty: 0, decay: Decay);

    /// <inheritdoc/>
    protected override void Update(Tensor parameter, Tensor gradient, Tensor[] state) =>
        AdamSettings.Update(rule, parameter, gradient, state);
}
