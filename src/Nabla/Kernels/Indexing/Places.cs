using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Places of elements as numbers: of those that are true, and of those that several indices name.</summary>
static unsafe class Places
{
    const int Chunk = 16 * 1024;

    /// <summary>The coordinates of the true elements in row-major order, as rows of <paramref name="rank"/> numbers.</summary>
    public static void OfTrue(bool* x, long length, int* sizes, int rank, long* y)
    {
        if (length == 0 || rank == 0)
            return;
        var chunks = checked((int)((length + Chunk - 1) / Chunk));
        using var found = new Scratch<long>(chunks + 1);
        Workers.Run(new Counting((byte*)x, length, found.Pointer + 1), chunks);
        found.Pointer[0] = 0;
        for (var chunk = 0; chunk < chunks; chunk++)
            found.Pointer[chunk + 1] += found.Pointer[chunk];
        Workers.Run(new Naming((byte*)x, length, sizes, rank, found.Pointer, y), chunks);
    }

    /// <summary>y[i] = y[i] · size + index[i], where a negative index counts from the end: one more axis of a row-major place.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index is not in −size … size − 1.</exception>
    public static void Join(long* index, long* y, long count, int size, int axis) =>
        Workers.Run(new Joining(index, y, count, size, axis), checked((int)((count + Chunk - 1) / Chunk)));

    readonly struct Counting(byte* x, long length, long* counts) : IWork
    {
        public void Run(int chunk)
        {
            var from = (long)chunk * Chunk;
            counts[chunk] = (int)Math.Min(Chunk, length - from) - new ReadOnlySpan<byte>(x + from, (int)Math.Min(Chunk, length - from)).Count((byte)0);
        }
    }

    // Rows of the last axis, whose other coordinates are the same for all, as far as they lie in the chunk.
    readonly struct Naming(byte* x, long length, int* sizes, int rank, long* found, long* y) : IWork
    {
        public void Run(int chunk)
        {
            var (at, end) = ((long)chunk * Chunk, Math.Min((chunk + 1L) * Chunk, length));
            var (next, last) = (found[chunk], found[chunk + 1]);
            var columns = sizes[rank - 1];
            while (next < last)
            {
                var (row, column) = Math.DivRem(at, columns);
                var width = Math.Min(columns - column, end - at);
                var first = next;
                next = Row(x + at, column, width, y + rank - 1, next, last);
                for (var axis = rank - 2; axis >= 0; axis--)
                {
                    var coordinate = row % sizes[axis];
                    row /= sizes[axis];
                    for (var i = first; i < next; i++)
                        y[i * rank + axis] = coordinate;
                }

                at += width;
            }
        }

        // Each number is written, and stays only if its element is true: whether it is cannot be predicted.
        long Row(byte* from, long column, long width, long* to, long next, long last)
        {
            var step = rank;
            for (long i = 0; i < width && next < last; i++)
            {
                to[next * step] = column + i;
                next += Unsafe.BitCast<bool, byte>(from[i] != 0);
            }

            return next;
        }
    }

    readonly struct Joining(long* index, long* y, long count, int size, int axis) : IWork
    {
        public void Run(int chunk)
        {
            var bound = size;
            var from = index;
            var end = Math.Min((chunk + 1L) * Chunk, count);
            for (var i = (long)chunk * Chunk; i < end; i++)
            {
                var at = from[i] < 0 ? from[i] + bound : from[i];
                if ((ulong)at >= (ulong)bound)
                    ThrowOutside(from[i], bound, axis);
                y[i] = y[i] * bound + at;
            }
        }
    }

    static void ThrowOutside(long index, int size, int axis) =>
        throw new ArgumentOutOfRangeException(nameof(index), $"An index of axis {axis} must be in {-size} … {size - 1}, got {index}.");
}
