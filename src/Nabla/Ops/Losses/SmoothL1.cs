namespace Nabla;

/// <summary>The loss of box regression (Girshick 2015).</summary>
public static class SmoothL1Op
{
    extension(Tensor x)
    {
        /// <summary>
        /// Mean of d² / (2β) where d = |x − target| &lt; β, else d − ½ β: <c>Huber</c> divided by β, with its probabilistic model. For β = 0
        /// the absolute error.
        /// </summary>
        /// <param name="target">What x should be.</param>
        /// <param name="beta">β ≥ 0.</param>
        /// <param name="reduction">How the elements' losses are put together.</param>
        /// <shape>x (…), target (…) → () or, without reduction, (…)</shape>
        /// <exception cref="ShapeException">Shapes that differ.</exception>
        /// <exception cref="ArgumentOutOfRangeException">β is negative.</exception>
        public Tensor SmoothL1(Tensor target, double beta = 1, Reduction reduction = Reduction.Mean)
        {
            MeanSquaredErrorOp.Infer("SmoothL1", x, target);
            return beta switch
            {
                > 0 => Reductions.Loss(x, target, reduction, new Huber(beta, 1 / beta)),
                0 => x.MeanAbsoluteError(target, reduction),
                _ => throw new ArgumentOutOfRangeException(nameof(beta), $"SmoothL1: β must not be negative, got {beta}."),
            };
        }
    }
}
