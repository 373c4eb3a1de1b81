namespace Nabla;

/// <summary>Sums and means of what is not NaN.</summary>
public static class NanSumOp
{
    extension(Tensor x)
    {
        /// <summary>y = Σ x of the elements that are not NaN over the given axes, all if none are given; 0 if there are none.</summary>
        /// <shape>(…, N, …) → (…) or (…, 1, …)</shape>
        /// <exception cref="ShapeException">An axis does not exist or is named twice, or the elements are bool.</exception>
        public Tensor NanSum(ReadOnlySpan<int> axes = default, bool keepAxes = false) =>
            (x.DType.IsFloating() ? x.MaskedFill(x.IsNaN(), 0) : x).Sum(axes, keepAxes);

        /// <summary>y = Σ x of the elements of one axis that are not NaN.</summary>
        /// <shape>(…, N, …) → (…)</shape>
        public Tensor NanSum(int axis, bool keepAxes = false) => x.NanSum([axis], keepAxes);

        /// <summary>The mean of the elements that are not NaN over the given axes, all if none are given; NaN if there are none.</summary>
        /// <shape>(…, N, …) → (…) or (…, 1, …)</shape>
        /// <exception cref="ShapeException">An axis does not exist or is named twice, or the elements are not floating-point.</exception>
        public Tensor NanMean(ReadOnlySpan<int> axes = default, bool keepAxes = false)
        {
            SumOp.RequireFloating("NanMean", x);
            return x.NanSum(axes, keepAxes) / x.EqualTo(x).Count(axes, keepAxes).To(x.DType);
        }

        /// <summary>The mean of the elements of one axis that are not NaN.</summary>
        /// <shape>(…, N, …) → (…)</shape>
        public Tensor NanMean(int axis, bool keepAxes = false) => x.NanMean([axis], keepAxes);
    }
}
