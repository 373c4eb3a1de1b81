namespace Nabla;

/// <summary>Differences of neighbours.</summary>
public static class DiffOp
{
    extension(Tensor x)
    {
        /// <summary>yᵢ = xᵢ₊₁ − xᵢ along an axis, <paramref name="order"/> times.</summary>
        /// <shape>(…, N, …) → (…, N − order, …)</shape>
        /// <exception cref="ShapeException">The axis does not exist or is shorter than the order.</exception>
        public Tensor Diff(int axis = -1, int order = 1)
        {
            var at = x.Shape.Axis(axis);
            if (order < 0 || order > x.Shape[at])
                throw new ShapeException($"Diff: the order must be in 0 … {x.Shape[at]}, the size of axis {at} of {x.Shape}, got {order}.");
            var y = x;
            for (var i = 0; i < order; i++)
                y = y.Slice(at, 1, y.Shape[at] - 1) - y.Slice(at, 0, y.Shape[at] - 1);
            return y;
        }
    }
}
