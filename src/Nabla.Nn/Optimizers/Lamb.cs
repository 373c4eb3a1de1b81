using Nabla.Kernels;

namespace Nabla.Nn;

/// <summary>
/// LAMB (You et al. 2020), for very large batches: r = m̂ / (√v̂ + ε) + weightDecay · p with Adam's m̂ and v̂, and for each parameter
/// p ← p − rate · ‖p‖ / ‖r‖ · r; the quotient is 1 where either norm is 0.
/// </summary>
public sealed class Lamb : Optimizer
{
    readonly double beta1;
    readonly double beta2;
    readonly double epsilon;
    Direction direction;

    /// <summary>LAMB for all parameters of a model.</summary>
    /// <param name="model">Whose parameters are trained.</param>
    /// <param name="learningRate">Length of a step as a share of the parameter's.</param>
    /// <param name="beta1">Memory of the mean, in [0, 1).</param>
    /// <param name="beta2">Memory of the mean square, in [0, 1).</param>
    /// <param name="epsilon">Keeps the quotient finite, at least 0.</param>
    /// <param name="weightDecay">Share of the parameter in the direction, at least 0.</param>
    public Lamb(
        Module model, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-6, double weightDecay = 0.01)
        : base(model, learningRate, weightDecay)
    {
        Require(beta1 is >= 0 and < 1, "beta1 must be in [0, 1)", beta1);
        Require(beta2 is >= 0 and < 1, "beta2 must be in [0, 1)", beta2);
        Require(epsilon >= 0, "epsilon must be at least 0", epsilon);
        (this.beta1, this.beta2, this.epsilon) = (beta1, beta2, epsilon);
    }

    /// <inheritdoc/>
    protected override int StateCount => 3;

    /// <inheritdoc/>
    protected override void Begin(long step) => direction = new Direction(
        1 / (1 - Math.Pow(beta1, step)), 1 / Math.Sqrt(1 - Math.Pow(beta2, step)), beta1, beta2, epsilon, Decay);

    /// <inheritdoc/>
    protected override void Update(Tensor parameter, Tensor gradient, Tensor[] state)
    {
        var backend = parameter.Device.Backend;
        backend.Update(direction, parameter, gradient, state[0], state[1], state[2]);
        var (length, along) = (Norms.Of(parameter), Norms.Of(state[2]));
        var ratio = length > 0 && along > 0 ? length / along : 1;
        backend.Update(new Plus(-Rate * ratio), parameter, state[2]);
    }

    readonly struct Direction(double scale, double rootScale, double beta1, double beta2, double epsilon, double decay) : IUpdate
    {
        public static int States => 3;

        public void Step<N>(ref N p, ref N m, ref N v, ref N r, N g) where N : struct, IFormula<N>
        {
            m = N.Of(beta1) * m + N.Of(1 - beta1) * g;
            v = N.Of(beta2) * v + N.Of(1 - beta2) * g * g;
            r = N.Of(scale) * m / (N.Sqrt(v) * N.Of(rootScale) + N.Of(epsilon)) + N.Of(decay) * p;
        }
    }
}
