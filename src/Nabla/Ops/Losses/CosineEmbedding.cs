namespace Nabla;

/// <summary>The loss of vectors that should point in the same direction or not.</summary>
public static class CosineEmbeddingOp
{
    // PyTorch's: keeps vectors of length 0 from dividing by 0.
    const double Epsilon = 1e-12;

    extension(Tensor first)
    {
        /// <summary>Mean of 1 − cos where the target is 1, max(0, cos − margin) where it is −1. No maximum likelihood.</summary>
        /// <param name="second">The other vectors.</param>
        /// <param name="targets">1 for pairs that belong together, else −1.</param>
        /// <param name="margin">Cosine up to which others cost nothing, in [−1, 1].</param>
        /// <param name="reduction">How the pairs' losses are put together.</param>
        /// <shape>first (…, D), second (…, D), targets (…) → () or, without reduction, (…)</shape>
        /// <exception cref="ShapeException">Shapes that do not fit.</exception>
        public Tensor CosineEmbedding(Tensor second, Tensor targets, double margin = 0, Reduction reduction = Reduction.Mean)
        {
            InferPairs("CosineEmbedding", first, second, targets);
            var cosine = SumOf.Binary<Multiply>(first, second, [-1])
                / ((SumOf.Unary<Square>(first, [-1]) + Epsilon) * (SumOf.Unary<Square>(second, [-1]) + Epsilon)).Sqrt();
            return targets.Greater(0).Where(1 - cosine, (cosine - margin).Clamp(0, double.PositiveInfinity)).Reduce(reduction);
        }
    }

    /// <summary>Two sets of vectors and one number for each pair.</summary>
    internal static void InferPairs(string who, Tensor first, Tensor second, Tensor targets)
    {
        MeanSquaredErrorOp.Infer(who, first, second);
        if (first.Rank == 0 || targets.Shape != first.Shape.Remove(-1))
            throw new ShapeException($"{who}: the targets must be {(first.Rank == 0 ? first.Shape : first.Shape.Remove(-1))}, one for each pair, got {targets.Shape}.");
    }
}
