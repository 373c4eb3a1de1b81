using System.Numerics;

namespace Nabla.Kernels;

/// <summary>Maximum and average over windows of channels-last data, each channel on its own, with their gradients, for float and double.</summary>
/// <remarks>
/// A chunk is a run of lines of what is written. Gradients are gathered: each input asks the windows that see it, in rising order,
/// so overlapping windows need no clearing and no atomic additions.
/// </remarks>
static unsafe class Pooling
{
    const int ChunkElements = 1 << 14;

    /// <summary>
    /// y = largest x of the window; <paramref name="index"/> is its flat position in the D·H·W plane. Of equal values the first wins,
    /// NaN wins over all (the last of several), padding counts as −∞; a window that sees only padding gives −∞ and position 0.
    /// </summary>
    public static void Max<T>(in PoolShape s, T* x, T* y, int* index) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var table = new Scratch<int>(Windows3.TableSize(s));
        var lines = new LineCut(s.Batch, s.Output, s.Channels);
        Workers.Run(new MaxLines<T>(s, new(s, table.Pointer), lines, x, y, index), lines.Chunks);
    }

    /// <summary>dx = sum of the g of all windows whose maximum stood there; the derivative of <see cref="Max{T}"/>.</summary>
    public static void MaxGradient<T>(in PoolShape s, T* g, int* index, T* dx) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var table = new Scratch<int>(Windows3.TableSize(s));
        var lines = new LineCut(s.Batch, s.Input, s.Channels);
        Workers.Run(new MaxGradientLines<T>(s, new(s, table.Pointer), lines, g, index, dx), lines.Chunks);
    }

    /// <summary>y = x at the positions of <paramref name="index"/>; the derivative of <see cref="MaxGradient{T}"/>.</summary>
    public static void MaxGather<T>(in PoolShape s, T* x, int* index, T* y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var lines = new LineCut(s.Batch, s.Output, s.Channels);
        Workers.Run(new MaxGatherLines<T>(s, lines, x, index, y), lines.Chunks);
    }

    /// <summary>
    /// y = sum of the window / its size, which counts the input's elements only or, with <paramref name="countPadding"/>, also those on
    /// the padding. A window of size 0 gives NaN.
    /// </summary>
    public static void Average<T>(in PoolShape s, T* x, T* y, bool countPadding) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var table = new Scratch<int>(Windows3.TableSize(s));
        var lines = new LineCut(s.Batch, s.Output, s.Channels);
        Workers.Run(new AverageLines<T>(s, new(s, table.Pointer), lines, x, y, countPadding), lines.Chunks);
    }

    /// <summary>dx = sum of g / size over all windows that see the element; the derivative of <see cref="Average{T}"/>.</summary>
    public static void AverageGradient<T>(in PoolShape s, T* g, T* dx, bool countPadding) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var table = new Scratch<int>(Windows3.TableSize(s));
        var lines = new LineCut(s.Batch, s.Input, s.Channels);
        Workers.Run(new AverageGradientLines<T>(s, new(s, table.Pointer), lines, g, dx, countPadding), lines.Chunks);
    }

    /// <summary>All lines (n, d, h) of a tensor, cut into runs of about one size.</summary>
    internal readonly struct LineCut
    {
        readonly int depth, height, perChunk;
        readonly long count;

        public LineCut(int batch, Extent3 extent, int channels)
        {
            (depth, height) = (extent.D, extent.H);
            count = (long)batch * depth * height;
            perChunk = (int)Math.Max(1, ChunkElements / Math.Max(1, (long)extent.W * channels));
            Chunks = extent.W * channels == 0 ? 0 : (int)((count + perChunk - 1) / perChunk);
        }

        public int Chunks { get; }

        public long From(int chunk) => (long)chunk * perChunk;

        public long To(int chunk) => Math.Min(count, From(chunk + 1));

        public (int N, int D, int H) this[long line] => ((int)(line / height / depth), (int)(line / height % depth), (int)(line % height));
    }
}
