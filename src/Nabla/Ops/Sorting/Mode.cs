namespace Nabla;

/// <summary>The most frequent element.</summary>
public static class ModeOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// The most frequent element of an axis, the smallest if several are, and the position of its last occurrence. The gradient goes to
        /// that one.
        /// </summary>
        /// <shape>(…, N, …) → (…) or (…, 1, …), position int64</shape>
        /// <exception cref="ShapeException">The axis does not exist or is empty.</exception>
        public (Tensor Value, Tensor Position) Mode(int axis = -1, bool keepAxes = false)
        {
            var at = Chosen.Infer("Mode", x, axis);
            var order = x.ArgSort(at);
            var position = GatherOp.Run(order, at, LongestRun(GatherOp.Run(x.Detach(), at, order), at));
            return Chosen.At(x, at, position, keepAxes);
        }
    }

    // Where the longest run of equal elements of a sorted axis ends: an element's run began where the last new element stood.
    static Tensor LongestRun(Tensor sorted, int axis)
    {
        var size = sorted.Shape[axis];
        if (size == 1)
            return Tensor.Zeros(sorted.Shape, DType.Int64, sorted.Device);
        var isNew = sorted.Slice(axis, 1, size - 1).NotEqualTo(sorted.Slice(axis, 0, size - 1)).To(DType.Int64).Pad(axis, 1, 0);
        var number = Tensor.Ones(sorted.Shape, DType.Int64, sorted.Device).CumulativeSum(axis) - 1;
        var begin = (isNew * number).CumulativeMax(axis).Values;
        return (number - begin).ArgMax(axis, keepAxes: true);
    }
}
