using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla.Nn;

/// <summary>
/// Averaged gradient descent (Polyak, Juditsky 1992): p ← (1 − λ rateₜ) p − rateₜ g with rateₜ = rate / (1 + λ rate (t − 1))^α, and
/// beside it the mean of p over the steps after the first <c>begin</c>, which is kept as state 0.
/// </summary>
public sealed class Asgd : GradientOptimizer
{
    readonly double lambda;
    readonly double alpha;
    readonly double begin;
    Rule rule;

    /// <summary>Averaged gradient descent for all parameters of a model.</summary>
    /// <param name="model">Whose parameters are trained.</param>
    /// <param name="learningRate">Size of the first step.</param>
    /// <param name="lambda">λ: how fast parameters and learning rate shrink, at least 0.</param>
    /// <param name="alpha">Power with which the learning rate falls.</param>
    /// <param name="begin">Steps before the mean begins.</param>
    /// <param name="weightDecay">L2 penalty, at least 0: weightDecay · p is added to g.</param>
    public Asgd(
        Module model, double learningRate = 1e-2, double lambda = 1e-4, double alpha = 0.75, double begin = 1e6, double weightDecay = 0)
        : base(model, learningRate, weightDecay)
    {
        Require(lambda >= 0, "lambda must be at least 0", lambda);
        (this.lambda, this.alpha, this.begin) = (lambda, alpha, begin);
    }

    /// <inheritdoc/>
    protected override int StateCount => 1;

    /// <inheritdoc/>
    protected override void Begin(long step) => rule = new Rule(
        Rate / Math.Pow(1 + lambda * Rate * (step - 1), alpha), Decay, lambda, share: 1 / Math.Max(1, step - 1 - begin));

    /// <inheritdoc/>
    protected override void Update(Tensor parameter, Tensor gradient, Tensor[] state) =>
        parameter.Device.Backend.Update(rule, parameter, gradient, state[0]);

    readonly struct Rule(double rate, double penalty, double lambda, double share) : IUpdate
    {
        public static int States => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<N>(ref N p, ref N mean, ref N unused1, ref N unused2, N g) where N : struct, IFormula<N>
        {
            g += N.Of(penalty) * p;
            p = N.Of(1 - lambda * rate) * p - N.Of(rate) * g;
            mean += N.Of(share) * (p - mean);
        }
    }
}
