using System.Numerics;

namespace Nabla.Kernels;

/// <summary>Runs of equal neighbours in a vector; a NaN is a run of its own.</summary>
static unsafe class Runs
{
    const int Chunk = 16 * 1024;

    /// <summary>number[i] = how many runs begin up to element i, less 1.</summary>
    public static void Number<T>(T* x, long* number, long length) where T : unmanaged, INumber<T>
    {
        var chunks = Chunks(length);
        using var begun = new Scratch<long>(chunks + 1);
        begun.Pointer[0] = 0;
        Workers.Run(new Counting<T>(x, length, begun.Pointer + 1), chunks);
        for (var chunk = 0; chunk < chunks; chunk++)
            begun.Pointer[chunk + 1] += begun.Pointer[chunk];
        Workers.Run(new Numbering<T>(x, length, begun.Pointer, number), chunks);
    }

    /// <summary>values[r] and counts[r]: the first element of run r and how many there are, given each element's run.</summary>
    public static void Collect<T>(T* x, long* number, long length, T* values, long* counts) where T : unmanaged =>
        Workers.Run(new Collecting<T>(x, number, length, values, counts), Chunks(length));

    static int Chunks(long length) => checked((int)((length + Chunk - 1) / Chunk));

    readonly struct Counting<T>(T* x, long length, long* counts) : IWork where T : unmanaged, INumber<T>
    {
        public void Run(int chunk)
        {
            var from = x;
            long count = 0, i = (long)chunk * Chunk, end = Math.Min(i + Chunk, length);
            if (i == 0)
                count = Math.Min(1, end - i++);
            for (; i < end; i++)
                count += from[i] != from[i - 1] ? 1 : 0;
            counts[chunk] = count;
        }
    }

    readonly struct Numbering<T>(T* x, long length, long* begun, long* number) : IWork where T : unmanaged, INumber<T>
    {
        public void Run(int chunk)
        {
            var from = x;
            var to = number;
            long i = (long)chunk * Chunk, end = Math.Min(i + Chunk, length), run = begun[chunk] - 1;
            if (i == 0 && end > 0)
                to[i++] = ++run;
            for (; i < end; i++)
            {
                run += from[i] != from[i - 1] ? 1 : 0;
                to[i] = run;
            }
        }
    }

    // The runs that begin in the chunk; the last of them may end in a later one.
    readonly struct Collecting<T>(T* x, long* number, long length, T* values, long* counts) : IWork where T : unmanaged
    {
        public void Run(int chunk)
        {
            var from = x;
            var runs = number;
            long i = (long)chunk * Chunk, end = Math.Min(i + Chunk, length);
            while (i > 0 && i < end && runs[i] == runs[i - 1])
                i++;
            while (i < end)
            {
                var (first, run) = (i, runs[i]);
                do
                    i++;
                while (i < length && runs[i] == run);
                values[run] = from[first];
                counts[run] = i - first;
            }
        }
    }
}
