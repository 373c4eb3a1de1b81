namespace Nabla;

/// <summary>The loss of pairs that should be ordered (Herbrich, Graepel, Obermayer 2000).</summary>
public static class MarginRankingOp
{
    extension(Tensor first)
    {
        /// <summary>
        /// Mean of max(0, margin − t (first − second)): no maximum likelihood. The sub-gradient at the margin is that of the inside, as in
        /// PyTorch.
        /// </summary>
        /// <param name="second">Scores of the others.</param>
        /// <param name="targets">t: 1 where the first should be larger, −1 where the second should.</param>
        /// <param name="margin">By how much.</param>
        /// <param name="reduction">How the elements' losses are put together.</param>
        /// <shape>first (…), second (…), targets (…) → () or, without reduction, (…)</shape>
        /// <exception cref="ShapeException">Shapes that differ.</exception>
        public Tensor MarginRanking(Tensor second, Tensor targets, double margin = 0, Reduction reduction = Reduction.Mean)
        {
            MeanSquaredErrorOp.Infer("MarginRanking", first, second);
            MeanSquaredErrorOp.Infer("MarginRanking", first, targets);
            return (margin - targets * (first - second)).Clamp(0, double.PositiveInfinity).Reduce(reduction);
        }
    }
}
