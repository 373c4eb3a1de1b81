using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Copies between two layouts of one shape, converting among float, double, int, long and bool.</summary>
static unsafe class StridedCopy
{
    // Elements a chunk: 64 KB of float, enough to hide the cost of handing it out, small enough for the cache.
    const int Chunk = 16 * 1024;

    /// <summary>y[Σ iₖ · yStrides[k]] = x[Σ iₖ · xStrides[k]] for all indices of <paramref name="shape"/> (rank up to 8; strides in elements).</summary>
    /// <remarks>Source strides may be 0 or negative; no two elements of the target may be the same, and the two must not overlap.</remarks>
    public static void Run<TFrom, TTo>(
        TFrom* x, ReadOnlySpan<long> xStrides, TTo* y, ReadOnlySpan<long> yStrides, ReadOnlySpan<int> shape)
        where TFrom : unmanaged where TTo : unmanaged
    {
        var axes = new CopyAxes(shape, xStrides, yStrides);
        if (axes.Length == 0 || typeof(TFrom) == typeof(TTo) && sizeof(TTo) == sizeof(int) && ShuffledCopy.TryRun((int*)x, (int*)y, axes))
            return;
        axes.BringTransposedTogether();
        var work = new Work<TFrom, TTo>(axes, x, y);
        Workers.Run(work, work.Chunks);
    }

    readonly struct Work<TFrom, TTo> : IWork where TFrom : unmanaged where TTo : unmanaged
    {
        readonly CopyAxes axes;
        readonly TFrom* x;
        readonly TTo* y;
        readonly long height, width;                // of the blocks a plane is cut into
        readonly long blocksDown, blocksAcross;
        readonly long blocks, blocksPerChunk;

        public Work(CopyAxes axes, TFrom* x, TTo* y)
        {
            this.axes = axes;
            this.x = x;
            this.y = y;
            width = Math.Min(axes.Columns, axes.IsTransposed ? 256 : Chunk);
            height = Math.Min(axes.Rows, Math.Max(1, Chunk / width));
            blocksDown = (axes.Rows + height - 1) / height;
            blocksAcross = (axes.Columns + width - 1) / width;
            blocks = axes.Planes * blocksDown * blocksAcross;
            blocksPerChunk = Math.Max(1, Chunk / (height * width));
        }

        public int Chunks => checked((int)((blocks + blocksPerChunk - 1) / blocksPerChunk));

        public void Run(int chunk)
        {
            var position = stackalloc long[CopyAxes.MaxRank];
            var block = chunk * blocksPerChunk;
            var end = Math.Min(block + blocksPerChunk, blocks);
            var inPlane = block % (blocksDown * blocksAcross);
            axes.Seek(block / (blocksDown * blocksAcross), position, out var xAt, out var yAt);
            for (; block < end; block++)
            {
                var row = inPlane / blocksAcross * height;
                var column = inPlane % blocksAcross * width;
                CopyPlane.Run(
                    x + xAt + row * axes.XRow + column * axes.XColumn, axes.XRow, axes.XColumn,
                    y + yAt + row * axes.YRow + column * axes.YColumn, axes.YRow, axes.YColumn,
                    Math.Min(height, axes.Rows - row), Math.Min(width, axes.Columns - column));
                if (++inPlane < blocksDown * blocksAcross)
                    continue;
                inPlane = 0;
                axes.Advance(position, ref xAt, ref yAt);
            }
        }
    }
}
