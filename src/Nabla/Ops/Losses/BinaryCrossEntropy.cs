using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>The loss of yes-or-no questions, of probabilities.</summary>
public static class BinaryCrossEntropyOp
{
    extension(Tensor probabilities)
    {
        /// <summary>
        /// Mean of −w (t max(ln p, −100) + (1 − t) max(ln(1 − p), −100)). Maximum likelihood of a Bernoulli variable with probability p. Of
        /// scores <c>BinaryCrossEntropyWithLogits</c> is exact where this rounds to p = 0 or 1. The gradient divides by at least 1e-12.
        /// </summary>
        /// <param name="targets">Probabilities t in [0, 1].</param>
        /// <param name="reduction">How the elements' losses are put together; the mean divides by their number, not by the weights.</param>
        /// <param name="weights">w, 1 if not given; broadcasts.</param>
        /// <shape>probabilities (…), targets (…) → () or, without reduction, (…)</shape>
        /// <exception cref="ShapeException">Shapes that differ, or weights that do not broadcast to them.</exception>
        public Tensor BinaryCrossEntropy(Tensor targets, Reduction reduction = Reduction.Mean, Tensor? weights = null)
        {
            MeanSquaredErrorOp.Infer("BinaryCrossEntropy", probabilities, targets);
            BinaryCrossEntropyWithLogitsOp.RequireBroadcast("BinaryCrossEntropy", "weights", weights, probabilities);
            return Reductions.Loss<BinaryCrossEntropy>(probabilities, targets, weights, reduction);
        }
    }
}

readonly struct BinaryCrossEntropy : IBinary
{
    // PyTorch's bounds: losses stay finite at 0 and 1.
    const double LowestLog = -100, LeastVariance = 1e-12;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N p, N t) where N : struct, IFormula<N> => -(t * BoundedLog(p) + (N.Of(1) - t) * BoundedLog(N.Of(1) - p));

    // (p − t) / (p (1 − p))
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N SlopeA<N>(N p, N t) where N : struct, IFormula<N> => (p - t) / N.Max(p * (N.Of(1) - p), N.Of(LeastVariance));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N SlopeB<N>(N p, N t) where N : struct, IFormula<N> => BoundedLog(N.Of(1) - p) - BoundedLog(p);

    static N BoundedLog<N>(N p) where N : struct, IFormula<N> => N.Max(N.Log(p), N.Of(LowestLog));
}
