namespace Nabla;

/// <summary>Probabilities that are large for small scores.</summary>
public static class SoftminOp
{
    extension(Tensor x)
    {
        /// <summary>y = e⁻ˣ / Σ e⁻ˣ along the last axis.</summary>
        /// <shape>(…, C) → (…, C)</shape>
        /// <exception cref="ShapeException">A scalar, or elements that are not floating-point.</exception>
        public Tensor Softmin() => (-x).Softmax();
    }
}
