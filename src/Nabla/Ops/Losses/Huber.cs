using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>The loss of regression with some outliers (Huber 1964).</summary>
public static class HuberOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// Mean of ½ d² where d = |x − target| ≤ δ, else δ (d − ½ δ). Maximum likelihood of noise with Huber's least favourable density:
        /// normal within δ, Laplace tails beyond.
        /// </summary>
        /// <param name="target">What x should be.</param>
        /// <param name="delta">δ &gt; 0.</param>
        /// <param name="reduction">How the elements' losses are put together.</param>
        /// <shape>x (…), target (…) → () or, without reduction, (…)</shape>
        /// <exception cref="ShapeException">Shapes that differ.</exception>
        /// <exception cref="ArgumentOutOfRangeException">δ is not above 0.</exception>
        public Tensor Huber(Tensor target, double delta = 1, Reduction reduction = Reduction.Mean)
        {
            MeanSquaredErrorOp.Infer("Huber", x, target);
            return delta > 0
                ? Reductions.Loss(x, target, reduction, new Huber(delta, 1))
                : throw new ArgumentOutOfRangeException(nameof(delta), $"Huber: δ must be above 0, got {delta}.");
        }
    }
}

readonly struct Huber(double delta, double scale) : IBinary
{
    // With m = min(d, δ) both cases are m (d − m/2).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x, N t) where N : struct, IFormula<N>
    {
        var d = N.Abs(x - t);
        var m = N.Min(d, N.Of(delta));
        return N.Of(scale) * m * (d - N.Of(0.5) * m);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N SlopeA<N>(N x, N t) where N : struct, IFormula<N> => N.Of(scale) * N.Max(N.Min(x - t, N.Of(delta)), N.Of(-delta));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N SlopeB<N>(N x, N t) where N : struct, IFormula<N> => N.Of(scale) * N.Max(N.Min(t - x, N.Of(delta)), N.Of(-delta));
}
