namespace Nabla;

/// <summary>Products of vectors in space.</summary>
public static class CrossOp
{
    extension(Tensor a)
    {
        /// <summary>
        /// a × b = (a₁ b₂ − a₂ b₁, a₂ b₀ − a₀ b₂, a₀ b₁ − a₁ b₀) along an axis: normal to both, as long as the area between them.
        /// </summary>
        /// <shape>(…, 3, …) × (…, 3, …) → broadcast (…, 3, …)</shape>
        /// <exception cref="ShapeException">Ranks that differ, an axis that is not 3 long, or others that do not broadcast.</exception>
        public Tensor Cross(Tensor b, int axis = -1)
        {
            var at = Infer(a, b, axis);
            var ((a0, a1, a2), (b0, b1, b2)) = (Parts(a, at), Parts(b, at));
            return Tensor.Concat([a1 * b2 - a2 * b1, a2 * b0 - a0 * b2, a0 * b1 - a1 * b0], at);
        }

        /// <summary>
        /// The powers of each number: columns xᵏ⁻¹, …, x, 1, or 1, x, … if increasing. Products of one another, exact at 0.
        /// </summary>
        /// <param name="columns">k; as many as there are numbers if not given.</param>
        /// <param name="increasing">Whether the powers rise.</param>
        /// <shape>(…, N) → (…, N, k)</shape>
        /// <exception cref="ShapeException">A scalar, or elements that are bool.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The number of columns is negative.</exception>
        public Tensor Vandermonde(int? columns = null, bool increasing = false)
        {
            if (a.Rank == 0 || a.DType == DType.Bool)
                throw new ShapeException($"Vandermonde: the input must be (…, N) of numbers, got {a.Shape} {a.DType.Name()}.");
            var k = columns ?? a.Shape[-1];
            ArgumentOutOfRangeException.ThrowIfNegative(k, nameof(columns));
            var shape = a.Shape.Insert(-1, k);
            if (k == 0)
                return Tensor.Zeros(shape, a.DType, a.Device);
            var powers = Tensor.Ones(shape.With(-1, 1), a.DType, a.Device);
            if (k > 1)
                powers = Tensor.Concat([powers, a.Unsqueeze(-1).BroadcastTo(shape.With(-1, k - 1)).CumulativeProduct(-1)]);
            return increasing ? powers : powers.Flip(-1);
        }
    }

    static (Tensor, Tensor, Tensor) Parts(Tensor x, int axis) => (x.Slice(axis, 0, 1), x.Slice(axis, 1, 1), x.Slice(axis, 2, 1));

    static int Infer(Tensor a, Tensor b, int axis)
    {
        if (a.Rank != b.Rank || a.Rank == 0)
            throw new ShapeException($"Cross: both must have the same number of axes, got {a.Shape} and {b.Shape}.");
        var at = a.Shape.Axis(axis);
        return a.Shape[at] == 3 && b.Shape[at] == 3
            ? at
            : throw new ShapeException($"Cross: axis {at} of both must be 3, got {a.Shape} and {b.Shape}.");
    }
}
