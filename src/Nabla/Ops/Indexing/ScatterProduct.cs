namespace Nabla;

/// <summary>Elements multiplied where an index says.</summary>
public static class ScatterProductOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// y = x, then y[…, index[…, i, …], …] · = source[…, i, …] along an axis. Without <paramref name="includeSelf"/> the product begins
        /// at 1 where an index points, so x shows only where none does.
        /// </summary>
        /// <shape>x (…, N, …), index (…, M, …) int64 or int32, source (…, M, …) → (…, N, …)</shape>
        /// <exception cref="ShapeException">Index and source that differ in shape, or from x along another axis.</exception>
        /// <exception cref="ArgumentOutOfRangeException">An index is not in 0 … N − 1.</exception>
        public Tensor ScatterProduct(int axis, Tensor index, Tensor source, bool includeSelf = true)
        {
            var at = x.Shape.Axis(axis);
            ScatterAddOp.Infer("ScatterProduct", x, at, index, source);
            var places = index.To(DType.Int64);
            if (!includeSelf)
                x = ScatterMeanOp.Counts(x, at, places, x.DType).Greater(0).Where(Tensor.Scalar(1, x.DType, x.Device), x);
            return Run(x, at, places, source);
        }
    }

    static Tensor Run(Tensor x, int axis, Tensor index, Tensor source) => Autograd.Record(
        ScatterOp.Into(ScatterKind.Multiply, x, axis, index, source), new Back(axis, index, x, source), x, source);

    // The gradient by a factor is g times the product of the other factors: the product of those that are not 0, divided by the factor
    // itself, if no other is 0. (Where two factors of one product are 0, the second derivative by both is taken as 0.)
    sealed class Back(int axis, Tensor index, Tensor x, Tensor source) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            Tensor zero = Tensor.Scalar(0, g.DType, g.Device), one = Tensor.Scalar(1, g.DType, g.Device);
            Tensor xZero = x.EqualTo(0), sourceZero = source.EqualTo(0);
            Tensor xFactor = xZero.Where(one, x), sourceFactor = sourceZero.Where(one, source);
            var product = Run(xFactor, axis, index, sourceFactor);
            var zeros = xZero.To(g.DType) + ScatterAddOp.Run(sourceZero.To(g.DType), axis, index, x.Shape[axis]);
            if (to.Needs(0))
                to[0] = (zeros - xZero.To(g.DType)).EqualTo(0).Where(g * product / xFactor, zero);
            if (to.Needs(1))
                to[1] = (GatherOp.Run(zeros, axis, index) - sourceZero.To(g.DType)).EqualTo(0)
                    .Where(GatherOp.Run(g * product, axis, index) / sourceFactor, zero);
        }
    }
}
