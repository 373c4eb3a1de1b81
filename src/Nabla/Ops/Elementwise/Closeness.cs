namespace Nabla;

/// <summary>Equality up to rounding, and of whole tensors.</summary>
public static class ClosenessOp
{
    extension(Tensor a)
    {
        /// <summary>
        /// Where |a − b| ≤ absolute + relative · |b|, or both are equal: so infinities are close to themselves, NaN to NaN only if asked
        /// for.
        /// </summary>
        /// <param name="b">The expected values; shapes broadcast.</param>
        /// <param name="relative">Tolerance in parts of |b|, at least 0.</param>
        /// <param name="absolute">Tolerance in units, at least 0.</param>
        /// <param name="equalNaN">Whether NaN is close to NaN.</param>
        /// <shape>(…) ∘ (…) → broadcast (…) bool</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast, or dtypes that differ.</exception>
        /// <exception cref="ArgumentOutOfRangeException">A tolerance is negative.</exception>
        public Tensor IsClose(Tensor b, double relative = 1e-5, double absolute = 1e-8, bool equalNaN = false)
        {
            if (!(relative >= 0 && absolute >= 0))
                throw new ArgumentOutOfRangeException(
                    nameof(relative), $"IsClose: tolerances must be at least 0, got {relative} and {absolute}.");
            var equal = a.EqualTo(b);
            if (equalNaN)
                equal = equal.LogicalOr(a.IsNaN().LogicalAnd(b.IsNaN()));
            var (x, y) = a.DType.IsFloating() ? (a.Detach(), b.Detach()) : (a.To(DType.Float64), b.To(DType.Float64));
            var far = (x - y).Abs();
            return equal.LogicalOr(far.LessOrEqual(y.Abs() * relative + absolute).LogicalAnd(far.IsFinite()));
        }

        /// <summary>Whether all elements are close, as <c>IsClose</c> says.</summary>
        /// <exception cref="ShapeException">Shapes that do not broadcast, or dtypes that differ.</exception>
        /// <exception cref="ArgumentOutOfRangeException">A tolerance is negative.</exception>
        public bool AllClose(Tensor b, double relative = 1e-5, double absolute = 1e-8, bool equalNaN = false) =>
            a.IsClose(b, relative, absolute, equalNaN).All().Item() != 0;

        /// <summary>Whether both tensors have one shape and equal elements; NaN equals nothing.</summary>
        /// <exception cref="ShapeException">Dtypes that differ.</exception>
        public bool ContentEquals(Tensor b) => a.Shape == b.Shape && a.EqualTo(b).All().Item() != 0;

        /// <summary>Where the element is among those of <paramref name="elements"/>; NaN is in nothing.</summary>
        /// <shape>(…), elements of any shape → (…) bool</shape>
        /// <exception cref="ShapeException">Dtypes that differ.</exception>
        public Tensor IsIn(Tensor elements)
        {
            if (elements.DType != a.DType)
                throw new ShapeException(
                    $"IsIn: both dtypes must be equal, got {a.DType.Name()} and {elements.DType.Name()}; convert one with To.");
            if (elements.Length == 0)
                return Tensor.Zeros(a.Shape, DType.Bool, a.Device);
            var x = a.DType == DType.Bool ? a.To(DType.Int32) : a.Detach();
            var sorted = elements.To(x.DType).Detach().Reshape(-1).Sort().Values;

            // Where it would have to be put in, there it stands if it is there at all; what is larger than all is compared with the last.
            var last = Tensor.Scalar(sorted.Shape[0] - 1, DType.Int64, a.Device);
            var place = sorted.SearchSorted(x).Minimum(last);
            return sorted.IndexSelect(0, place.Reshape(-1)).Reshape(a.Shape.ToArray()).EqualTo(x);
        }
    }
}
