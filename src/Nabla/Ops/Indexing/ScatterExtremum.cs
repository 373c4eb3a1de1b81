namespace Nabla;

/// <summary>The largest or smallest of the elements that an index sends to one place.</summary>
public static class ScatterExtremumOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// y = the largest of x and the source's elements sent to its place by the index along an axis; NaN wins. Without
        /// <paramref name="includeSelf"/> x shows only where no index points. Equal elements share the gradient.
        /// </summary>
        /// <shape>x (…, N, …), index (…, M, …) int64 or int32, source (…, M, …) → (…, N, …)</shape>
        /// <exception cref="ShapeException">Index and source that differ in shape, or from x along another axis.</exception>
        /// <exception cref="ArgumentOutOfRangeException">An index is not in 0 … N − 1.</exception>
        public Tensor ScatterMax(int axis, Tensor index, Tensor source, bool includeSelf = true) =>
            Run("ScatterMax", ScatterKind.Max, x, axis, index, source, includeSelf);

        /// <summary>As ScatterMax, the smallest.</summary>
        /// <shape>x (…, N, …), index (…, M, …) int64 or int32, source (…, M, …) → (…, N, …)</shape>
        /// <exception cref="ShapeException">Index and source that differ in shape, or from x along another axis.</exception>
        /// <exception cref="ArgumentOutOfRangeException">An index is not in 0 … N − 1.</exception>
        public Tensor ScatterMin(int axis, Tensor index, Tensor source, bool includeSelf = true) =>
            Run("ScatterMin", ScatterKind.Min, x, axis, index, source, includeSelf);
    }

    static Tensor Run(string who, ScatterKind kind, Tensor x, int axis, Tensor index, Tensor source, bool includeSelf)
    {
        var at = x.Shape.Axis(axis);
        ScatterAddOp.Infer(who, x, at, index, source);
        var places = index.To(DType.Int64);
        if (!includeSelf)
        {
            var start = Tensor.Scalar(Start(x.DType, largest: kind == ScatterKind.Max), x.DType, x.Device);
            x = ScatterMeanOp.Counts(x, at, places, DType.Int32).Greater(0).Where(start, x);
        }

        var y = ScatterOp.Into(kind, x, at, places, source);
        return Autograd.Record(y, new Back(at, places, x, source, y), x, source);
    }

    /// <summary>
    /// The largest (or smallest) of no elements, which any element replaces; as an integer ∓∞ is the least (or largest) one.
    /// </summary>
    internal static double Start(DType dtype, bool largest) => (dtype, largest) switch
    {
        (DType.Bool, _) => largest ? 0 : 1,
        (_, true) => double.NegativeInfinity,
        _ => double.PositiveInfinity,
    };

    // Each element that equals the extremum of its place gets an equal share of g.
    sealed class Back(int axis, Tensor index, Tensor x, Tensor source, Tensor y) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            var fromX = x.Detach().EqualTo(y).To(g.DType);
            var fromSource = source.Detach().EqualTo(GatherOp.Run(y.Detach(), axis, index)).To(g.DType);
            var share = g / (fromX + ScatterAddOp.Run(fromSource, axis, index, x.Shape[axis]));
            if (to.Needs(0))
                to[0] = fromX * share;
            if (to.Needs(1))
                to[1] = fromSource * GatherOp.Run(share, axis, index);
        }
    }
}
