namespace Nabla;

/// <summary>The element in the middle.</summary>
public static class MedianOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// The element of an axis with as many below as above it, and its position; of an even number of elements the lower of the two in the
        /// middle. NaN if any is NaN. The gradient goes to that element.
        /// </summary>
        /// <shape>(…, N, …) → (…) or (…, 1, …), position int64</shape>
        /// <exception cref="ShapeException">The axis does not exist or is empty.</exception>
        public (Tensor Value, Tensor Position) Median(int axis, bool keepAxis = false)
        {
            var at = x.Shape.Axis(axis);
            if (x.Shape[at] == 0)
                throw new ShapeException($"Median: axis {at} must not be empty, got {x.Shape}.");
            var order = x.ArgSort(at);
            var position = order.Slice(at, (x.Shape[at] - 1) / 2, 1);
            if (x.DType.IsFloating())
                position = FirstNaN(x, at, order, position);
            var value = GatherOp.Run(x, at, position);
            return keepAxis ? (value, position) : (value.Squeeze(at), position.Squeeze(at));
        }

        /// <summary>The median of all elements; elements equal to it share the gradient.</summary>
        /// <shape>(…) → ()</shape>
        /// <exception cref="ShapeException">There are no elements.</exception>
        public Tensor Median()
        {
            var y = x.Detach().Reshape(-1).Median(0).Value;
            return Autograd.Record(y, new Extremum.Shared(x, y), x);
        }
    }

    // NaN is sorted to the end and stably: if the last is NaN, the first NaN stands behind the numbers that are none.
    static Tensor FirstNaN(Tensor x, int axis, Tensor order, Tensor position)
    {
        var sorted = GatherOp.Run(x.Detach(), axis, order);
        var numbers = sorted.EqualTo(sorted).To(DType.Int64).Sum(axis, keepAxes: true);
        var last = Tensor.Scalar(x.Shape[axis] - 1, DType.Int64, x.Device);
        return numbers.Greater(last).Where(position, GatherOp.Run(order, axis, numbers.Minimum(last)));
    }
}
