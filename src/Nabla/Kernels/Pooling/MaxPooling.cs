using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

readonly unsafe struct MaxLines<T>(PoolShape s, Windows3 windows, Pooling.LineCut lines, T* x, T* y, int* index) : IWork
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
                Pixel(x, taps.Offsets, taps.Numbers, taps.Inputs(n, d, h, w), y + target, index + target, s.Channels);
        }
    }

    // take = x > best or x is NaN; best = take ? x : best
    [MethodImpl(Compile.Fully)]
    static void Pixel(T* x, nint* offsets, int* positions, int count, T* y, int* index, int channels)
    {
        var (c, width) = (0, Vector<T>.Count);
        for (; c <= channels - 2 * width; c += 2 * width)
        {
            var (best, other) = (Vector.Create(T.NegativeInfinity), Vector.Create(T.NegativeInfinity));
            var at = PoolLanes<T>.Position(count > 0 ? positions[0] : 0);
            var otherAt = at;
            for (var t = 0; t < count; t++)
            {
                var (value, second) = (Vector.Load(x + offsets[t] + c), Vector.Load(x + offsets[t] + c + width));
                var position = PoolLanes<T>.Position(positions[t]);
                var take = Vector.GreaterThan(value, best) | ~Vector.Equals(value, value);
                var takeSecond = Vector.GreaterThan(second, other) | ~Vector.Equals(second, second);
                best = Vector.ConditionalSelect(take, value, best);
                at = Vector.ConditionalSelect(take, position, at);
                other = Vector.ConditionalSelect(takeSecond, second, other);
                otherAt = Vector.ConditionalSelect(takeSecond, position, otherAt);
            }

            best.Store(y + c);
            other.Store(y + c + width);
            PoolLanes<T>.StorePositions(at, index + c, width);
            PoolLanes<T>.StorePositions(otherAt, index + c + width, width);
        }

        for (; c < channels; c += width)
        {
            var best = Vector.Create(T.NegativeInfinity);
            var at = PoolLanes<T>.Position(count > 0 ? positions[0] : 0);
            for (var t = 0; t < count; t++)
            {
                var value = PoolLanes<T>.Load(x + offsets[t] + c, channels - c);
                var take = Vector.GreaterThan(value, best) | ~Vector.Equals(value, value);
                best = Vector.ConditionalSelect(take, value, best);
                at = Vector.ConditionalSelect(take, PoolLanes<T>.Position(positions[t]), at);
            }

            PoolLanes<T>.Store(best, y + c, channels - c);
            PoolLanes<T>.StorePositions(at, index + c, channels - c);
        }
    }
}

readonly unsafe struct MaxGradientLines<T>(PoolShape s, Windows3 windows, Pooling.LineCut lines, T* g, int* index, T* dx) : IWork
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
            var position = (d * s.Input.H + h) * s.Input.W;
            for (var w = 0; w < s.Input.W; w++, target += s.Channels)
                Pixel(g, index, taps.Offsets, taps.Outputs(n, d, h, w, Divisor.Inputs), position + w, dx + target, s.Channels);
        }
    }

    // dx = Σ over windows: index = position ? g : 0
    [MethodImpl(Compile.Fully)]
    static void Pixel(T* g, int* index, nint* offsets, int count, int position, T* dx, int channels)
    {
        var here = PoolLanes<T>.Position(position);
        if (count == 1)
        {
            One(g + offsets[0], index + offsets[0], here, dx, channels);
            return;
        }

        for (var c = 0; c < channels; c += Vector<T>.Count)
        {
            var sum = Vector<T>.Zero;
            for (var t = 0; t < count; t++)
            {
                var at = PoolLanes<T>.LoadPositions(index + offsets[t] + c, channels - c);
                sum += PoolLanes<T>.Same(at, here) & PoolLanes<T>.Load(g + offsets[t] + c, channels - c);
            }

            PoolLanes<T>.Store(sum, dx + c, channels - c);
        }
    }

    // dx = index = position ? g : 0
    static void One(T* g, int* index, Vector<T> here, T* dx, int channels)
    {
        for (var c = 0; c < channels; c += Vector<T>.Count)
        {
            var at = PoolLanes<T>.LoadPositions(index + c, channels - c);
            PoolLanes<T>.Store(PoolLanes<T>.Same(at, here) & PoolLanes<T>.Load(g + c, channels - c), dx + c, channels - c);
        }
    }
}

readonly unsafe struct MaxGatherLines<T>(PoolShape s, Pooling.LineCut lines, T* x, int* index, T* y) : IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run(int chunk)
    {
        for (var line = lines.From(chunk); line < lines.To(chunk); line++)
        {
            var image = x + (nint)lines[line].N * s.Input.Volume * s.Channels;
            var pixel = (nint)line * s.Output.W * s.Channels;
            for (var w = 0; w < s.Output.W; w++, pixel += s.Channels)
                for (var c = 0; c < s.Channels; c++)
                    y[pixel + c] = image[(nint)index[pixel + c] * s.Channels + c];
        }
    }
}
