using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>How much one distribution differs from another (Kullback, Leibler 1951).</summary>
public static class KlDivergenceOp
{
    extension(Tensor logProbabilities)
    {
        /// <summary>
        /// t (ln t − x), element by element, with x the log-probabilities of the model and t those that are true; 0 where t = 0. Its sum over
        /// the classes is KL(t ‖ eˣ). Maximum likelihood of a categorical variable of which only shares t are known.
        /// </summary>
        /// <param name="target">Probabilities t, or their logarithms.</param>
        /// <param name="logTarget">Whether the target is ln t.</param>
        /// <param name="reduction">Mean divides by the number of elements, as in PyTorch; the divergence of a row is Sum / rows.</param>
        /// <shape>logProbabilities (…), target (…) → () or, without reduction, (…)</shape>
        /// <exception cref="ShapeException">Shapes that differ.</exception>
        public Tensor KlDivergence(Tensor target, bool logTarget = false, Reduction reduction = Reduction.Mean)
        {
            MeanSquaredErrorOp.Infer("KlDivergence", logProbabilities, target);
            return logTarget
                ? (target.Exp() * (target - logProbabilities)).Reduce(reduction)
                : Reductions.Loss<RelativeEntropy>(logProbabilities, target, reduction);
        }
    }
}

readonly struct RelativeEntropy : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x, N t) where N : struct, IFormula<N> => N.Select(N.Equal(t, N.Of(0)), N.Of(0), t * (N.Log(t) - x));

    public N SlopeA<N>(N x, N t) where N : struct, IFormula<N> => -t;

    public N SlopeB<N>(N x, N t) where N : struct, IFormula<N> => N.Log(t) + N.Of(1) - x;
}
