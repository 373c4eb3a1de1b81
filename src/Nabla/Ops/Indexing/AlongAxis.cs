namespace Nabla;

/// <summary>Gather and scatter whose index broadcasts along the other axes: NumPy's take_along_axis and put_along_axis.</summary>
public static class AlongAxisOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// y[…, i, …] = x[…, index[…, i, …], …]; along the other axes x and index broadcast. Takes what ArgSort or ArgMax found.
        /// </summary>
        /// <shape>x (…, N, …), index (…, M, …) int64 or int32 → (…, M, …)</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast, or an index not made of integers.</exception>
        /// <exception cref="ArgumentOutOfRangeException">An index is not in 0 … N − 1.</exception>
        public Tensor TakeAlong(int axis, Tensor index)
        {
            var at = x.Shape.Axis(axis);
            var shape = Infer("TakeAlong", x.Shape, at, index);
            return x.BroadcastTo(shape.With(at, x.Shape[at])).Gather(at, index.BroadcastTo(shape.With(at, index.Shape[at])));
        }

        /// <summary>y = x, then y[…, index[…, i, …], …] = source[…, i, …]; index and source broadcast to x along the other axes.</summary>
        /// <shape>x (…, N, …), index (…, M, …) int64 or int32, source (…, M, …) → (…, N, …)</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast, or an index not made of integers.</exception>
        /// <exception cref="ArgumentOutOfRangeException">An index is not in 0 … N − 1.</exception>
        public Tensor PutAlong(int axis, Tensor index, Tensor source)
        {
            var at = x.Shape.Axis(axis);
            var shape = Infer("PutAlong", x.Shape, at, index);
            var wide = shape.With(at, index.Shape[at]);
            return x.Scatter(at, index.BroadcastTo(wide), source.BroadcastTo(wide));
        }
    }

    static Shape Infer(string who, Shape x, int axis, Tensor index)
    {
        GatherOp.RequireIndex(who, index);
        return index.Rank == x.Rank && Shape.Broadcast(x.With(axis, 1), index.Shape.With(axis, 1)) is { } shape
            ? shape
            : throw new ShapeException($"{who}: the index must broadcast to {x} along all axes but {axis}, got {index.Shape}.");
    }
}
