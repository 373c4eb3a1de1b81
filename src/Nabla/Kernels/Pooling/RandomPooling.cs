using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

readonly unsafe struct StochasticLines<T>(PoolShape s, Windows3 windows, Pooling.LineCut lines, T* x, T* u, T* y, int* index) : IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run(int chunk)
    {
        using var memory = new Scratch<nint>(Taps.MemorySize(s));
        var taps = new Taps(s, windows, memory.Pointer);
        var target = (nint)lines.From(chunk) * s.Output.W * s.Channels;
        for (var line = lines.From(chunk); line < lines.To(chunk); line++)
        {
            var (n, d, h) = lines[line];
            for (var w = 0; w < s.Output.W; w++, target += s.Channels)
                Pixel(x, taps.Offsets, taps.Numbers, taps.Inputs(n, d, h, w), u + target, y + target, index + target, s.Channels);
        }
    }

    // before = Σ of the positive x in front; take = x > 0 and before ≤ u Σ x; the last one taken stays
    [MethodImpl(Compile.Fully)]
    static void Pixel(T* x, nint* offsets, int* positions, int count, T* u, T* y, int* index, int channels)
    {
        for (var c = 0; c < channels; c += Vector<T>.Count)
        {
            var total = Vector<T>.Zero;
            for (var t = 0; t < count; t++)
                total += Vector.Max(PoolLanes<T>.Load(x + offsets[t] + c, channels - c), Vector<T>.Zero);
            var limit = total * PoolLanes<T>.Load(u + c, channels - c);
            var before = Vector<T>.Zero;
            var chosen = PoolLanes<T>.Load(x + offsets[0] + c, channels - c);
            var at = PoolLanes<T>.Position(positions[0]);
            for (var t = 0; t < count; t++)
            {
                var value = PoolLanes<T>.Load(x + offsets[t] + c, channels - c);
                var take = Vector.GreaterThan(value, Vector<T>.Zero) & Vector.LessThanOrEqual(before, limit);
                chosen = Vector.ConditionalSelect(take, value, chosen);
                at = Vector.ConditionalSelect(take, PoolLanes<T>.Position(positions[t]), at);
                before += Vector.Max(value, Vector<T>.Zero);
            }

            PoolLanes<T>.Store(chosen, y + c, channels - c);
            PoolLanes<T>.StorePositions(at, index + c, channels - c);
        }
    }
}

/// <summary>One sample of a batch in a chunk: the windows of each of its channels begin elsewhere.</summary>
readonly unsafe struct FractionalWindows<T>(PoolShape s, int axes, T* x, T* u, T* y, int* index) : IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run(int n)
    {
        using var starts = new Scratch<int>((s.Output.D + s.Output.H + s.Output.W) * (nint)s.Channels);
        var startD = starts.Pointer;
        var startH = startD + s.Output.D * (nint)s.Channels;
        var startW = startH + s.Output.H * (nint)s.Channels;
        Place(n, axes - 3, s.Input.D, s.Output.D, s.Kernel.D, startD);
        Place(n, axes - 2, s.Input.H, s.Output.H, s.Kernel.H, startH);
        Place(n, axes - 1, s.Input.W, s.Output.W, s.Kernel.W, startW);
        var image = x + (nint)n * s.Input.Volume * s.Channels;
        var target = (nint)n * s.Output.Volume * s.Channels;
        for (var d = 0; d < s.Output.D; d++)
            for (var h = 0; h < s.Output.H; h++)
                for (var w = 0; w < s.Output.W; w++)
                    for (var c = 0; c < s.Channels; c++, target++)
                        Window(image + c, startD[d * s.Channels + c], startH[h * s.Channels + c], startW[w * s.Channels + c], target);
    }

    // ⌊(q + u) α⌋ − ⌊u α⌋ with α = (in − kernel) / (out − 1), the last at in − kernel
    void Place(int n, int axis, int input, int output, int kernel, int* starts)
    {
        for (var c = 0; c < s.Channels; c++)
        {
            var sample = axis < 0 ? T.Zero : u[((nint)n * s.Channels + c) * axes + axis];
            var alpha = output > 1 ? T.CreateTruncating(input - kernel) / T.CreateTruncating(output - 1) : T.Zero;
            var first = int.CreateTruncating(sample * alpha);
            for (var q = 0; q < output - 1; q++)
                starts[q * s.Channels + c] = int.CreateTruncating((T.CreateTruncating(q) + sample) * alpha) - first;
            starts[(output - 1) * s.Channels + c] = input - kernel;
        }
    }

    // take = x > best or x is NaN; best = take ? x : best
    void Window(T* channel, int d, int h, int w, nint target)
    {
        var (best, at) = (T.NegativeInfinity, (d * s.Input.H + h) * s.Input.W + w);
        for (var i = d; i < d + s.Kernel.D; i++)
            for (var j = h; j < h + s.Kernel.H; j++)
            {
                var position = (i * s.Input.H + j) * s.Input.W + w;
                for (var k = 0; k < s.Kernel.W; k++, position++)
                {
                    var value = channel[(nint)position * s.Channels];
                    if (value > best || T.IsNaN(value))
                        (best, at) = (value, position);
                }
            }

        (y[target], index[target]) = (best, at);
    }
}
