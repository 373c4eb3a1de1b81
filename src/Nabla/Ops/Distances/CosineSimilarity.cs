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
        public Tensor CosineSimilarity(Tensor other, double epsilon = 1e-8) => (Unit(x, epsilon) * Unit(other, epsilon)).Sum(-1);
    }

    /// <summary>x / max(|x|, ε) along the last axis: vectors of length 1.</summary>
    internal static Tensor Unit(Tensor x, double epsilon) => x / x.Norm(-1, keepAxes: true).Clamp(epsilon, double.PositiveInfinity);
}
