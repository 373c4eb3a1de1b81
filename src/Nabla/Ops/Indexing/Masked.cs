namespace Nabla;

/// <summary>Elements where a mask is true.</summary>
public static class MaskedOp
{
    extension(Tensor x)
    {
        /// <summary>y = mask ? value : x, element by element; the mask broadcasts to x.</summary>
        /// <shape>x (…), mask (…) → (…)</shape>
        /// <exception cref="ShapeException">The mask does not broadcast to x, or integers are to hold a fraction.</exception>
        public Tensor MaskedFill(Tensor mask, double value)
        {
            WholeConstants.Require("MaskedFill", value, x.DType);
            return Fit("MaskedFill", x, mask).Where(Tensor.Scalar(value, x.DType, x.Device), x);
        }

        /// <summary>The elements where the mask is true, in row-major order; x and mask broadcast together.</summary>
        /// <shape>x (…), mask (…) → (K)</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast.</exception>
        /// <exception cref="InvalidOperationException">Inside a captured step: K depends on the data.</exception>
        public Tensor MaskedSelect(Tensor mask)
        {
            NonZeroOp.RequireEager("MaskedSelect");
            var shape = Shape.Broadcast(x.Shape, mask.Shape)
                ?? throw new ShapeException($"MaskedSelect: {x.Shape} and the mask {mask.Shape} do not broadcast.");
            return x.BroadcastTo(shape).Reshape(-1).IndexSelect(0, mask.BroadcastTo(shape).Reshape(-1).NonZero().Squeeze(1));
        }

        /// <summary>
        /// y = x, its elements where the mask is true replaced by those of the source, one after the other in row-major order.
        /// </summary>
        /// <shape>x (…), mask (…), source (any shape, at least as many elements as are true) → (…)</shape>
        /// <exception cref="ShapeException">The mask does not broadcast to x, or another dtype.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The source has too few elements.</exception>
        public Tensor MaskedScatter(Tensor mask, Tensor source)
        {
            var all = Fit("MaskedScatter", x, mask).BroadcastTo(x.Shape).To(DType.Bool);
            if (x.Length == 0)
                return x;
            var number = all.To(DType.Int64).Reshape(-1).CumulativeSum(0) - 1;

            // Elements that are not replaced read the source's first.
            var taken = source.Reshape(-1).IndexSelect(0, all.Reshape(-1).Where(number, Tensor.Scalar(0, DType.Int64, x.Device)));
            return all.Where(taken.Reshape(x.Shape.ToArray()), x);
        }
    }

    static Tensor Fit(string who, Tensor x, Tensor mask) => Shape.Broadcast(x.Shape, mask.Shape) == x.Shape
        ? mask
        : throw new ShapeException($"{who}: the mask must broadcast to {x.Shape}, got {mask.Shape}.");
}
