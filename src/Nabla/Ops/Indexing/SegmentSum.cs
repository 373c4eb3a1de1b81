namespace Nabla;

/// <summary>
/// Sums, means and extremes over parts of an axis that lie one behind the other: sequences of different lengths without padding.
/// </summary>
public static class SegmentSumOp
{
    extension(Tensor x)
    {
        /// <summary>The sum over each segment of an axis; 0 for an empty one.</summary>
        /// <shape>x (…, N, …), lengths (S) int64 or int32 that sum to N → (…, S, …)</shape>
        /// <exception cref="ShapeException">Lengths that are no vector of integers, negative, or do not sum to N.</exception>
        public Tensor SegmentSum(Tensor lengths, int axis = 0)
        {
            var at = x.Shape.Axis(axis);
            return IndexSelectOp.Add(x, at, Places("SegmentSum", x, lengths, at), lengths.Shape[0]);
        }

        /// <summary>The mean over each segment of an axis; NaN for an empty one.</summary>
        /// <shape>x (…, N, …), lengths (S) int64 or int32 that sum to N → (…, S, …)</shape>
        /// <exception cref="ShapeException">
        /// Lengths that are no vector of integers, negative, or do not sum to N, or elements that are not floating-point.
        /// </exception>
        public Tensor SegmentMean(Tensor lengths, int axis = 0)
        {
            SumOp.RequireFloating("SegmentMean", x);
            var at = x.Shape.Axis(axis);
            var sums = IndexSelectOp.Add(x, at, Places("SegmentMean", x, lengths, at), lengths.Shape[0]);
            return sums / lengths.To(x.DType).Reshape([lengths.Shape[0], .. Enumerable.Repeat(1, x.Rank - 1 - at)]);
        }

        /// <summary>
        /// The largest element of each segment of an axis, NaN winning; −∞ (the least whole number) for an empty one. Equal elements share
        /// the gradient.
        /// </summary>
        /// <shape>x (…, N, …), lengths (S) int64 or int32 that sum to N → (…, S, …)</shape>
        /// <exception cref="ShapeException">Lengths that are no vector of integers, negative, or do not sum to N.</exception>
        public Tensor SegmentMax(Tensor lengths, int axis = 0) => Extreme("SegmentMax", x, lengths, axis, largest: true);

        /// <summary>
        /// The smallest element of each segment of an axis, NaN winning; +∞ (the largest whole number) for an empty one. Equal elements
        /// share the gradient.
        /// </summary>
        /// <shape>x (…, N, …), lengths (S) int64 or int32 that sum to N → (…, S, …)</shape>
        /// <exception cref="ShapeException">Lengths that are no vector of integers, negative, or do not sum to N.</exception>
        public Tensor SegmentMin(Tensor lengths, int axis = 0) => Extreme("SegmentMin", x, lengths, axis, largest: false);
    }

    static Tensor Extreme(string who, Tensor x, Tensor lengths, int axis, bool largest)
    {
        var at = x.Shape.Axis(axis);
        var places = Places(who, x, lengths, at).Reshape([x.Shape[at], .. Enumerable.Repeat(1, x.Rank - 1 - at)]).BroadcastTo(x.Shape);
        var start = Tensor.Full(x.Shape.With(at, lengths.Shape[0]), ScatterExtremumOp.Start(x.DType, largest), x.DType, x.Device);
        return largest ? start.ScatterMax(at, places, x) : start.ScatterMin(at, places, x);
    }

    // The segment of each element of the axis: how many segments end at it or before.
    static Tensor Places(string who, Tensor x, Tensor lengths, int axis)
    {
        GatherOp.RequireIndex(who, lengths);
        if (lengths.Rank != 1)
            throw new ShapeException($"{who}: the lengths must be a vector, got {lengths.Shape}.");
        var sizes = lengths.To(DType.Int64);
        if (!Device.Recording)
            RequireSum(who, sizes.ToArray<long>(), x.Shape, axis);
        var ends = sizes.CumulativeSum(0);
        var places = ends.SearchSorted(Tensor.Range(x.Shape[axis]), right: true);
        if (!Device.Recording || sizes.Shape[0] == 0)
            return places;

        // In a captured step lengths cannot be read: those that do not fit give an index that does not exist.
        var fits = ends.Slice(0, sizes.Shape[0] - 1, 1).EqualTo(x.Shape[axis]).LogicalAnd(sizes.GreaterOrEqual(0).All());
        return fits.Where(places, Tensor.Scalar(-1, DType.Int64, x.Device));
    }

    static void RequireSum(string who, long[] lengths, Shape shape, int axis)
    {
        if (lengths.Any(length => length < 0) || lengths.Sum() != shape[axis])
            throw new ShapeException(
                $"{who}: the lengths must be at least 0 and sum to {shape[axis]}, axis {axis} of {shape}, "
                + $"got {string.Join(" + ", lengths)}.");
    }
}
