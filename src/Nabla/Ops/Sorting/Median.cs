namespace Nabla;

/// <summary>The element in the middle.</summary>
public static class MedianOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// The element of an axis with as many below as above it, and its position; of an even number of elements the lower of the two in
        /// the middle. NaN if any is NaN. The gradient goes to that element.
        /// </summary>
        /// <shape>(…, N, …) → (…) or (…, 1, …), position int64</shape>
        /// <exception cref="ShapeException">The axis does not exist or is empty.</exception>
        public (Tensor Value, Tensor Position) Median(int axis, bool keepAxes = false)
        {
            var at = Chosen.Infer("Median", x, axis);
            var order = x.ArgSort(at);
            var position = order.Slice(at, (x.Shape[at] - 1) / 2, 1);
            if (x.DType.IsFloating())
                position = FirstNaN(x, at, order, position);
            return Chosen.At(x, at, position, keepAxes);
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
