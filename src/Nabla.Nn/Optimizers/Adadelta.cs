using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla.Nn;

/// <summary>
/// Adadelta (Zeiler 2012): v ← ρ v + (1 − ρ) g², d = g √(u + ε) / √(v + ε), p ← p − rate · d, u ← ρ u + (1 − ρ) d².
/// </summary>
public sealed class Adadelta : GradientOptimizer
{
    readonly double rho;
    readonly double epsilon;

    /// <summary>Adadelta for all parameters of a model.</summary>
    /// <param name="model">Whose parameters are trained.</param>
    /// <param name="learningRate">Factor of the step that the method finds by itself.</param>
    /// <param name="rho">ρ: memory of the mean squares, in [0, 1].</param>
    /// <param name="epsilon">Gets the first steps going, at least 0.</param>
    /// <param name="weightDecay">L2 penalty, at least 0: weightDecay · p is added to g.</param>
    public Adadelta(Module model, double learningRate = 1, double rho = 0.9, double epsilon = 1e-6, double weightDecay = 0)
        : base(model, learningRate, weightDecay)
    {
        Require(rho is >= 0 and <= 1, "rho must be in [0, 1]", rho);
        Require(epsilon >= 0, "epsilon must be at least 0", epsilon);
        (this.rho, this.epsilon) = (rho, epsilon);
    }

    /// <inheritdoc/>
    protected override int StateCount => 2;

    /// <inheritdoc/>
    protected override void Update(Tensor parameter, Tensor gradient, Tensor[] state) =>
        parameter.Device.Backend.Update(new Rule(Rate, Decay, rho, epsilon), parameter, gradient, state[0], state[1]);

    readonly struct Rule(double rate, double penalty, double rho, double epsilon) : IUpdate
    {
        public static int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<N>(ref N p, ref N v, ref N u, ref N unused, N g) where N : struct, IFormula<N>
        {
            g += N.Of(penalty) * p;
            v = N.Of(rho) * v + N.Of(1 - rho) * g * g;
            var d = g * N.Sqrt(u + N.Of(epsilon)) / N.Sqrt(v + N.Of(epsilon));
            p -= N.Of(rate) * d;
            u = N.Of(rho) * u + N.Of(1 - rho) * d * d;
        }
    }
}
