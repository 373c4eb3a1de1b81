namespace Nabla;

/// <summary>Copies one behind the other.</summary>
public static class RepeatOp
{
    extension(Tensor x)
    {
        /// <summary>The whole axis <paramref name="count"/> times: a b c a b c.</summary>
        /// <shape>(…, N, …) → (…, count · N, …)</shape>
        /// <exception cref="ShapeException">The axis does not exist or the count is negative.</exception>
        public Tensor Tile(int axis, int count) => Copies(x, x.Shape.Axis(axis), count, x.Shape.Axis(axis));

        /// <summary>Each element of an axis <paramref name="count"/> times: a a b b c c.</summary>
        /// <shape>(…, N, …) → (…, N · count, …)</shape>
        /// <exception cref="ShapeException">The axis does not exist or the count is negative.</exception>
        public Tensor Repeat(int axis, int count) => Copies(x, x.Shape.Axis(axis), count, x.Shape.Axis(axis) + 1);
    }

    // The copies along an axis of their own, which then becomes part of the repeated one.
    static Tensor Copies(Tensor x, int axis, int count, int place)
    {
        if (count < 0)
            throw new ShapeException($"Repeat: the count must be at least 0, got {count}.");
        var size = checked(x.Shape[axis] * count);
        return x.Unsqueeze(place).BroadcastTo(x.Shape.Insert(place, count)).Reshape(x.Shape.With(axis, size).ToArray());
    }
}
