namespace Nabla.Kernels;

/// <summary>One value in many places.</summary>
static unsafe class Filling
{
    const int Chunk = 64 * 1024;

    /// <summary>y[i] = value.</summary>
    public static void Run<T>(T* y, T value, long count) where T : unmanaged
    {
        if (count <= Chunk)
            new Span<T>(y, (int)count).Fill(value);
        else
            Workers.Run(new Work<T>(y, value, count), checked((int)((count + Chunk - 1) / Chunk)));
    }

    readonly struct Work<T>(T* y, T value, long count) : IWork where T : unmanaged
    {
        public void Run(int chunk)
        {
            var from = (long)chunk * Chunk;
            new Span<T>(y + from, (int)Math.Min(Chunk, count - from)).Fill(value);
        }
    }
}
