namespace Nabla;

/// <summary>How often each number occurs.</summary>
public static class BinCountOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// y[n] = how many elements are n, or the sum of their weights, for n = 0, 1, … up to the largest element, or to
        /// <paramref name="least"/> − 1 if that is more.
        /// </summary>
        /// <shape>x (N) int64 or int32 ≥ 0, weights (N) → (classes) int64, or the weights' dtype</shape>
        /// <exception cref="ShapeException">x is no vector of integers, or the weights have another shape.</exception>
        /// <exception cref="ArgumentOutOfRangeException">An element is negative.</exception>
        /// <exception cref="InvalidOperationException">Inside a captured step: the length depends on the data.</exception>
        public Tensor BinCount(Tensor? weights = null, int least = 0)
        {
            GatherOp.RequireIndex("BinCount", x);
            if (x.Rank != 1 || weights is not null && weights.Shape != x.Shape)
                throw new ShapeException(
                    $"BinCount: x must be a vector and the weights have its shape, "
                    + $"got {x.Shape} and {weights?.Shape.ToString() ?? "none"}.");
            NonZeroOp.RequireEager("BinCount");
            var classes = Math.Max(least, x.Length == 0 ? 0 : checked((int)x.Max().Item() + 1));
            var ones = weights ?? Tensor.Full([], 1, DType.Int64, x.Device).BroadcastTo(x.Shape);
            return Tensor.Zeros([classes], ones.DType, x.Device).IndexAdd(0, x, ones);
        }
    }
}
