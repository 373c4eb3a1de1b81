using System.Numerics;

namespace Nabla.Kernels;

readonly unsafe struct AverageLines<T>(PoolShape s, Windows3 windows, Pooling.LineCut lines, T* x, T* y, bool countPadding) : IWork
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

    // y = Σ x / size
    void Pixel(int n, int d, int h, int w, nint target)
    {
        var (firstD, firstH, firstW) = (windows.D.First(d), windows.H.First(h), windows.W.First(w));
        var (tapsD, tapsH, tapsW) = (windows.D.Taps(d), windows.H.Taps(h), windows.W.Taps(w));
        var size = Vector.Create(PoolSize.Of<T>(windows, d, h, w, countPadding));
        var first = x + (((nint)n * s.Input.D + firstD) * s.Input.H + firstH) * s.Input.W * s.Channels + (nint)firstW * s.Channels;
        var stepW = (nint)windows.W.Dilation * s.Channels;
        var stepH = (nint)windows.H.Dilation * s.Input.W * s.Channels;
        var stepD = (nint)windows.D.Dilation * s.Input.H * s.Input.W * s.Channels;
        for (var c = 0; c < s.Channels; c += Vector<T>.Count)
        {
            var sum = Vector<T>.Zero;
            for (var td = 0; td < tapsD; td++)
                for (var th = 0; th < tapsH; th++)
                {
                    var at = first + td * stepD + th * stepH + c;
                    for (var tw = 0; tw < tapsW; tw++, at += stepW)
                        sum += PoolLanes<T>.Load(at, s.Channels - c);
                }

            PoolLanes<T>.Store(sum / size, y + target + c, s.Channels - c);
        }
    }
}

readonly unsafe struct AverageGradientLines<T>(PoolShape s, Windows3 windows, Pooling.LineCut lines, T* g, T* dx, bool countPadding) : IWork
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

    // dx = Σ over windows: g / size
    void Pixel(int n, int d, int h, int w, nint target)
    {
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
                        var size = Vector.Create(PoolSize.Of<T>(windows, byD[i], byH[j], byW[k], countPadding));
                        sum += PoolLanes<T>.Load(g + window * s.Channels + c, s.Channels - c) / size;
                    }

            PoolLanes<T>.Store(sum, dx + target + c, s.Channels - c);
        }
    }
}

/// <summary>By what the sum of an averaging window is divided.</summary>
static class PoolSize
{
    public static T Of<T>(in Windows3 windows, int d, int h, int w, bool countPadding) where T : unmanaged, INumberBase<T> => T.CreateTruncating(
        countPadding
            ? windows.D.PaddedTaps(d) * windows.H.PaddedTaps(h) * windows.W.PaddedTaps(w)
            : windows.D.Taps(d) * windows.H.Taps(h) * windows.W.Taps(w));
}
