namespace Nabla;

/// <summary>The loss of distances that should be small or large.</summary>
public static class HingeEmbeddingOp
{
    extension(Tensor distances)
    {
        /// <summary>Mean of x where the target is 1, max(0, margin − x) where it is −1. No maximum likelihood.</summary>
        /// <param name="targets">1 for pairs that belong together, else −1.</param>
        /// <param name="margin">Distance from which on others cost nothing; the sub-gradient there is −1.</param>
        /// <param name="reduction">How the elements' losses are put together.</param>
        /// <shape>distances (…), targets (…) → () or, without reduction, (…)</shape>
        /// <exception cref="ShapeException">Shapes that differ.</exception>
        public Tensor HingeEmbedding(Tensor targets, double margin = 1, Reduction reduction = Reduction.Mean)
        {
            MeanSquaredErrorOp.Infer("HingeEmbedding", distances, targets);
            return targets.Greater(0).Where(distances, (margin - distances).Clamp(0, double.PositiveInfinity)).Reduce(reduction);
        }
    }
}
