using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla.Nn;

/// <summary>
/// Rectified Adam (Liu et al. 2020): Adam's m and v; while too few gradients are known for a variance, p ← p − rate · m̂, then
/// p ← p − rate · r · m̂ / (√v + ε) · √(1 − β₂ᵗ) with r = √((ρₜ − 4)(ρₜ − 2) ρ∞ / ((ρ∞ − 4)(ρ∞ − 2) ρₜ)), ρ∞ = 2 / (1 − β₂) − 1 and
/// ρₜ = ρ∞ − 2 t β₂ᵗ / (1 − β₂ᵗ).
/// </summary>
public sealed class RAdam : GradientOptimizer
{
    readonly Moments moments;
    Rule rule;

    /// <summary>Rectified Adam for all parameters of a model.</summary>
    /// <param name="model">Whose parameters are trained.</param>
    /// <param name="learningRate">Size of a step.</param>
    /// <param name="beta1">Memory of the mean, in [0, 1).</param>
    /// <param name="beta2">Memory of the mean square, in [0, 1).</param>
    /// <param name="epsilon">Keeps the quotient finite, at least 0.</param>
    /// <param name="weightDecay">L2 penalty, at least 0: weightDecay · p is added to g.</param>
    public RAdam(
        Module model, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
        : base(model, learningRate, weightDecay) =>
        moments = RequireMoments(beta1, beta2, epsilon);

    /// <inheritdoc/>
    protected override int StateCount => 2;

    /// <inheritdoc/>
    protected override void Begin(long step)
    {
        var power = Math.Pow(moments.Beta2, step);
        var most = 2 / (1 - moments.Beta2) - 1;
        var now = most - 2 * step * power / (1 - power);
        var rate = Rate * moments.MeanScale(step);
        // the bound of 5 is PyTorch's; the paper has 4
        rule = now > 5
            ? new Rule(rate * Math.Sqrt((1 - power) * (now - 4) * (now - 2) * most / ((most - 4) * (most - 2) * now)), Decay, moments, root: 1, offset: moments.Epsilon)
            : new Rule(rate, Decay, moments, root: 0, offset: 1);
    }

    /// <inheritdoc/>
    protected override void Update(Tensor parameter, Tensor gradient, Tensor[] state) =>
        parameter.Device.Backend.Update(rule, parameter, gradient, state[0], state[1]);

    readonly struct Rule(double rate, double penalty, Moments moments, double root, double offset) : IUpdate
    {
        public static int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<N>(ref N p, ref N m, ref N v, ref N unused, N g) where N : struct, IFormula<N>
        {
            g += N.Of(penalty) * p;
            m = Subnormal.Flush(moments.Mean(m, g));
            v = moments.Square(v, g);
            p -= N.Of(rate) * m / (N.Of(root) * N.Sqrt(v) + N.Of(offset));
        }
    }
}
