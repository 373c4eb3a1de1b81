using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

readonly unsafe struct AverageLines<T>(PoolShape s, Windows3 windows, Pooling.LineCut lines, T* x, T* y, Divisor divisor) : IWork
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
                Pixel(x, taps.Offsets, taps.Inputs(n, d, h, w), taps.Size(d, h, w, divisor), y + target, s.Channels);
        }
    }

    // y = Σ x / size
    [MethodImpl(Compile.Fully)]
    static void Pixel(T* x, nint* offsets, int count, int size, T* y, int channels)
    {
        var number = Vector.Create(T.CreateTruncating(size));
        var (c, width) = (0, Vector<T>.Count);
        for (; c <= channels - 4 * width; c += 4 * width)
        {
            var (a, b, d, e) = (Vector<T>.Zero, Vector<T>.Zero, Vector<T>.Zero, Vector<T>.Zero);
            for (var t = 0; t < count; t++)
            {
                var from = x + offsets[t] + c;
                a += Vector.Load(from);
                b += Vector.Load(from + width);
                d += Vector.Load(from + 2 * width);
                e += Vector.Load(from + 3 * width);
            }

            (a / number).Store(y + c);
            (b / number).Store(y + c + width);
            (d / number).Store(y + c + 2 * width);
            (e / number).Store(y + c + 3 * width);
        }

        for (; c < channels; c += width)
        {
            var sum = Vector<T>.Zero;
            for (var t = 0; t < count; t++)
                sum += PoolLanes<T>.Load(x + offsets[t] + c, channels - c);
            PoolLanes<T>.Store(sum / number, y + c, channels - c);
        }
    }
}

readonly unsafe struct AverageGradientLines<T>(PoolShape s, Windows3 windows, Pooling.LineCut lines, T* g, T* dx, Divisor divisor) : IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run(int chunk)
    {
        using var memory = new Scratch<nint>(Taps.MemorySize(s));
        var taps = new Taps(s, windows, memory.Pointer);
        var target = (nint)lines.From(chunk) * s.Input.W * s.Channels;
        for (var line = lines.From(chunk); line < lines.To(chunk); line++)
        {
            var (n, d, h) = lines[line];
            for (var w = 0; w < s.Input.W; w++, target += s.Channels)
                Pixel(g, taps.Offsets, taps.Numbers, taps.Outputs(n, d, h, w, divisor), dx + target, s.Channels);
        }
    }

    // dx = Σ over windows: g / size
    [MethodImpl(Compile.Fully)]
    static void Pixel(T* g, nint* offsets, int* sizes, int count, T* dx, int channels)
    {
        for (var c = 0; c < channels; c += Vector<T>.Count)
        {
            var sum = Vector<T>.Zero;
            for (var t = 0; t < count; t++)
                sum += PoolLanes<T>.Load(g + offsets[t] + c, channels - c) / Vector.Create(T.CreateTruncating(sizes[t]));
            PoolLanes<T>.Store(sum, dx + c, channels - c);
        }
    }
}
