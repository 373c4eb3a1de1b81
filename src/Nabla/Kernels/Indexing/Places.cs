namespace Nabla.Kernels;

/// <summary>Places of elements as numbers: of those that are true, and of those that several indices name.</summary>
static unsafe class Places
{
    /// <summary>The coordinates of the true elements in row-major order, as rows of <paramref name="rank"/> numbers.</summary>
    public static void OfTrue(bool* x, long length, int* sizes, int rank, long* y)
    {
        for (long i = 0; i < length; i++)
        {
            if (!x[i])
                continue;
            var rest = i;
            for (var axis = rank - 1; axis >= 0; axis--)
            {
                y[axis] = rest % sizes[axis];
                rest /= sizes[axis];
            }

            y += rank;
        }
    }

    /// <summary>y[i] = y[i] · size + index[i], where a negative index counts from the end: one more axis of a row-major place.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index is not in −size … size − 1.</exception>
    public static void Join(long* index, long* y, long count, int size, int axis)
    {
        for (long i = 0; i < count; i++)
        {
            var at = index[i] < 0 ? index[i] + size : index[i];
            if ((ulong)at >= (ulong)size)
                throw new ArgumentOutOfRangeException(nameof(index), $"An index of axis {axis} must be in {-size} … {size - 1}, got {index[i]}.");
            y[i] = y[i] * size + at;
        }
    }
}
