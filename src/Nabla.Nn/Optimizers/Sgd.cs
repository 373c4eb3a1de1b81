using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla.Nn;

/// <summary>
/// Stochastic gradient descent: p ← p − rate · g, or with momentum μ and dampening τ: b ← μ b + (1 − τ) g (b = g in the first step),
/// p ← p − rate · b, or with Nesterov's look ahead p ← p − rate · (g + μ b) (Sutskever et al. 2013).
/// </summary>
public sealed class Sgd : GradientOptimizer
{
    readonly double momentum;
    readonly double dampening;
    readonly bool nesterov;
    double taken;

    /// <summary>Gradient descent for all parameters of a model.</summary>
    /// <param name="model">Whose parameters are trained.</param>
    /// <param name="learningRate">Size of a step.</param>
    /// <param name="momentum">μ: how much of the last step is kept, at least 0.</param>
    /// <param name="dampening">τ: how much of a new gradient is left out of the momentum.</param>
    /// <param name="weightDecay">L2 penalty, at least 0: weightDecay · p is added to g.</param>
    /// <param name="nesterov">Whether to look ahead; needs momentum and no dampening.</param>
    public Sgd(
        Module model, double learningRate, double momentum = 0, double dampening = 0, double weightDecay = 0, bool nesterov = false)
        : base(model, learningRate, weightDecay)
    {
        Require(momentum >= 0, "the momentum must be at least 0", momentum);
        Require(!nesterov || momentum > 0, "Nesterov's step needs momentum above 0", momentum);
        Require(!nesterov || dampening == 0, "Nesterov's step needs dampening 0", dampening);
        (this.momentum, this.dampening, this.nesterov) = (momentum, dampening, nesterov);
    }

    /// <inheritdoc/>
    protected override int StateCount => momentum > 0 ? 1 : 0;

    /// <inheritdoc/>
    protected override void Begin(long step) => taken = step == 1 ? 1 : 1 - dampening;

    /// <inheritdoc/>
    protected override void Update(Tensor parameter, Tensor gradient, Tensor[] state)
    {
        var backend = parameter.Device.Backend;
        if (momentum == 0)
            backend.Update(new Plain(Rate, Decay), parameter, gradient);
        else if (nesterov)
            backend.Update(new Nesterov(Rate, Decay, momentum), parameter, gradient, state[0]);
        else
            backend.Update(new Momentum(Rate, Decay, momentum, taken), parameter, gradient, state[0]);
    }

    readonly struct Plain(double rate, double penalty) : IUpdate
    {
        public static int States => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<N>(ref N p, ref N unused0, ref N unused1, ref N unused2, N g) where N : struct, IFormula<N> =>
            p -= N.Of(rate) * (g + N.Of(penalty) * p);
    }

    readonly struct Momentum(double rate, double penalty, double momentum, double taken) : IUpdate
    {
        public static int States => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<N>(ref N p, ref N b, ref N unused1, ref N unused2, N g) where N : struct, IFormula<N>
        {
            b = Subnormal.Flush(N.Of(momentum) * b + N.Of(taken) * (g + N.Of(penalty) * p));
            p -= N.Of(rate) * b;
        }
    }

    readonly struct Nesterov(double rate, double penalty, double momentum) : IUpdate
    {
        public static int States => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<N>(ref N p, ref N b, ref N unused1, ref N unused2, N g) where N : struct, IFormula<N>
        {
            g += N.Of(penalty) * p;
            b = Subnormal.Flush(N.Of(momentum) * b + g);
            p -= N.Of(rate) * (g + N.Of(momentum) * b);
        }
    }
}
