namespace Nabla;

/// <summary>Areas under sampled curves.</summary>
public static class TrapezoidOp
{
    extension(Tensor y)
    {
        /// <summary>∫ y dx by the trapezoidal rule, Σ ½ (yᵢ + yᵢ₊₁) h along an axis; 0 for a single sample.</summary>
        /// <param name="spacing">h, the distance of two samples.</param>
        /// <param name="axis">The axis of the samples.</param>
        /// <shape>(…, N, …) → (…)</shape>
        /// <exception cref="ShapeException">The axis does not exist, or the elements are not floating-point.</exception>
        public Tensor Trapezoid(double spacing = 1, int axis = -1) => Areas("Trapezoid", y, null, spacing, axis).Sum(axis);

        /// <summary>∫ y dx by the trapezoidal rule, Σ ½ (yᵢ + yᵢ₊₁) (xᵢ₊₁ − xᵢ) along an axis.</summary>
        /// <shape>y (…, N, …), places x (N) or of y's shape → (…)</shape>
        /// <exception cref="ShapeException">
        /// The axis does not exist, x has another shape, or the elements are not floating-point.
        /// </exception>
        public Tensor Trapezoid(Tensor places, int axis = -1) => Areas("Trapezoid", y, places, 1, axis).Sum(axis);

        /// <summary>The running integral by the trapezoidal rule: element i is the area up to sample i + 1.</summary>
        /// <param name="spacing">h, the distance of two samples.</param>
        /// <param name="axis">The axis of the samples.</param>
        /// <shape>(…, N, …) → (…, N − 1, …)</shape>
        /// <exception cref="ShapeException">The axis does not exist, or the elements are not floating-point.</exception>
        public Tensor CumulativeTrapezoid(double spacing = 1, int axis = -1) =>
            Areas("CumulativeTrapezoid", y, null, spacing, axis).CumulativeSum(axis);

        /// <summary>The running integral by the trapezoidal rule over samples at given places.</summary>
        /// <shape>y (…, N, …), places x (N) or of y's shape → (…, N − 1, …)</shape>
        /// <exception cref="ShapeException">
        /// The axis does not exist, x has another shape, or the elements are not floating-point.
        /// </exception>
        public Tensor CumulativeTrapezoid(Tensor places, int axis = -1) =>
            Areas("CumulativeTrapezoid", y, places, 1, axis).CumulativeSum(axis);
    }

    // The area between each sample and the next.
    static Tensor Areas(string who, Tensor y, Tensor? places, double spacing, int axis)
    {
        var at = y.Shape.Axis(axis);
        SumOp.RequireFloating(who, y);
        var gaps = Math.Max(0, y.Shape[at] - 1);
        var sums = y.Slice(at, 0, gaps) + y.Slice(at, Math.Min(1, y.Shape[at]), gaps);
        return places is null ? sums * (spacing / 2) : sums * (Along(who, y, places, at).Diff(places.Rank == 1 ? 0 : at) * 0.5);
    }

    /// <summary>The places of the samples along an axis: of a vector, with the axes behind it.</summary>
    internal static Tensor Along(string who, Tensor y, Tensor places, int axis)
    {
        if (places.Shape == y.Shape && y.Rank != 1)
            return places;
        if (places.Shape != [y.Shape[axis]])
            throw new ShapeException(
                $"{who}: the places must be ({y.Shape[axis]}), the size of axis {axis}, or {y.Shape}, got {places.Shape}.");
        int[] sizes = [y.Shape[axis], .. Enumerable.Repeat(1, y.Rank - 1 - axis)];
        return places.Reshape(sizes);
    }
}
