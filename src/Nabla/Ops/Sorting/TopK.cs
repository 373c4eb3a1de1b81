namespace Nabla;

/// <summary>The first few in order.</summary>
public static class TopKOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// The <paramref name="count"/> largest (or smallest) elements of an axis, the most extreme first, and their positions: of equal
        /// ones the first. NaN counts as the largest.
        /// </summary>
        /// <shape>(…, N, …) → (…, count, …), positions int64</shape>
        /// <exception cref="ShapeException">The axis does not exist or has fewer elements.</exception>
        public (Tensor Values, Tensor Positions) TopK(int count, int axis = -1, bool largest = true)
        {
            var at = Infer("TopK", x, axis, count, 0);
            var positions = SortOp.Positions(x, at, largest, count);
            return (GatherOp.Run(x, at, positions), positions);
        }

        /// <summary>The element of an axis that is the <paramref name="number"/>-th smallest, counted from 1, and its position.</summary>
        /// <shape>(…, N, …) → (…) or (…, 1, …), position int64</shape>
        /// <exception cref="ShapeException">The axis does not exist or has fewer elements.</exception>
        public (Tensor Value, Tensor Position) KthValue(int number, int axis = -1, bool keepAxes = false)
        {
            var at = Infer("KthValue", x, axis, number, 1);
            var position = SortOp.Positions(x, at, descending: false, number).Slice(at, number - 1, 1);
            return Chosen.At(x, at, position, keepAxes);
        }
    }

    static int Infer(string who, Tensor x, int axis, int count, int least)
    {
        var at = x.Shape.Axis(axis);
        return count >= least && count <= x.Shape[at]
            ? at
            : throw new ShapeException(
                $"{who}({count}): axis {at} must have at least {Math.Max(count, least)} elements, and the number be at least {least}, "
                + $"got {x.Shape}.");
    }
}
