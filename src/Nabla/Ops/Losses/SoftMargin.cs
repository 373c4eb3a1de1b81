using Nabla.Kernels;

namespace Nabla;

/// <summary>The logistic loss of targets ±1.</summary>
public static class SoftMarginOp
{
    extension(Tensor scores)
    {
        /// <summary>
        /// Mean of ln(1 + e^(−t x)). Maximum likelihood of a variable that is 1 with log-odds x, else −1 (logistic regression).
        /// </summary>
        /// <param name="targets">t: 1 or −1.</param>
        /// <param name="reduction">How the elements' losses are put together.</param>
        /// <shape>scores (…), targets (…) → () or, without reduction, (…)</shape>
        /// <exception cref="ShapeException">Shapes that differ.</exception>
        public Tensor SoftMargin(Tensor targets, Reduction reduction = Reduction.Mean)
        {
            MeanSquaredErrorOp.Infer("SoftMargin", scores, targets);
            return Reductions.Loss<SoftMargin>(scores, targets, reduction);
        }
    }
}

readonly struct SoftMargin : IBinary
{
    public N Value<N>(N x, N t) where N : struct, IFormula<N> => Stable.Softplus(-(t * x));

    public N SlopeA<N>(N x, N t) where N : struct, IFormula<N> => -(t * Stable.Sigmoid(-(t * x)));

    public N SlopeB<N>(N x, N t) where N : struct, IFormula<N> => -(x * Stable.Sigmoid(-(t * x)));
}
