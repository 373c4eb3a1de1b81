namespace Nabla;

/// <summary>Lengths of vectors.</summary>
public static class NormOp
{
    extension(Tensor x)
    {
        /// <summary>Euclidean length √Σ x² over the given axes, all if none are given; the gradient x / y is 0 where all elements are 0.</summary>
        /// <shape>(…, N, …) → (…) or (…, 1, …)</shape>
        /// <exception cref="ShapeException">An axis does not exist or is named twice, or the elements are not floating-point.</exception>
        public Tensor Norm(ReadOnlySpan<int> axes = default, bool keepAxes = false)
        {
            SumOp.RequireFloating("Norm", x);
            var squares = SumOf.Unary<Square>(x, axes, keepAxes);

            // Where the sum is 0 the root's slope is infinite: its gradient is cut off there.
            var zero = squares.EqualTo(0);
            return zero.Where(Tensor.Scalar(0, x.DType, x.Device), zero.Where(Tensor.Scalar(1, x.DType, x.Device), squares).Sqrt());
        }

        /// <summary>Euclidean length along one axis.</summary>
        /// <shape>(…, N, …) → (…)</shape>
        public Tensor Norm(int axis, bool keepAxes = false) => x.Norm([axis], keepAxes);

        /// <summary>Sum of absolute values Σ |x| over the given axes, all if none are given.</summary>
        /// <shape>(…, N, …) → (…) or (…, 1, …)</shape>
        /// <exception cref="ShapeException">An axis does not exist or is named twice, or the elements are bool.</exception>
        public Tensor AbsoluteSum(ReadOnlySpan<int> axes = default, bool keepAxes = false) =>
            SumOf.Unary<Abs>(x, axes, keepAxes);
    }
}
