namespace Nabla;

/// <summary>Differences of neighbours.</summary>
public static class DiffOp
{
    extension(Tensor x)
    {
        /// <summary>yᵢ = xᵢ₊₁ − xᵢ along an axis, <paramref name="order"/> times, until nothing is left.</summary>
        /// <shape>(…, N, …) → (…, max(0, N − order), …)</shape>
        /// <exception cref="ShapeException">The axis does not exist, or the order is negative.</exception>
        public Tensor Diff(int axis = -1, int order = 1)
        {
            var at = x.Shape.Axis(axis);
            if (order < 0)
                throw new ShapeException($"Diff: the order must be at least 0, got {order}.");
            var y = x;
            for (var i = 0; i < order && y.Shape[at] > 0; i++)
                y = y.Slice(at, 1, y.Shape[at] - 1) - y.Slice(at, 0, y.Shape[at] - 1);
            return y;
        }
    }
}
