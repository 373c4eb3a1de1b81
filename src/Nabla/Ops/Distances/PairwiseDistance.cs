namespace Nabla;

/// <summary>Distance of vectors.</summary>
public static class PairwiseDistanceOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// |x − other + ε|_p = (Σ |x − other + ε|ᵖ)^(1/p) along the last axis; p may be 1, 2, ∞ or any other number above 0.
        /// </summary>
        /// <param name="other">The other vectors; shapes broadcast.</param>
        /// <param name="power">p.</param>
        /// <param name="epsilon">ε, which keeps the gradient finite where both are equal (PyTorch's place and value).</param>
        /// <shape>x (…, D), other (…, D) → (…)</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast.</exception>
        /// <exception cref="ArgumentOutOfRangeException">p is not above 0.</exception>
        public Tensor PairwiseDistance(Tensor other, double power = 2, double epsilon = 1e-6)
        {
            if (!(power > 0))
                throw new ArgumentOutOfRangeException(nameof(power), $"PairwiseDistance: p must be above 0, got {power}.");
            var d = x - other + epsilon;
            return power switch
            {
                1 => d.AbsoluteSum([-1]),
                2 => d.Norm(-1),
                double.PositiveInfinity => d.Abs().Max(-1),
                _ => d.Abs().Power(power).Sum(-1).Power(1 / power),
            };
        }
    }
}
