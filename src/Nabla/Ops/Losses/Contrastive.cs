namespace Nabla;

/// <summary>The loss of siamese networks (Hadsell, Chopra, LeCun 2006).</summary>
public static class ContrastiveOp
{
    extension(Tensor first)
    {
        /// <summary>
        /// Mean of ½ (s d² + (1 − s) max(0, margin − d)²), d = |first − second|: pulls similar pairs together, pushes others apart up to
        /// the margin. No maximum likelihood.
        /// </summary>
        /// <param name="second">The other vectors.</param>
        /// <param name="similar">s: 1 for pairs that belong together, else 0.</param>
        /// <param name="margin">Distance from which on others cost nothing.</param>
        /// <param name="reduction">How the pairs' losses are put together.</param>
        /// <shape>first (…, D), second (…, D), similar (…) → () or, without reduction, (…)</shape>
        /// <exception cref="ShapeException">Shapes that do not fit.</exception>
        public Tensor Contrastive(Tensor second, Tensor similar, double margin = 1, Reduction reduction = Reduction.Mean)
        {
            CosineEmbeddingOp.InferPairs("Contrastive", first, second, similar);
            var difference = first - second;
            var missing = (margin - difference.Norm(-1)).Relu().Square();
            return (0.5 * (similar * difference.Square().Sum(-1) + (1 - similar) * missing)).Reduce(reduction);
        }
    }
}
