using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla.Nn;

/// <summary>
/// Lion (Chen et al. 2023): p ← (1 − rate · weightDecay) p − rate · sign(β₁ m + (1 − β₁) g), then m ← β₂ m + (1 − β₂) g.
/// </summary>
public sealed class Lion : GradientOptimizer
{
    readonly double beta1;
    readonly double beta2;

    /// <summary>Lion for all parameters of a model.</summary>
    /// <param name="model">Whose parameters are trained.</param>
    /// <param name="learningRate">Size of a step, the same for each number; a third to a tenth of what suits AdamW.</param>
    /// <param name="beta1">Share of the mean in the direction, in [0, 1).</param>
    /// <param name="beta2">Memory of the mean, in [0, 1).</param>
    /// <param name="weightDecay">Share of a parameter that a step at rate 1 takes away, at least 0.</param>
    public Lion(Module model, double learningRate = 1e-4, double beta1 = 0.9, double beta2 = 0.99, double weightDecay = 0)
        : base(model, learningRate, weightDecay)
    {
        Require(beta1 is >= 0 and < 1, "beta1 must be in [0, 1)", beta1);
        Require(beta2 is >= 0 and < 1, "beta2 must be in [0, 1)", beta2);
        (this.beta1, this.beta2) = (beta1, beta2);
    }

    /// <inheritdoc/>
    protected override int StateCount => 1;

    /// <inheritdoc/>
    protected override void Update(Tensor parameter, Tensor gradient, Tensor[] state) =>
        parameter.Device.Backend.Update(new Rule(Rate, 1 - Rate * Decay, beta1, beta2), parameter, gradient, state[0]);

    readonly struct Rule(double rate, double keep, double beta1, double beta2) : IUpdate
    {
        public static int States => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<N>(ref N p, ref N m, ref N unused1, ref N unused2, N g) where N : struct, IFormula<N>
        {
            var (zero, c) = (N.Of(0), N.Of(beta1) * m + N.Of(1 - beta1) * g);
            p = N.Of(keep) * p - N.Of(rate) * (N.Greater(c, zero) - N.Greater(zero, c));
            m = N.Of(beta2) * m + N.Of(1 - beta2) * g;
        }
    }
}
