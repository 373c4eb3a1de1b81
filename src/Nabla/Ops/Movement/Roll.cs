namespace Nabla;

/// <summary>Cyclic shifts and quarter turns.</summary>
public static class RollOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// The elements of an axis moved on by <paramref name="shift"/> places; what leaves at the end comes in at the begin.
        /// </summary>
        /// <shape>(…, N, …) → (…, N, …)</shape>
        /// <exception cref="ShapeException">The axis does not exist.</exception>
        public Tensor Roll(int shift, int axis)
        {
            var at = x.Shape.Axis(axis);
            var size = x.Shape[at];
            if (size == 0 || shift % size == 0)
                return x;
            var first = (shift % size + size) % size;
            return Tensor.Concat([x.Slice(at, size - first, first), x.Slice(at, 0, size - first)], at);
        }

        /// <summary>Turned by <paramref name="quarters"/> quarter turns, from the first axis towards the second: a view.</summary>
        /// <shape>(…, H, …, W, …) → (…, W, …, H, …) for odd numbers of quarters</shape>
        /// <exception cref="ShapeException">The axes do not exist or are one.</exception>
        public Tensor Rotate(int quarters = 1, int first = 0, int second = 1)
        {
            var (a, b) = (x.Shape.Axis(first), x.Shape.Axis(second));
            if (a == b)
                throw new ShapeException($"Rotate: the two axes must differ, got {first} and {second} of {x.Shape}.");
            return (quarters & 3) switch
            {
                1 => x.Flip(b).Transpose(a, b),
                2 => x.Flip(a, b),
                3 => x.Flip(a).Transpose(a, b),
                _ => x,
            };
        }
    }
}
