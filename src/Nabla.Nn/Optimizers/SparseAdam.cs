using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla.Nn;

/// <summary>
/// Adam that leaves rows alone whose gradient is 0: of a table of vectors, such as an <see cref="Embedding"/>, only the rows that the batch
/// used move and change their m and v: p ← p − rate · √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε). Adam itself moves the others too, by what is
/// left of their momentum.
/// </summary>
/// <remarks>
/// Gradients are dense, so a step costs as much as Adam's; what differs is what it does. PyTorch's takes sparse gradients and counts a row
/// as used even if its gradient is 0.
/// </remarks>
public sealed class SparseAdam : GradientOptimizer
{
    readonly Moments moments;
    readonly ShapedRule used = new(inputs => [Used(inputs[0])]);
    AdamRule rule;

    /// <summary>Adam of the rows that are used, for all parameters of a model.</summary>
    /// <param name="model">Whose parameters are trained.</param>
    /// <param name="learningRate">Size of a step.</param>
    /// <param name="beta1">Memory of the mean, in [0, 1).</param>
    /// <param name="beta2">Memory of the mean square, in [0, 1).</param>
    /// <param name="epsilon">Keeps the quotient finite, at least 0.</param>
    public SparseAdam(Module model, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
        : base(model, learningRate) =>
        moments = RequireMoments(beta1, beta2, epsilon);

    /// <inheritdoc/>
    protected override int StateCount => 2;

    /// <inheritdoc/>
    protected override void Begin(long step)
    {
        // ε is added to √v, not to √v̂ as in Adam.
        var root = moments.RootScale(step);
        rule = new AdamRule(Rate * moments.MeanScale(step), root, moments with { Epsilon = moments.Epsilon * root }, penalty: 0, keep: 1);
    }

    /// <inheritdoc/>
    protected override void Update(Tensor parameter, Tensor gradient, Tensor[] state) =>
        parameter.Device.Backend.Update(new Rule(rule), parameter, gradient, state[0], state[1], used.Run(gradient)[0]);

    // Not 0 in rows that hold a gradient; a row is what one index of the first axis selects.
    static Tensor Used(Tensor g) => g.Rank < 2
        ? g.Abs()
        : g.Abs().Max([.. Enumerable.Range(1, g.Rank - 1)], keepAxes: true).BroadcastTo(g.Shape).Contiguous();

    readonly struct Rule(AdamRule adam) : IUpdate
    {
        public static int States => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<N>(ref N p, ref N m, ref N v, ref N used, N g) where N : struct, IFormula<N>
        {
            var (moved, mean, square) = (p, m, v);
            adam.Step(ref moved, ref mean, ref square, ref used, g);
            (p, m, v) = (N.Select(used, moved, p), N.Select(used, mean, m), N.Select(used, square, v));
        }
    }
}
