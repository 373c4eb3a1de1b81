using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla.Nn;

/// <summary>
/// LAMB (You et al. 2020), for very large batches: r = m̂ / (√v̂ + ε) + weightDecay · p with Adam's m̂ and v̂, and for each parameter
/// p ← p − rate · ‖p‖ / ‖r‖ · r; the quotient is 1 where either norm is 0.
/// </summary>
public sealed class Lamb : GradientOptimizer
{
    readonly Moments moments;
    readonly ShapedRule quotient = new(Quotient);
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
        : base(model, learningRate, weightDecay) =>
        moments = RequireMoments(beta1, beta2, epsilon);

    /// <inheritdoc/>
    protected override int StateCount => 3;

    /// <inheritdoc/>
    protected override void Begin(long step) => direction = new Direction(
        moments.MeanScale(step), moments.RootScale(step), moments, Decay);

    /// <inheritdoc/>
    protected override void Update(Tensor parameter, Tensor gradient, Tensor[] state)
    {
        var backend = parameter.Device.Backend;
        backend.Update(direction, parameter, gradient, state[0], state[1], state[2]);
        backend.Update(new Plus(-Rate * ShapedRule.Number(quotient.Run(parameter, state[2])[0])), parameter, state[2]);
    }

    // ‖p‖ / ‖r‖
    static Tensor[] Quotient(Tensor[] inputs)
    {
        var (length, along) = (inputs[0].Norm(), inputs[1].Norm());
        return [(length * along).Greater(0).Where(length / along, Tensor.Ones([], along.DType))];
    }

    readonly struct Direction(double scale, double rootScale, Moments moments, double decay) : IUpdate
    {
        public static int States => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<N>(ref N p, ref N m, ref N v, ref N r, N g) where N : struct, IFormula<N>
        {
            m = Subnormal.Flush(moments.Mean(m, g));
            v = moments.Square(v, g);
            r = N.Of(scale) * m / (N.Sqrt(v) * N.Of(rootScale) + N.Of(moments.Epsilon)) + N.Of(decay) * p;
        }
    }
}
