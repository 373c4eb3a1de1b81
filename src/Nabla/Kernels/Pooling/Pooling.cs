using System.Numerics;

namespace Nabla.Kernels;

/// <summary>
/// Maximum and average over windows of channels-last data, each channel on its own, with their gradients, for float and double.
/// </summary>
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
        if (s.Output.Volume == 1)
        {
            // One window for all: nothing meets, and only the winners need to be written.
            var (pixels, channels) = ((nint)s.Input.Volume, s.Channels);
            Filling.Run(dx, T.Zero, s.Batch * pixels * channels);
            for (nint n = 0; n < s.Batch; n++)
                for (var c = 0; c < channels; c++)
                    dx[(n * pixels + index[n * channels + c]) * channels + c] = g[n * channels + c];
            return;
        }

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
    /// y = 0, then y[position] = x, or += x with <paramref name="add"/>, in the order of x; positions may lie anywhere in the plane.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A position outside the plane.</exception>
    public static void Unpool<T>(in PoolShape s, T* x, int* positions, T* y, bool add) where T : unmanaged, INumberBase<T>
    {
        var work = new Unpooling<T>(s, x, positions, y, add);
        Workers.Run(work, work.Chunks);
    }

    /// <summary>y = an element of each window chosen by the sample u in [0, 1) with probability x / Σ x, and its position.</summary>
    public static void Stochastic<T>(in PoolShape s, T* x, T* u, T* y, int* index) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var table = new Scratch<int>(Windows3.TableSize(s));
        var lines = new LineCut(s.Batch, s.Output, s.Channels);
        Workers.Run(new StochasticLines<T>(s, new(s, table.Pointer), lines, x, u, y, index), lines.Chunks);
    }

    /// <summary>y = largest x of windows whose places follow from the samples u (N, C, axes), and its position.</summary>
    public static void FractionalMax<T>(in PoolShape s, int axes, T* x, T* u, T* y, int* index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Workers.Run(new FractionalWindows<T>(s, axes, x, u, y, index), s.Batch);

    /// <summary>
    /// y = sum of the window / its size, see <see cref="Divisor"/>. A window of size 0 gives NaN.
    /// </summary>
    public static void Average<T>(in PoolShape s, T* x, T* y, Divisor divisor) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var table = new Scratch<int>(Windows3.TableSize(s));
        var lines = new LineCut(s.Batch, s.Output, s.Channels);
        Workers.Run(new AverageLines<T>(s, new(s, table.Pointer), lines, x, y, divisor), lines.Chunks);
    }

    /// <summary>dx = sum of g / size over all windows that see the element; the derivative of <see cref="Average{T}"/>.</summary>
    public static void AverageGradient<T>(in PoolShape s, T* g, T* dx, Divisor divisor) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var table = new Scratch<int>(Windows3.TableSize(s));
        var lines = new LineCut(s.Batch, s.Input, s.Channels);
        Workers.Run(new AverageGradientLines<T>(s, new(s, table.Pointer), lines, g, dx, divisor), lines.Chunks);
    }

    /// <summary>y (N, windows, taps, C) = the windows of x one after the other, with zeros around it.</summary>
    public static void Unfold<T>(in PoolShape s, T* x, T* y) where T : unmanaged
    {
        var lines = new LineCut(s.Batch, s.Output, s.Channels * s.Kernel.Volume);
        Workers.Run(new UnfoldLines<T>(s, lines, x, y), lines.Chunks);
    }

    /// <summary>x = sum of the windows y (N, windows, taps, C) at their places; the derivative of <see cref="Unfold{T}"/>.</summary>
    public static void Fold<T>(in PoolShape s, T* y, T* x) where T : unmanaged, INumberBase<T>
    {
        using var table = new Scratch<int>(Windows3.TableSize(s));
        var lines = new LineCut(s.Batch, s.Input, s.Channels);
        Workers.Run(new FoldLines<T>(s, new(s, table.Pointer), lines, y, x), lines.Chunks);
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
