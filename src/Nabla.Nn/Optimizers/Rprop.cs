using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla.Nn;

/// <summary>
/// Resilient propagation (Riedmiller, Braun 1993): each number has a step s of its own, which grows while its gradient keeps its sign and
/// shrinks when that changes; p ← p − sign(g) · s, and no move just after a change. For whole batches: noise in the gradients misleads it.
/// </summary>
public sealed class Rprop : GradientOptimizer
{
    readonly double shrink;
    readonly double grow;
    readonly double least;
    readonly double most;

    /// <summary>Rprop for all parameters of a model.</summary>
    /// <param name="model">Whose parameters are trained.</param>
    /// <param name="learningRate">The first step of each number; a later change has no effect.</param>
    /// <param name="shrink">Factor of the step where the gradient changes its sign, in (0, 1).</param>
    /// <param name="grow">Factor of the step where it does not, above 1.</param>
    /// <param name="least">The smallest step.</param>
    /// <param name="most">The largest step.</param>
    public Rprop(
        Module model, double learningRate = 1e-2, double shrink = 0.5, double grow = 1.2, double least = 1e-6, double most = 50)
        : base(model, learningRate)
    {
        Require(shrink is > 0 and < 1, "the factor that shrinks must be in (0, 1)", shrink);
        Require(grow > 1, "the factor that grows must be above 1", grow);
        Require(least > 0, "the smallest step must be above 0", least);
        Require(most >= least, "the largest step must not be below the smallest", most);
        (this.shrink, this.grow, this.least, this.most) = (shrink, grow, least, most);
    }

    /// <inheritdoc/>
    protected override int StateCount => 2;

    /// <inheritdoc/>
    protected override double StateStart(int number) => number == 0 ? 0 : LearningRate;

    /// <inheritdoc/>
    protected override void Update(Tensor parameter, Tensor gradient, Tensor[] state) =>
        parameter.Device.Backend.Update(new Rule(shrink, grow, least, most), parameter, gradient, state[0], state[1]);

    readonly struct Rule(double shrink, double grow, double least, double most) : IUpdate
    {
        public static int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<N>(ref N p, ref N last, ref N s, ref N unused, N g) where N : struct, IFormula<N>
        {
            var (zero, one) = (N.Of(0), N.Of(1));
            var (same, changed) = (N.Greater(g * last, zero), N.Greater(zero, g * last));
            s = N.Min(N.Max(s * N.Select(same, N.Of(grow), N.Select(changed, N.Of(shrink), one)), N.Of(least)), N.Of(most));
            last = N.Select(changed, zero, g);
            p -= s * (N.Greater(last, zero) - N.Greater(zero, last));
        }
    }
}
