namespace Nabla;

/// <summary>Cosine of the angle between vectors.</summary>
public static class CosineSimilarityOp
{
    extension(Tensor x)
    {
        /// <summary>x · other / (max(|x|, ε) max(|other|, ε)) along the last axis.</summary>
        /// <param name="other">The other vectors; shapes broadcast.</param>
        /// <param name="epsilon">Smallest length that is divided by.</param>
        /// <shape>x (…, D), other (…, D) → (…)</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast.</exception>
        public Tensor CosineSimilarity(Tensor other, double epsilon = 1e-8) =>
            (x.ToUnitNorm(epsilon: epsilon) * other.ToUnitNorm(epsilon: epsilon)).Sum(-1);
    }
}
