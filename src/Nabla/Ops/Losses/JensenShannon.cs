using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>A symmetric, bounded difference of two distributions (Lin 1991).</summary>
public static class JensenShannonOp
{
    extension(Tensor probabilities)
    {
        /// <summary>
        /// ½ KL(p ‖ m) + ½ KL(q ‖ m) with m = (p + q) / 2, along the last axis: from 0 to ln 2, in nats. No maximum likelihood: half the
        /// information that a draw gives about which of both it came from. Where a probability is 0 its gradient, −∞, is taken as 0.
        /// </summary>
        /// <param name="other">q.</param>
        /// <param name="reduction">How the rows' divergences are put together.</param>
        /// <shape>probabilities (…, C), other (…, C) → () or, without reduction, (…)</shape>
        /// <exception cref="ShapeException">Shapes that differ.</exception>
        public Tensor JensenShannon(Tensor other, Reduction reduction = Reduction.Mean)
        {
            MeanSquaredErrorOp.Infer("JensenShannon", probabilities, other);
            return Binary.Apply<JensenShannon>(probabilities, other).Sum(-1).Reduce(reduction);
        }
    }
}

readonly struct JensenShannon : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N p, N q) where N : struct, IFormula<N> => p * SlopeA(p, q) + q * SlopeA(q, p);

    // ½ ln(p / m)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N SlopeA<N>(N p, N q) where N : struct, IFormula<N>
    {
        var none = N.Equal(p, N.Of(0));
        return N.Of(0.5) * (N.Log(N.Select(none, N.Of(1), p)) - N.Log(N.Select(none, N.Of(1), N.Of(0.5) * (p + q))));
    }

    public N SlopeB<N>(N p, N q) where N : struct, IFormula<N> => SlopeA(q, p);
}
