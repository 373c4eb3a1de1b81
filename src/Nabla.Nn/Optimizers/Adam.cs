using Nabla.Kernels;

namespace Nabla.Nn;

/// <summary>
/// Adam (Kingma, Ba 2015): m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², p ← p − rate · m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ),
/// v̂ = v / (1 − β₂ᵗ).
/// </summary>
/// <param name="model">Whose parameters are trained.</param>
/// <param name="learningRate">Size of a step.</param>
/// <param name="beta1">Memory of the mean, in [0, 1).</param>
/// <param name="beta2">Memory of the mean square, in [0, 1).</param>
/// <param name="epsilon">Keeps the quotient finite.</param>
/// <param name="weightDecay">L2 penalty: weightDecay · p is added to g.</param>
public sealed class Adam(
    Module model, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
    : Optimizer(model, learningRate)
{
    Rule rule;

    /// <inheritdoc/>
    protected override int StateCount => 2;

    /// <inheritdoc/>
    protected override void Begin() => rule = new Rule(
        LearningRate / (1 - Math.Pow(beta1, Steps)), 1 / Math.Sqrt(1 - Math.Pow(beta2, Steps)), beta1, beta2, epsilon, weightDecay);

    /// <inheritdoc/>
    protected override void Update(Tensor parameter, Tensor gradient, Tensor[] state) =>
        parameter.Device.Backend.Update(rule, parameter, gradient, state[0], state[1]);

    readonly struct Rule(double rate, double rootScale, double beta1, double beta2, double epsilon, double weightDecay) : IUpdate
    {
        public static int States => 2;

        public void Step<N>(ref N p, ref N m, ref N v, ref N unused, N g) where N : struct, IFormula<N>
        {
            g += N.Of(weightDecay) * p;
            m = N.Of(beta1) * m + N.Of(1 - beta1) * g;
            v = N.Of(beta2) * v + N.Of(1 - beta2) * g * g;
            p -= N.Of(rate) * m / (N.Sqrt(v) * N.Of(rootScale) + N.Of(epsilon));
        }
    }
}
