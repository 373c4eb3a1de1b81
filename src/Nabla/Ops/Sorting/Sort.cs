namespace Nabla;

/// <summary>Elements in order.</summary>
public static class SortOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// The elements of an axis in rising (or falling) order, and where each came from. Stable: equal elements keep their order, also
        /// when falling; NaN counts as the largest. The gradient goes back to where the elements came from.
        /// </summary>
        /// <shape>(…, N, …) → (…, N, …), positions int64</shape>
        /// <exception cref="ShapeException">The axis does not exist.</exception>
        public (Tensor Values, Tensor Positions) Sort(int axis = -1, bool descending = false)
        {
            var positions = x.ArgSort(axis, descending);
            return (x.Rank == 0 ? x : GatherOp.Run(x, x.Shape.Axis(axis), positions), positions);
        }

        /// <summary>
        /// The positions that sort an axis: <c>x.TakeAlong(axis, x.ArgSort(axis))</c> is sorted. Stable; NaN counts as the largest.
        /// </summary>
        /// <shape>(…, N, …) → (…, N, …) int64</shape>
        /// <exception cref="ShapeException">The axis does not exist.</exception>
        public Tensor ArgSort(int axis = -1, bool descending = false) => x.Rank == 0
            ? Tensor.Scalar(0, DType.Int64, x.Device)
            : Positions(x, x.Shape.Axis(axis), descending, x.Shape[axis]);
    }

    /// <summary>The positions of the first <paramref name="count"/> elements in order.</summary>
    internal static Tensor Positions(Tensor x, int axis, bool descending, int count)
    {
        var y = Tensor.Empty(x.Shape.With(axis, count), DType.Int64, x.Device);
        x.Backend.Order(x, axis, descending, y);
        return y;
    }
}
