namespace Nabla;

/// <summary>A tensor taken apart along an axis, as views.</summary>
public static class SplitOp
{
    extension(Tensor x)
    {
        /// <summary>Parts of the given sizes, one behind the other.</summary>
        /// <shape>(…, N₁ + N₂ + …, …) → (…, N₁, …), (…, N₂, …), …</shape>
        /// <exception cref="ShapeException">The sizes do not sum to that of the axis.</exception>
        public Tensor[] Split(ReadOnlySpan<int> sizes, int axis = 0)
        {
            var at = x.Shape.Axis(axis);
            var parts = new Tensor[sizes.Length];
            var start = 0;
            for (var i = 0; i < sizes.Length; i++)
            {
                parts[i] = x.Slice(at, start, sizes[i]);
                start += sizes[i];
            }

            return start == x.Shape[at]
                ? parts
                : throw new ShapeException(
                    $"Split: the sizes ({string.Join(", ", sizes.ToArray())}) must sum to {x.Shape[at]}, axis {at} of {x.Shape}.");
        }

        /// <summary>Parts of <paramref name="size"/> elements; the last may be smaller.</summary>
        /// <shape>(…, N, …) → (…, size, …), …, (…, rest, …)</shape>
        /// <exception cref="ShapeException">The axis does not exist, or the size is below 1.</exception>
        public Tensor[] Split(int size, int axis = 0)
        {
            var at = x.Shape.Axis(axis);
            if (size < 1)
                throw new ShapeException($"Split: the size of a part must be at least 1, got {size}.");
            var parts = new Tensor[Math.Max(1, (x.Shape[at] + size - 1) / size)];
            for (var i = 0; i < parts.Length; i++)
                parts[i] = x.Slice(at, i * size, Math.Min(size, x.Shape[at] - i * size));
            return parts;
        }

        /// <summary>
        /// At most <paramref name="count"/> parts of equal size, rounded up; the last may be smaller. An empty axis gives as many empty
        /// parts.
        /// </summary>
        /// <shape>(…, N, …) → (…, ⌈N / count⌉, …), …</shape>
        /// <exception cref="ShapeException">The axis does not exist, or the count is below 1.</exception>
        public Tensor[] Chunk(int count, int axis = 0)
        {
            if (count < 1)
                throw new ShapeException($"Chunk: there must be at least 1 part, got {count}.");
            return x.Shape[axis] == 0 ? x.Split(new int[count], axis) : x.Split((x.Shape[axis] - 1) / count + 1, axis);
        }

        /// <summary>Each element of an axis, which disappears.</summary>
        /// <shape>(…, N, …) → N × (…)</shape>
        /// <exception cref="ShapeException">The axis does not exist.</exception>
        public Tensor[] Unbind(int axis = 0)
        {
            var parts = new Tensor[x.Shape[axis]];
            for (var i = 0; i < parts.Length; i++)
                parts[i] = x.Select(axis, i);
            return parts;
        }
    }
}
