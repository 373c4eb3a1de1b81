namespace Nabla;

/// <summary>Whole slices added, put or filled where an index says.</summary>
public static class IndexAddOp
{
    extension(Tensor x)
    {
        /// <summary>y = x, then y[…, index[i], …] += source[…, i, …] along an axis, in an order that depends on the sizes alone.</summary>
        /// <shape>x (…, N, …), index (M) int64 or int32, source (…, M, …) → (…, N, …)</shape>
        /// <exception cref="ShapeException">Shapes or dtypes that do not fit.</exception>
        /// <exception cref="ArgumentOutOfRangeException">An index is not in 0 … N − 1.</exception>
        public Tensor IndexAdd(int axis, Tensor index, Tensor source)
        {
            var at = x.Shape.Axis(axis);
            Infer("IndexAdd", x, at, index, source);
            return x + IndexSelectOp.Add(source, at, index.To(DType.Int64), x.Shape[at]);
        }

        /// <summary>y = x, then y[…, index[i], …] = source[…, i, …] along an axis; of equal indices the last stays.</summary>
        /// <shape>x (…, N, …), index (M) int64 or int32, source (…, M, …) → (…, N, …)</shape>
        /// <exception cref="ShapeException">Shapes or dtypes that do not fit.</exception>
        /// <exception cref="ArgumentOutOfRangeException">An index is not in 0 … N − 1.</exception>
        public Tensor IndexPut(int axis, Tensor index, Tensor source)
        {
            var at = x.Shape.Axis(axis);
            Infer("IndexPut", x, at, index, source);
            return x.Scatter(at, Spread(index, source.Shape, at), source);
        }

        /// <summary>y = x, then y[…, index[i], …] = value along an axis.</summary>
        /// <shape>x (…, N, …), index (M) int64 or int32 → (…, N, …)</shape>
        /// <exception cref="ShapeException">The index is no vector of integers.</exception>
        /// <exception cref="ArgumentOutOfRangeException">An index is not in 0 … N − 1.</exception>
        public Tensor IndexFill(int axis, Tensor index, double value)
        {
            var at = x.Shape.Axis(axis);
            RequireVector("IndexFill", index);
            WholeConstants.Require("IndexFill", value, x.DType);
            return x.IndexPut(at, index, Tensor.Full(x.Shape.With(at, index.Shape[0]), value, x.DType, x.Device));
        }
    }

    // The vector along its axis, repeated along all others.
    static Tensor Spread(Tensor index, Shape shape, int axis)
    {
        for (var i = axis + 1; i < shape.Rank; i++)
            index = index.Unsqueeze(-1);
        return index.BroadcastTo(shape);
    }

    static void RequireVector(string who, Tensor index)
    {
        GatherOp.RequireIndex(who, index);
        if (index.Rank != 1)
            throw new ShapeException($"{who}: the index must be a vector, got {index.Shape}.");
    }

    static void Infer(string who, Tensor x, int axis, Tensor index, Tensor source)
    {
        RequireVector(who, index);
        var expected = x.Shape.With(axis, index.Shape[0]);
        if (source.Shape != expected || source.DType != x.DType)
            throw new ShapeException($"{who}: the source must be {expected} {x.DType.Name()}, got {source.Shape} {source.DType.Name()}.");
    }
}
