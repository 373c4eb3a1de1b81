namespace Nabla;

/// <summary>Linear recurrences.</summary>
public static class LinearScanOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// yᵢ = aᵢ yᵢ₋₁ + xᵢ along an axis, beginning with y₀ = x₀ (a₀ is not used): moving averages, linear recurrent layers.
        /// </summary>
        /// <shape>x (…, N, …), a of the same shape → (…, N, …)</shape>
        /// <exception cref="ShapeException">Another shape or dtype of a, or elements that are not floating-point.</exception>
        public Tensor LinearScan(Tensor a, int axis)
        {
            var at = x.Shape.Axis(axis);
            if (!x.DType.IsFloating() || a.DType != x.DType || a.Shape != x.Shape)
                throw new ShapeException(
                    $"LinearScan: both must be floating-point and of one shape, "
                    + $"got {x.Shape} {x.DType.Name()} and {a.Shape} {a.DType.Name()}.");
            return Run(x, a, at, reverse: false);
        }
    }

    /// <summary>The same from the end: yᵢ = aᵢ yᵢ₊₁ + xᵢ.</summary>
    internal static Tensor Run(Tensor x, Tensor a, int axis, bool reverse)
    {
        var y = Tensor.Empty(x.Shape, x.DType, x.Device);
        x.Backend.LinearScan(x, a, axis, reverse, y);
        return Autograd.Record(y, new Back(a, y, axis, reverse), x, a);
    }

    // dxᵢ = gᵢ + aᵢ₊₁ dxᵢ₊₁, the recurrence from the other end; daᵢ = dxᵢ yᵢ₋₁
    sealed class Back(Tensor a, Tensor y, int axis, bool reverse) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            var shifted = reverse ? Scans.Previous(a, axis, 0) : Scans.Next(a, axis, 0);
            var dx = Run(g, shifted, axis, !reverse);
            to[0] = dx;
            if (to.Needs(1))
                to[1] = dx * (reverse ? Scans.Next(y, axis, 0) : Scans.Previous(y, axis, 0));
        }
    }
}
