namespace Nabla.Kernels;

/// <summary>What a kernel does with one row of a matrix.</summary>
interface IRowKernel
{
    void Row(long row);
}

/// <summary>A kernel over rows that do not depend on each other, cut into chunks of about 16 thousand elements.</summary>
static class RowWork
{
    const int Chunk = 16 * 1024;

    public static void Run<TKernel>(TKernel kernel, long rows, int columns) where TKernel : struct, IRowKernel
    {
        var perChunk = Math.Max(1, Chunk / Math.Max(1, columns));
        Workers.Run(new Work<TKernel>(kernel, rows, perChunk), checked((int)((rows + perChunk - 1) / perChunk)));
    }

    readonly struct Work<TKernel>(TKernel kernel, long rows, int perChunk) : IWork where TKernel : struct, IRowKernel
    {
        public void Run(int chunk)
        {
            var end = Math.Min((chunk + 1L) * perChunk, rows);
            for (var row = (long)chunk * perChunk; row < end; row++)
                kernel.Row(row);
        }
    }
}
