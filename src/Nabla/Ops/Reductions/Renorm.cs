namespace Nabla;

/// <summary>Vectors cut down to a length.</summary>
public static class RenormOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// y = x / max(|x|_p, ε) along an axis: vectors of length 1, those shorter than ε excepted.
        /// </summary>
        /// <param name="power">p, as of VectorNorm.</param>
        /// <param name="axis">The axis along which a vector lies.</param>
        /// <param name="epsilon">Smallest length that is divided by.</param>
        /// <shape>(…, N, …) → (…, N, …)</shape>
        /// <exception cref="ShapeException">The axis does not exist, or the elements are not floating-point.</exception>
        public Tensor ToUnitNorm(double power = 2, int axis = -1, double epsilon = 1e-12) =>
            x / x.VectorNorm(power, [axis], keepAxes: true).Clamp(epsilon, double.PositiveInfinity);

        /// <summary>
        /// Each part x[…, i, …] of an axis whose p-norm is above <paramref name="largest"/> is multiplied by largest / (norm + 10⁻⁷), the
        /// others stay.
        /// </summary>
        /// <param name="power">p, above 0.</param>
        /// <param name="axis">The axis whose parts are measured, over all other axes.</param>
        /// <param name="largest">Norm that no part exceeds, at least 0.</param>
        /// <shape>(…, N, …) → (…, N, …)</shape>
        /// <exception cref="ShapeException">The axis does not exist, there is no other, or the elements are not floating-point.</exception>
        /// <exception cref="ArgumentOutOfRangeException">p is not above 0, or the largest norm is negative.</exception>
        public Tensor Renorm(double power, int axis, double largest)
        {
            var others = Infer(x, power, axis, largest);
            var norm = x.VectorNorm(power, others, keepAxes: true);
            var one = Tensor.Scalar(1, x.DType, x.Device);
            return x * norm.Greater(largest).Where(largest / (norm + 1e-7), one);
        }
    }

    static int[] Infer(Tensor x, double power, int axis, double largest)
    {
        var at = x.Shape.Axis(axis);
        if (x.Rank < 2)
            throw new ShapeException($"Renorm: the input must have an axis besides axis {at}, got {x.Shape}.");
        if (!(power > 0 && largest >= 0))
            throw new ArgumentOutOfRangeException(
                nameof(power), $"Renorm: p must be above 0 and the largest norm at least 0, got {power} and {largest}.");
        return [.. Enumerable.Range(0, x.Rank).Where(other => other != at)];
    }
}
