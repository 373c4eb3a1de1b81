using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla.Nn;

/// <summary>
/// RMSProp (Tieleman, Hinton 2012): v ← α v + (1 − α) g², s = g / (√v + ε), p ← p − rate · s; with momentum μ: b ← μ b + s,
/// p ← p − rate · b; centred: the root of v − m² with the mean gradient m ← α m + (1 − α) g (Graves 2013).
/// </summary>
public sealed class RmsProp : GradientOptimizer
{
    readonly double alpha;
    readonly double epsilon;
    readonly double momentum;
    readonly bool centered;

    /// <summary>RMSProp for all parameters of a model.</summary>
    /// <param name="model">Whose parameters are trained.</param>
    /// <param name="learningRate">Size of a step.</param>
    /// <param name="alpha">Memory of the mean square, in [0, 1).</param>
    /// <param name="epsilon">Keeps the quotient finite, at least 0.</param>
    /// <param name="momentum">μ: how much of the last step is kept, at least 0.</param>
    /// <param name="centered">Whether to divide by the deviation, not by the root of the mean square.</param>
    /// <param name="weightDecay">L2 penalty, at least 0: weightDecay · p is added to g.</param>
    public RmsProp(
        Module model, double learningRate = 1e-2, double alpha = 0.99, double epsilon = 1e-8, double momentum = 0, bool centered = false,
        double weightDecay = 0)
        : base(model, learningRate, weightDecay)
    {
        Require(alpha is >= 0 and < 1, "alpha must be in [0, 1)", alpha);
        Require(epsilon >= 0, "epsilon must be at least 0", epsilon);
        Require(momentum >= 0, "the momentum must be at least 0", momentum);
        (this.alpha, this.epsilon, this.momentum, this.centered) = (alpha, epsilon, momentum, centered);
    }

    /// <inheritdoc/>
    protected override int StateCount => centered ? 3 : momentum > 0 ? 2 : 1;

    /// <inheritdoc/>
    protected override void Update(Tensor parameter, Tensor gradient, Tensor[] state)
    {
        var (backend, rule) = (parameter.Device.Backend, new Rule(Rate, Decay, alpha, epsilon, momentum));
        if (centered)
            backend.Update(new Centered(rule), parameter, gradient, state[0], state[1], state[2]);
        else if (momentum > 0)
            backend.Update(new Momentum(rule), parameter, gradient, state[0], state[1]);
        else
            backend.Update(rule, parameter, gradient, state[0]);
    }

    readonly struct Rule(double rate, double penalty, double alpha, double epsilon, double momentum) : IUpdate
    {
        public static int States => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<N>(ref N p, ref N v, ref N unused1, ref N unused2, N g) where N : struct, IFormula<N>
        {
            g += N.Of(penalty) * p;
            v = Mean(v, g * g);
            p -= N.Of(rate) * Scaled(g, v);
        }

        public void Push<N>(ref N p, ref N v, ref N b, ref N m, N g, bool centered) where N : struct, IFormula<N>
        {
            g += N.Of(penalty) * p;
            v = Mean(v, g * g);
            if (centered)
                m = Mean(m, g);
            b = N.Of(momentum) * b + Scaled(g, centered ? v - m * m : v);
            p -= N.Of(rate) * b;
        }

        N Mean<N>(N mean, N x) where N : struct, IFormula<N> => N.Of(alpha) * mean + N.Of(1 - alpha) * x;

        N Scaled<N>(N g, N square) where N : struct, IFormula<N> => g / (N.Sqrt(square) + N.Of(epsilon));
    }

    readonly struct Momentum(Rule rule) : IUpdate
    {
        public static int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<N>(ref N p, ref N v, ref N b, ref N unused, N g) where N : struct, IFormula<N> =>
            rule.Push(ref p, ref v, ref b, ref unused, g, centered: false);
    }

    readonly struct Centered(Rule rule) : IUpdate
    {
        public static int States => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<N>(ref N p, ref N v, ref N b, ref N m, N g) where N : struct, IFormula<N> =>
            rule.Push(ref p, ref v, ref b, ref m, g, centered: true);
    }
}
