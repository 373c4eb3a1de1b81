using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla.Nn;

/// <summary>
/// Adam with Nesterov's look ahead (Dozat 2016): with μₜ = β₁ (1 − 0.96^(t ψ) / 2) and Mₜ = μ₁ ⋯ μₜ,
/// p ← p − rate · ((1 − μₜ) / (1 − Mₜ) · g + μₜ₊₁ / (1 − Mₜ₊₁) · m) / (√v̂ + ε).
/// </summary>
public sealed class NAdam : GradientOptimizer
{
    readonly Moments moments;
    readonly double momentumDecay;
    (long Step, double Value) product = (0, 1);
    Rule rule;

    /// <summary>NAdam for all parameters of a model.</summary>
    /// <param name="model">Whose parameters are trained.</param>
    /// <param name="learningRate">Size of a step.</param>
    /// <param name="beta1">Memory of the mean, in [0, 1).</param>
    /// <param name="beta2">Memory of the mean square, in [0, 1).</param>
    /// <param name="epsilon">Keeps the quotient finite, at least 0.</param>
    /// <param name="weightDecay">L2 penalty, at least 0: weightDecay · p is added to g.</param>
    /// <param name="momentumDecay">ψ: how fast the momentum grows to β₁, at least 0.</param>
    public NAdam(
        Module model, double learningRate = 2e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0,
        double momentumDecay = 4e-3)
        : base(model, learningRate, weightDecay)
    {
        Require(momentumDecay >= 0, "the decay of the momentum must be at least 0", momentumDecay);
        (moments, this.momentumDecay) = (RequireMoments(beta1, beta2, epsilon), momentumDecay);
    }

    /// <inheritdoc/>
    protected override int StateCount => 2;

    /// <inheritdoc/>
    protected override void Begin(long step)
    {
        if (product.Step > step)
            product = (0, 1);
        while (product.Step < step)
            product = (product.Step + 1, product.Value * Momentum(product.Step + 1));
        var (now, next) = (Momentum(step), Momentum(step + 1));
        rule = new Rule(
            Rate * (1 - now) / (1 - product.Value), Rate * next / (1 - product.Value * next), Decay, moments,
            moments.RootScale(step));
    }

    /// <inheritdoc/>
    protected override void Update(Tensor parameter, Tensor gradient, Tensor[] state) =>
        parameter.Device.Backend.Update(rule, parameter, gradient, state[0], state[1]);

    double Momentum(long step) => moments.Beta1 * (1 - Math.Pow(0.96, step * momentumDecay) / 2);

    readonly struct Rule(double ofGradient, double ofMean, double penalty, Moments moments, double rootScale) : IUpdate
    {
        public static int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<N>(ref N p, ref N m, ref N v, ref N unused, N g) where N : struct, IFormula<N>
        {
            g += N.Of(penalty) * p;
            m = Subnormal.Flush(moments.Mean(m, g));
            v = moments.Square(v, g);
            p -= (N.Of(ofGradient) * g + N.Of(ofMean) * m) / (N.Sqrt(v) * N.Of(rootScale) + N.Of(moments.Epsilon));
        }
    }
}
