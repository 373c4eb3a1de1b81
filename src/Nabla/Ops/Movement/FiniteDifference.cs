namespace Nabla;

/// <summary>Derivatives of sampled curves.</summary>
public static class FiniteDifferenceOp
{
    extension(Tensor y)
    {
        /// <summary>
        /// dy/dx along an axis by central differences (yᵢ₊₁ − yᵢ₋₁) / 2h, at both ends by one-sided ones of the given order:
        /// (y₁ − y₀) / h or (−3 y₀ + 4 y₁ − y₂) / 2h.
        /// </summary>
        /// <param name="axis">The axis of the samples.</param>
        /// <param name="spacing">h, the distance of two samples.</param>
        /// <param name="edgeOrder">1 or 2.</param>
        /// <shape>(…, N, …) → (…, N, …)</shape>
        /// <exception cref="ShapeException">
        /// The axis does not exist or is not longer than the order, or the elements are not floating-point.
        /// </exception>
        /// <exception cref="ArgumentOutOfRangeException">An order that is not 1 or 2.</exception>
        public Tensor FiniteDifference(int axis = -1, double spacing = 1, int edgeOrder = 1)
        {
            var at = Infer(y, axis, edgeOrder);
            var n = y.Shape[at];
            Tensor Sample(int i) => y.Slice(at, i, 1);
            var inner = (y.Slice(at, 2, n - 2) - y.Slice(at, 0, n - 2)) * 0.5;
            var (first, last) = edgeOrder == 1
                ? (Sample(1) - Sample(0), Sample(n - 1) - Sample(n - 2))
                : (Sample(1) * 2 - Sample(0) * 1.5 - Sample(2) * 0.5, Sample(n - 1) * 1.5 - Sample(n - 2) * 2 + Sample(n - 3) * 0.5);
            return Tensor.Concat([first, inner, last], at) / spacing;
        }

        /// <summary>
        /// dy/dx along an axis for samples at any places, exact for parabolas inside: with the slopes s of the two gaps h beside a sample,
        /// (h₀ s₁ + h₁ s₀) / (h₀ + h₁); at both ends s, or for order 2 that of the parabola through three samples.
        /// </summary>
        /// <param name="places">x, one for each sample, rising or falling.</param>
        /// <param name="axis">The axis of the samples.</param>
        /// <param name="edgeOrder">1 or 2.</param>
        /// <shape>y (…, N, …), places (N) → (…, N, …)</shape>
        /// <exception cref="ShapeException">
        /// The axis does not exist or is not longer than the order, other sizes of x, or elements that are not floating-point.
        /// </exception>
        /// <exception cref="ArgumentOutOfRangeException">An order that is not 1 or 2.</exception>
        public Tensor FiniteDifference(Tensor places, int axis = -1, int edgeOrder = 1)
        {
            var at = Infer(y, axis, edgeOrder);
            var n = y.Shape[at];
            var h = TrapezoidOp.Along("FiniteDifference", y, places, at).Diff(places.Rank == 1 ? 0 : at);
            var gapAxis = places.Rank == 1 ? 0 : at;
            var s = y.Diff(at) / h;
            Tensor Gap(int i) => h.Slice(gapAxis, i, 1);
            Tensor Slope(int i) => s.Slice(at, i, 1);
            Tensor h0 = h.Slice(gapAxis, 0, n - 2), h1 = h.Slice(gapAxis, 1, n - 2);
            var inner = (h0 * s.Slice(at, 1, n - 2) + h1 * s.Slice(at, 0, n - 2)) / (h0 + h1);
            Tensor End(int edge, int beside) => edgeOrder == 1
                ? Slope(edge)
                : Slope(edge) + Gap(edge) * (Slope(edge) - Slope(beside)) / (Gap(edge) + Gap(beside));
            return Tensor.Concat([End(0, 1), inner, End(n - 2, n - 3)], at);
        }
    }

    static int Infer(Tensor y, int axis, int edgeOrder)
    {
        var at = y.Shape.Axis(axis);
        if (edgeOrder is not (1 or 2))
            throw new ArgumentOutOfRangeException(
                nameof(edgeOrder), $"FiniteDifference: the order at the ends must be 1 or 2, got {edgeOrder}.");
        if (!y.DType.IsFloating() || y.Shape[at] <= edgeOrder)
            throw new ShapeException(
                $"FiniteDifference: axis {at} must have at least {edgeOrder + 1} samples of a floating-point dtype, "
                + $"got {y.Shape} {y.DType.Name()}.");
        return at;
    }
}
