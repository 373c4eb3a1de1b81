namespace Nabla;

/// <summary>Spread of elements.</summary>
public static class VarianceOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// Σ (x − mean)² / (n − correction) over the given axes, all if none are given. Correction 1 estimates the variance of the
        /// population the elements were drawn from, 0 is the variance of the elements themselves.
        /// </summary>
        /// <shape>(…, N, …) → (…) or (…, 1, …)</shape>
        /// <exception cref="ShapeException">An axis does not exist or is named twice, or the elements are not floating-point.</exception>
        public Tensor Variance(ReadOnlySpan<int> axes = default, bool keepAxes = false, double correction = 1)
        {
            var squares = (x - x.Mean(axes, keepAxes: true)).Square().Sum(axes, keepAxes);
            return squares * (1 / Math.Max(0, (double)x.Length / squares.Length - correction));
        }

        /// <summary>The variance along one axis.</summary>
        /// <shape>(…, N, …) → (…)</shape>
        public Tensor Variance(int axis, bool keepAxes = false, double correction = 1) => x.Variance([axis], keepAxes, correction);

        /// <summary>The standard deviation: the square root of Variance.</summary>
        /// <shape>(…, N, …) → (…) or (…, 1, …)</shape>
        /// <exception cref="ShapeException">An axis does not exist or is named twice, or the elements are not floating-point.</exception>
        public Tensor Deviation(ReadOnlySpan<int> axes = default, bool keepAxes = false, double correction = 1) =>
            x.Variance(axes, keepAxes, correction).Sqrt();

        /// <summary>The standard deviation along one axis.</summary>
        /// <shape>(…, N, …) → (…)</shape>
        public Tensor Deviation(int axis, bool keepAxes = false, double correction = 1) => x.Deviation([axis], keepAxes, correction);
    }
}
