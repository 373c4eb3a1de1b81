namespace Nabla;

/// <summary>Contractions of several axes at once.</summary>
public static class TensorDotOp
{
    extension(Tensor a)
    {
        /// <summary>
        /// Sum of products over pairs of axes: axis <c>axesA[k]</c> of a goes with axis <c>axesB[k]</c> of b; the other axes of a stand
        /// before those of b in the result. One matrix product.
        /// </summary>
        /// <shape>(A…, K…) · (K…, B…) → (A…, B…)</shape>
        /// <exception cref="ShapeException">Lists of different length, an axis named twice, or sizes that differ.</exception>
        public Tensor TensorDot(Tensor b, ReadOnlySpan<int> axesA, ReadOnlySpan<int> axesB)
        {
            Infer(a, b, axesA, axesB);
            int[] freeA = Others(a.Shape, axesA), freeB = Others(b.Shape, axesB);
            var summed = 1;
            foreach (var axis in axesA)
                summed *= a.Shape[axis];
            var left = a.Permute([.. freeA, .. axesA]).Reshape(Size(a.Shape, freeA), summed);
            var right = b.Permute([.. axesB, .. freeB]).Reshape(summed, Size(b.Shape, freeB));
            return left.MatMul(right).Reshape([.. freeA.Select(i => a.Shape[i]), .. freeB.Select(i => b.Shape[i])]);
        }

        /// <summary>
        /// The last <paramref name="count"/> axes of a with the first of b: 1 is the matrix product, 0 the outer product.
        /// </summary>
        /// <shape>(A…, K…) · (K…, B…) → (A…, B…)</shape>
        /// <exception cref="ShapeException">Too few axes, or sizes that differ.</exception>
        public Tensor TensorDot(Tensor b, int count = 2)
        {
            if (count < 0 || count > a.Rank || count > b.Rank)
                throw new ShapeException($"TensorDot: {count} axes are to be summed over, got {a.Shape} and {b.Shape}.");
            return a.TensorDot(b, [.. Enumerable.Range(a.Rank - count, count)], [.. Enumerable.Range(0, count)]);
        }
    }

    static void Infer(Tensor a, Tensor b, ReadOnlySpan<int> axesA, ReadOnlySpan<int> axesB)
    {
        if (axesA.Length != axesB.Length)
            throw new ShapeException(
                $"TensorDot: the axes come in pairs, got {axesA.Length} of the first and {axesB.Length} of the second.");
        var (seenA, seenB) = (0, 0);
        for (var k = 0; k < axesA.Length; k++)
        {
            if (a.Shape[axesA[k]] != b.Shape[axesB[k]])
                throw new ShapeException(
                    $"TensorDot: axis {axesB[k]} of the second must be {a.Shape[axesA[k]]} like axis {axesA[k]} of the first, "
                    + $"got {a.Shape} and {b.Shape}.");
            var (bitA, bitB) = (1 << a.Shape.Axis(axesA[k]), 1 << b.Shape.Axis(axesB[k]));
            if ((seenA & bitA) != 0 || (seenB & bitB) != 0)
                throw new ShapeException($"TensorDot: pair {k} names an axis of {a.Shape} or {b.Shape} for the second time.");
            (seenA, seenB) = (seenA | bitA, seenB | bitB);
        }
    }

    static int[] Others(Shape shape, ReadOnlySpan<int> axes)
    {
        var taken = 0;
        foreach (var axis in axes)
            taken |= 1 << shape.Axis(axis);
        return [.. Enumerable.Range(0, shape.Rank).Where(axis => (taken >> axis & 1) == 0)];
    }

    static int Size(Shape shape, int[] axes) => axes.Aggregate(1, (size, axis) => checked(size * shape[axis]));
}
