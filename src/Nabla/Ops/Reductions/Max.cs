namespace Nabla;

/// <summary>Largest elements and their positions.</summary>
public static class MaxOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// The largest element over the given axes, all if none are given; NaN wins. The gradient is shared equally among equal elements.
        /// </summary>
        /// <shape>(…, N, …) → (…) or (…, 1, …)</shape>
        /// <exception cref="ShapeException">An axis does not exist or is named twice, there are no elements, or they are bool.</exception>
        public Tensor Max(ReadOnlySpan<int> axes = default, bool keepAxes = false) =>
            Extremum.Values("Max", ReduceKind.Max, x, axes, keepAxes);

        /// <summary>The largest element along one axis.</summary>
        /// <shape>(…, N, …) → (…)</shape>
        public Tensor Max(int axis, bool keepAxes = false) => x.Max([axis], keepAxes);

        /// <summary>The position of the largest element along an axis as int64, the first if equal; NaN wins.</summary>
        /// <shape>(…, N, …) → (…) or (…, 1, …)</shape>
        /// <exception cref="ShapeException">The axis does not exist or is empty, or the elements are bool.</exception>
        public Tensor ArgMax(int axis = -1, bool keepAxes = false) =>
            Extremum.Positions("ArgMax", x, axis, keepAxes, smallest: false);
    }
}
