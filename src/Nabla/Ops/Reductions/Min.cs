namespace Nabla;

/// <summary>Smallest elements and their positions.</summary>
public static class MinOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// The smallest element over the given axes, all if none are given; NaN wins. The gradient is shared equally among equal elements.
        /// </summary>
        /// <shape>(…, N, …) → (…) or (…, 1, …)</shape>
        /// <exception cref="ShapeException">An axis does not exist or is named twice, there are no elements, or they are bool.</exception>
        public Tensor Min(ReadOnlySpan<int> axes = default, bool keepAxes = false) =>
            Extremum.Values("Min", ReduceKind.Min, x, axes, keepAxes);

        /// <summary>The smallest element along one axis.</summary>
        /// <shape>(…, N, …) → (…)</shape>
        public Tensor Min(int axis, bool keepAxes = false) => x.Min([axis], keepAxes);

        /// <summary>The position of the smallest element along an axis as int64, the first if equal; NaN wins.</summary>
        /// <shape>(…, N, …) → (…) or (…, 1, …)</shape>
        /// <exception cref="ShapeException">The axis does not exist or is empty, or the elements are bool.</exception>
        public Tensor ArgMin(int axis = -1, bool keepAxes = false) =>
            Extremum.Positions("ArgMin", x, axis, keepAxes, smallest: true);
    }
}
