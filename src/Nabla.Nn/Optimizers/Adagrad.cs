using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla.Nn;

/// <summary>
/// Adagrad (Duchi, Hazan, Singer 2011): s ← s + g², p ← p − rate / (1 + (t − 1) · rateDecay) · g / (√s + ε).
/// </summary>
public sealed class Adagrad : GradientOptimizer
{
    readonly double rateDecay;
    readonly double start;
    readonly double epsilon;
    Rule rule;

    /// <summary>Adagrad for all parameters of a model.</summary>
    /// <param name="model">Whose parameters are trained.</param>
    /// <param name="learningRate">Size of a step.</param>
    /// <param name="rateDecay">How fast the learning rate falls by itself, at least 0.</param>
    /// <param name="weightDecay">L2 penalty, at least 0: weightDecay · p is added to g.</param>
    /// <param name="start">What the sum of squares begins with, at least 0.</param>
    /// <param name="epsilon">Keeps the quotient finite, at least 0.</param>
    public Adagrad(
        Module model, double learningRate = 1e-2, double rateDecay = 0, double weightDecay = 0, double start = 0, double epsilon = 1e-10)
        : base(model, learningRate, weightDecay)
    {
        Require(rateDecay >= 0, "the decay of the rate must be at least 0", rateDecay);
        Require(start >= 0, "the first sum of squares must be at least 0", start);
        Require(epsilon >= 0, "epsilon must be at least 0", epsilon);
        (this.rateDecay, this.start, this.epsilon) = (rateDecay, start, epsilon);
    }

    /// <inheritdoc/>
    protected override int StateCount => 1;

    /// <inheritdoc/>
    protected override double StateStart(int number) => start;

    /// <inheritdoc/>
    protected override void Begin(long step) => rule = new Rule(Rate / (1 + (step - 1) * rateDecay), Decay, epsilon);

    /// <inheritdoc/>
    protected override void Update(Tensor parameter, Tensor gradient, Tensor[] state) =>
        parameter.Device.Backend.Update(rule, parameter, gradient, state[0]);

    readonly struct Rule(double rate, double penalty, double epsilon) : IUpdate
    {
        public static int States => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<N>(ref N p, ref N s, ref N unused1, ref N unused2, N g) where N : struct, IFormula<N>
        {
            g += N.Of(penalty) * p;
            s += g * g;
            p -= N.Of(rate) * g / (N.Sqrt(s) + N.Of(epsilon));
        }
    }
}
