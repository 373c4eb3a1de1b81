using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla.Nn;

/// <summary>
/// Adamax, Adam with the largest gradient in place of the mean square (Kingma, Ba 2015): m ← β₁ m + (1 − β₁) g, u ← max(β₂ u, |g| + ε),
/// p ← p − rate / (1 − β₁ᵗ) · m / u.
/// </summary>
public sealed class Adamax : GradientOptimizer
{
    readonly Moments moments;
    Rule rule;

    /// <summary>Adamax for all parameters of a model.</summary>
    /// <param name="model">Whose parameters are trained.</param>
    /// <param name="learningRate">Size of a step.</param>
    /// <param name="beta1">Memory of the mean, in [0, 1).</param>
    /// <param name="beta2">Memory of the largest, in [0, 1).</param>
    /// <param name="epsilon">Keeps the quotient finite, at least 0.</param>
    /// <param name="weightDecay">L2 penalty, at least 0: weightDecay · p is added to g.</param>
    public Adamax(
        Module model, double learningRate = 2e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
        : base(model, learningRate, weightDecay) =>
        moments = RequireMoments(beta1, beta2, epsilon);

    /// <inheritdoc/>
    protected override int StateCount => 2;

    /// <inheritdoc/>
    protected override void Begin(long step) => rule = new Rule(Rate * moments.MeanScale(step), Decay, moments);

    /// <inheritdoc/>
    protected override void Update(Tensor parameter, Tensor gradient, Tensor[] state) =>
        parameter.Device.Backend.Update(rule, parameter, gradient, state[0], state[1]);

    readonly struct Rule(double rate, double penalty, Moments moments) : IUpdate
    {
        public static int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<N>(ref N p, ref N m, ref N u, ref N unused, N g) where N : struct, IFormula<N>
        {
            g += N.Of(penalty) * p;
            m = Subnormal.Flush(moments.Mean(m, g));
            u = N.Max(N.Of(moments.Beta2) * u, N.Abs(g) + N.Of(moments.Epsilon));
            p -= N.Of(rate) * m / u;
        }
    }
}
