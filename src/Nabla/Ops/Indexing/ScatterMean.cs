namespace Nabla;

/// <summary>The mean of the elements that an index sends to one place.</summary>
public static class ScatterMeanOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// y = the mean of x and the source's elements sent to its place by the index along an axis. Without <paramref name="includeSelf"/>
        /// x shows only where no index points.
        /// </summary>
        /// <shape>x (…, N, …), index (…, M, …) int64 or int32, source (…, M, …) → (…, N, …)</shape>
        /// <exception cref="ShapeException">
        /// Index and source that differ in shape, or from x along another axis, or are not floating-point.
        /// </exception>
        /// <exception cref="ArgumentOutOfRangeException">An index is not in 0 … N − 1.</exception>
        public Tensor ScatterMean(int axis, Tensor index, Tensor source, bool includeSelf = true)
        {
            var at = x.Shape.Axis(axis);
            ScatterAddOp.Infer("ScatterMean", x, at, index, source);
            var places = index.To(DType.Int64);
            var sums = ScatterAddOp.Run(source, at, places, x.Shape[at]);
            var counts = Counts(x, at, places, x.DType);
            return includeSelf
                ? (x + sums) / (counts + 1)
                : counts.EqualTo(0).Where(x, sums / counts.Maximum(Tensor.Scalar(1, x.DType, x.Device)));
        }
    }

    /// <summary>How many indices point at each element of x.</summary>
    internal static Tensor Counts(Tensor x, int axis, Tensor index, DType dtype) =>
        ScatterAddOp.Run(Tensor.Ones(index.Shape, dtype, x.Device), axis, index, x.Shape[axis]);
}
