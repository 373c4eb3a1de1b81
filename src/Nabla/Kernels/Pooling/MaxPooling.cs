using System.Numerics;

namespace Nabla.Kernels;

readonly unsafe struct MaxLines<T>(PoolShape s, Windows3 windows, Pooling.LineCut lines, T* x, T* y, int* index) : IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run(int chunk)
    {
        for (var line = lines.From(chunk); line < lines.To(chunk); line++)
        {
            var (n, d, h) = lines[line];
            for (var w = 0; w < s.Output.W; w++)
                Pixel(n, d, h, w, (nint)(line * s.Output.W + w) * s.Channels);
        }
    }

    // take = x > best or x is NaN; best = take ? x : best
    void Pixel(int n, int d, int h, int w, nint target)
    {
        var (firstD, firstH, firstW) = (windows.D.First(d), windows.H.First(h), windows.W.First(w));
        var (tapsD, tapsH, tapsW) = (windows.D.Taps(d), windows.H.Taps(h), windows.W.Taps(w));
        var first = tapsD * tapsH * tapsW == 0 ? 0 : (firstD * s.Input.H + firstH) * s.Input.W + firstW;
        var image = x + (nint)n * s.Input.Volume * s.Channels;
        for (var c = 0; c < s.Channels; c += Vector<T>.Count)
        {
            var best = Vector.Create(T.NegativeInfinity);
            var at = PoolLanes<T>.Position(first);
            for (var td = 0; td < tapsD; td++)
                for (var th = 0; th < tapsH; th++)
                {
                    var line = first + (td * windows.D.Dilation * s.Input.H + th * windows.H.Dilation) * s.Input.W;
                    for (var tw = 0; tw < tapsW; tw++)
                    {
                        var position = line + tw * windows.W.Dilation;
                        var value = PoolLanes<T>.Load(image + (nint)position * s.Channels + c, s.Channels - c);
                        var take = Vector.GreaterThan(value, best) | ~Vector.Equals(value, value);
                        best = Vector.ConditionalSelect(take, value, best);
                        at = Vector.ConditionalSelect(take, PoolLanes<T>.Position(position), at);
                    }
                }

            PoolLanes<T>.Store(best, y + target + c, s.Channels - c);
            PoolLanes<T>.StorePositions(at, index + target + c, s.Channels - c);
        }
    }
}

readonly unsafe struct MaxGradientLines<T>(PoolShape s, Windows3 windows, Pooling.LineCut lines, T* g, int* index, T* dx) : IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run(int chunk)
    {
        for (var line = lines.From(chunk); line < lines.To(chunk); line++)
        {
            var (n, d, h) = lines[line];
            for (var w = 0; w < s.Input.W; w++)
                Pixel(n, d, h, w, (nint)(line * s.Input.W + w) * s.Channels);
        }
    }

    // dx = Σ over windows: index = position ? g : 0
    void Pixel(int n, int d, int h, int w, nint target)
    {
        var position = PoolLanes<T>.Position((d * s.Input.H + h) * s.Input.W + w);
        int* byD = windows.D.SeenBy(d), byH = windows.H.SeenBy(h), byW = windows.W.SeenBy(w);
        var (seenD, seenH, seenW) = (windows.D.Seen(d), windows.H.Seen(h), windows.W.Seen(w));
        for (var c = 0; c < s.Channels; c += Vector<T>.Count)
        {
            var sum = Vector<T>.Zero;
            for (var i = 0; i < seenD; i++)
                for (var j = 0; j < seenH; j++)
                    for (var k = 0; k < seenW; k++)
                    {
                        var window = (((nint)n * s.Output.D + byD[i]) * s.Output.H + byH[j]) * s.Output.W + byW[k];
                        var at = PoolLanes<T>.LoadPositions(index + window * s.Channels + c, s.Channels - c);
                        var value = PoolLanes<T>.Load(g + window * s.Channels + c, s.Channels - c);
                        sum += PoolLanes<T>.Same(at, position) & value;
                    }

            PoolLanes<T>.Store(sum, dx + target + c, s.Channels - c);
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
