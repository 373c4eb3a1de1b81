namespace Nabla;

/// <summary>Both ends of the elements.</summary>
public static class MinMaxOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// The smallest and the largest element over the given axes, all if none are given; NaN wins both. Equal elements share the
        /// gradient.
        /// </summary>
        /// <shape>(…, N, …) → both (…) or (…, 1, …)</shape>
        /// <exception cref="ShapeException">An axis does not exist or is named twice, there are no elements, or they are bool.</exception>
        public (Tensor Min, Tensor Max) MinMax(ReadOnlySpan<int> axes = default, bool keepAxes = false) =>
            (x.Min(axes, keepAxes), x.Max(axes, keepAxes));
    }
}
