using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>An image read at any places, its transpose, and its derivative by the places, for float and double.</summary>
static unsafe class GridSampling
{
    /// <summary>y[n, q, c] = Σ of weight · x[n, pixel, c] over the pixels that place q of the grid reads.</summary>
    public static void Sample<T>(in GridShape s, T* x, T* grid, T* y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var lines = new Pooling.LineCut(s.Batch, s.Output, s.Channels);
        Workers.Run(new SampleLines<T>(s, lines, x, grid, y), lines.Chunks);
    }

    /// <summary>dx[n, pixel, c] = Σ of weight · g[n, q, c] over the places that read the pixel, in rising order of q.</summary>
    public static void Spread<T>(in GridShape s, T* grid, T* g, T* dx) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var work = new SpreadPlanes<T>(s, grid, g, dx);
        Workers.Run(work, work.Chunks);
    }

    /// <summary>dgrid[n, q, axis] = Σ over c of g[n, q, c] · the derivative of sample q by that coordinate.</summary>
    public static void Slope<T>(in GridShape s, T* x, T* grid, T* g, T* dgrid) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var lines = new Pooling.LineCut(s.Batch, s.Output, s.Channels);
        Workers.Run(new SlopeLines<T>(s, lines, x, grid, g, dgrid), lines.Chunks);
    }
}

readonly unsafe struct SampleLines<T>(GridShape s, Pooling.LineCut lines, T* x, T* grid, T* y) : IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run(int chunk)
    {
        using var memory = new Scratch<nint>(GridTaps<T>.MemorySize);
        var taps = new GridTaps<T>(s, memory.Pointer);
        var pixel = (nint)lines.From(chunk) * s.Output.W;
        if (PlanarSampling.Suits<T>(s, slopes: false))
        {
            var planar = new PlanarSampling(s, (float*)x, (float*)grid);
            var one = new SampleLines<float>(s, lines, (float*)x, (float*)grid, (float*)y);
            var tapsOfOne = new GridTaps<float>(s, memory.Pointer);
            using var line = new Scratch<float>(planar.MemorySize);
            for (var number = lines.From(chunk); number < lines.To(chunk); number++, pixel += s.Output.W)
                planar.Line(lines[number].N, pixel, line.Pointer, (float*)y, one, tapsOfOne);
            return;
        }

        for (var line = lines.From(chunk); line < lines.To(chunk); line++)
        {
            var n = lines[line].N;
            for (var w = 0; w < s.Output.W; w++, pixel++)
                Place(taps, n, pixel);
        }
    }

    public void Place(in GridTaps<T> taps, int n, nint pixel)
    {
        var count = taps.Fill(n, grid + pixel * s.Axes);
        Pixel(x, taps.Offsets, taps.Weights, count, y + pixel * s.Channels, s.Channels);
    }

    // y = Σ weight · x
    [MethodImpl(Compile.Fully)]
    static void Pixel(T* x, nint* offsets, T* weights, int count, T* y, int channels)
    {
        int k = 0, width = Vector<T>.Count;
        for (; k <= channels - 4 * width; k += 4 * width)
        {
            var (a, b, c, d) = (Vector<T>.Zero, Vector<T>.Zero, Vector<T>.Zero, Vector<T>.Zero);
            for (var t = 0; t < count; t++)
            {
                var weight = Vector.Create(weights[t]);
                var source = x + offsets[t] + k;
                a += weight * Vector.Load(source);
                b += weight * Vector.Load(source + width);
                c += weight * Vector.Load(source + 2 * width);
                d += weight * Vector.Load(source + 3 * width);
            }

            a.Store(y + k);
            b.Store(y + k + width);
            c.Store(y + k + 2 * width);
            d.Store(y + k + 3 * width);
        }

        for (; k <= channels - width; k += width)
        {
            var sum = Vector<T>.Zero;
            for (var t = 0; t < count; t++)
                sum += Vector.Create(weights[t]) * Vector.Load(x + offsets[t] + k);
            sum.Store(y + k);
        }

        for (; k < channels; k++)
        {
            var sum = T.Zero;
            for (var t = 0; t < count; t++)
                sum += weights[t] * x[offsets[t] + k];
            y[k] = sum;
        }
    }
}

