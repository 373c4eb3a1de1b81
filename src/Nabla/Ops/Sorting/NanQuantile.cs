namespace Nabla;

/// <summary>Middle and quantiles of what is not NaN.</summary>
public static class NanQuantileOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// The median of the elements of an axis that are not NaN, the lower of two in the middle, and its position; NaN if all are. The
        /// gradient goes to that element.
        /// </summary>
        /// <shape>(…, N, …) → (…) or (…, 1, …), position int64</shape>
        /// <exception cref="ShapeException">The axis does not exist or is empty.</exception>
        public (Tensor Value, Tensor Position) NanMedian(int axis, bool keepAxes = false)
        {
            var at = Chosen.Infer("NanMedian", x, axis);
            var zero = Tensor.Scalar(0, DType.Int64, x.Device);
            var middle = (Numbers(x, at) - 1).Maximum(zero).FloorDivide(Tensor.Scalar(2, DType.Int64, x.Device));
            var position = GatherOp.Run(x.ArgSort(at), at, middle);
            return Chosen.At(x, at, position, keepAxes);
        }

        /// <summary>The median of all elements that are not NaN; elements equal to it share the gradient.</summary>
        /// <shape>(…) → ()</shape>
        /// <exception cref="ShapeException">There are no elements.</exception>
        public Tensor NanMedian()
        {
            var y = x.Detach().Reshape(-1).NanMedian(0).Value;
            return Autograd.Record(y, new Extremum.Shared(x, y), x);
        }

        /// <summary>
        /// The value at place q (n − 1) of the n sorted elements of an axis that are not NaN, for each q in [0, 1]; NaN if all are. Several
        /// q give a first axis.
        /// </summary>
        /// <shape>(…, N, …), Q quantiles → (Q, …) or (Q, …, 1, …)</shape>
        /// <exception cref="ArgumentOutOfRangeException">A q is not in [0, 1].</exception>
        /// <exception cref="ShapeException">The axis does not exist or is empty, or the elements are not floating-point.</exception>
        public Tensor NanQuantile(ReadOnlySpan<double> quantiles, int axis, bool keepAxes = false, Interpolation interpolation = Interpolation.Linear)
        {
            var at = QuantileOp.Infer("NanQuantile", x, quantiles, axis);
            var last = (Numbers(x, at) - 1).Maximum(Tensor.Scalar(0, DType.Int64, x.Device));
            var sorted = x.Sort(at).Values;
            return QuantileOp.Each(quantiles, at, keepAxes, q => Between(sorted, at, last.To(DType.Float64) * q, interpolation));
        }

        /// <summary>The quantile of one q.</summary>
        /// <shape>(…, N, …) → (…) or (…, 1, …)</shape>
        /// <exception cref="ArgumentOutOfRangeException">q is not in [0, 1].</exception>
        /// <exception cref="ShapeException">The axis does not exist or is empty, or the elements are not floating-point.</exception>
        public Tensor NanQuantile(double quantile, int axis, bool keepAxes = false, Interpolation interpolation = Interpolation.Linear) =>
            x.NanQuantile([quantile], axis, keepAxes, interpolation).Squeeze(0);

        /// <summary>The quantile of one q over all elements that are not NaN.</summary>
        /// <shape>(…) → ()</shape>
        /// <exception cref="ArgumentOutOfRangeException">q is not in [0, 1].</exception>
        /// <exception cref="ShapeException">There are no elements, or they are not floating-point.</exception>
        public Tensor NanQuantile(double quantile, Interpolation interpolation = Interpolation.Linear) =>
            x.Reshape(-1).NanQuantile(quantile, 0, interpolation: interpolation);
    }

    // How many elements of the axis are not NaN; those are sorted behind the others.
    static Tensor Numbers(Tensor x, int axis) => x.Detach().EqualTo(x.Detach()).To(DType.Int64).Sum(axis, keepAxes: true);

    // The value at a place, which may lie between two elements, of each line.
    static Tensor Between(Tensor sorted, int axis, Tensor place, Interpolation interpolation)
    {
        Tensor At(Tensor whole) => GatherOp.Run(sorted, axis, whole.To(DType.Int64));
        var low = place.Floor();
        var part = (place - low).To(sorted.DType);
        return interpolation switch
        {
            Interpolation.Lower => At(low),
            Interpolation.Higher => At(place.Ceiling()),
            Interpolation.Nearest => At(place.Round()),
            Interpolation.Midpoint => part.EqualTo(0).Where(At(low), At(low).Lerp(At(place.Ceiling()), 0.5)),
            _ => part.EqualTo(0).Where(At(low), At(low).Lerp(At(place.Ceiling()), part)),      // an infinite element less itself is NaN
        };
    }
}
