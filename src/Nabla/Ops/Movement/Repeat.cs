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

        /// <summary>The whole tensor repeated along each of its last axes; more counts than axes put new axes in front.</summary>
        /// <shape>(A, B), counts (a, b) → (a · A, b · B)</shape>
        /// <exception cref="ShapeException">A count is negative.</exception>
        public Tensor Tile(ReadOnlySpan<int> counts)
        {
            var y = x;
            while (y.Rank < counts.Length)
                y = y.Unsqueeze(0);
            if (y.Rank <= Shape.MaxRank / 2 && !counts.ContainsAnyInRange(int.MinValue, -1))
                return AtOnce(y, counts);
            for (var i = 0; i < counts.Length; i++)
                if (counts[i] != 1)
                    y = y.Tile(y.Rank - counts.Length + i, counts[i]);
            return y;
        }

        /// <summary>Element i of an axis <c>counts[i]</c> times: a a b c c c for 2, 1, 3.</summary>
        /// <shape>(…, N, …), N counts → (…, Σ counts, …)</shape>
        /// <exception cref="ShapeException">The axis does not exist, or has another number of elements, or a count is negative.</exception>
        public Tensor Repeat(int axis, ReadOnlySpan<int> counts)
        {
            var at = x.Shape.Axis(axis);
            if (counts.Length != x.Shape[at] || counts.ContainsAnyInRange(int.MinValue, -1))
                throw new ShapeException(
                    $"Repeat: there must be {x.Shape[at]} counts of at least 0 for axis {at} of {x.Shape}, "
                    + $"got ({string.Join(", ", counts.ToArray())}).");
            var places = new List<long>();
            for (var i = 0; i < counts.Length; i++)
                places.AddRange(Enumerable.Repeat((long)i, counts[i]));
            return x.IndexSelect(at, Tensor.Constant<long>([.. places]));
        }

        /// <summary>Each element of an axis <paramref name="count"/> times: a a b b c c.</summary>
        /// <shape>(…, N, …) → (…, N · count, …)</shape>
        /// <exception cref="ShapeException">The axis does not exist or the count is negative.</exception>
        public Tensor Repeat(int axis, int count) => Copies(x, x.Shape.Axis(axis), count, x.Shape.Axis(axis) + 1);
    }

    // All copies in one: (A, B) → (1, A, 1, B) → (a, A, b, B) → (a · A, b · B).
    static Tensor AtOnce(Tensor x, ReadOnlySpan<int> counts)
    {
        int[] apart = new int[2 * x.Rank], wide = new int[2 * x.Rank], whole = new int[x.Rank];
        for (var axis = 0; axis < x.Rank; axis++)
        {
            var count = axis < x.Rank - counts.Length ? 1 : counts[axis - (x.Rank - counts.Length)];
            (apart[2 * axis], apart[2 * axis + 1]) = (1, x.Shape[axis]);
            (wide[2 * axis], wide[2 * axis + 1]) = (count, x.Shape[axis]);
            whole[axis] = checked(count * x.Shape[axis]);
        }

        return x.Reshape(apart).BroadcastTo(wide).Reshape(whole);
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