/// <summary>A chunk is a block of channels of one sample, so no two chunks meet.</summary>
readonly unsafe struct SpreadPlanes<T>(GridShape s, T* grid, T* g, T* dx) : IWork where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    const int Block = 64;       // enough channels to pay for listing the pixels again in each block

    public int Chunks => s.Batch * Blocks;

    int Blocks => (s.Channels + Block - 1) / Block;

    public void Run(int chunk)
    {
        var (n, first) = (chunk / Blocks, chunk % Blocks * Block);
        var channels = Math.Min(Block, s.Channels - first);
        var (places, pixels) = ((nint)s.Output.Volume, (nint)s.Input.Volume);
        for (nint p = 0; p < pixels; p++)
            new Span<T>(dx + (n * pixels + p) * s.Channels + first, channels).Clear();
        using var memory = new Scratch<nint>(GridTaps<T>.MemorySize);
        var taps = new GridTaps<T>(s, memory.Pointer);
        for (var q = n * places; q < (n + 1) * places; q++)
        {
            var count = taps.Fill(n, grid + q * s.Axes);
            for (var t = 0; t < count; t++)
                Add(taps.Weights[t], g + q * s.Channels + first, dx + taps.Offsets[t] + first, channels);
        }
    }

    // dx += weight · g
    static void Add(T weight, T* g, T* dx, int channels)
    {
        var c = 0;
        for (; c <= channels - Vector<T>.Count; c += Vector<T>.Count)
            (Vector.Load(dx + c) + Vector.Create(weight) * Vector.Load(g + c)).Store(dx + c);
        for (; c < channels; c++)
            dx[c] += weight * g[c];
    }
}

readonly unsafe struct SlopeLines<T>(GridShape s, Pooling.LineCut lines, T* x, T* grid, T* g, T* dgrid) : IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run(int chunk)
    {
        using var memory = new Scratch<nint>(GridTaps<T>.MemorySize);
        var pixel = (nint)lines.From(chunk) * s.Output.W;
        if (PlanarSampling.Suits<T>(s, slopes: true))
        {
            var planar = new PlanarSampling(s, (float*)x, (float*)grid);
            var one = new SlopeLines<float>(s, lines, (float*)x, (float*)grid, (float*)g, (float*)dgrid);
            GridTaps<float> byW = new(s with { Order = Along(0) }, memory.Pointer), byH = new(s with { Order = Along(1) }, memory.Pointer);
            using var line = new Scratch<float>(planar.MemorySize);
            for (var number = lines.From(chunk); number < lines.To(chunk); number++, pixel += s.Output.W)
                planar.Slopes(lines[number].N, pixel, line.Pointer, (float*)g, (float*)dgrid, one, byW, byH);
            return;
        }

        var first = pixel;
        for (var axis = 0; axis < s.Axes; axis++)
        {
            var taps = new GridTaps<T>(s with { Order = Along(axis) }, memory.Pointer);
            pixel = first;
            for (var line = lines.From(chunk); line < lines.To(chunk); line++)
            {
                var n = lines[line].N;
                for (var w = 0; w < s.Output.W; w++, pixel++)
                    dgrid[pixel * s.Axes + axis] = Place(taps, n, pixel);
            }
        }
    }

    static Extent3 Along(int axis) => new(axis == 2 ? 1 : 0, axis == 1 ? 1 : 0, axis == 0 ? 1 : 0);

    public T Place(in GridTaps<T> taps, int n, nint pixel)
    {
        var count = taps.Fill(n, grid + pixel * s.Axes);
        return Pixel(x, taps.Offsets, taps.Weights, count, g + pixel * s.Channels, s.Channels);
    }

    // Σ over channels of g · Σ weight · x
    [MethodImpl(Compile.Fully)]
    static T Pixel(T* x, nint* offsets, T* weights, int count, T* g, int channels)
    {
        var (total, c) = (Vector<T>.Zero, 0);
        for (; c <= channels - Vector<T>.Count; c += Vector<T>.Count)
        {
            var sum = Vector<T>.Zero;
            for (var t = 0; t < count; t++)
                sum += Vector.Create(weights[t]) * Vector.Load(x + offsets[t] + c);
            total += sum * Vector.Load(g + c);
        }

        var result = Vector.Sum(total);
        for (; c < channels; c++)
            for (var t = 0; t < count; t++)
                result += weights[t] * x[offsets[t] + c] * g[c];
        return result;
    }
}
