using System.Numerics;

namespace Nabla.Kernels;

/// <summary>Windows written out one after the other: y (N, windows, taps, C) from x (N, D, H, W, C).</summary>
readonly unsafe struct UnfoldLines<T>(PoolShape s, Pooling.LineCut lines, T* x, T* y) : IWork where T : unmanaged
{
    // y[n, q, t] = x[n, q · stride − padding + t · dilation], 0 outside
    public void Run(int chunk)
    {
        var target = y + (nint)lines.From(chunk) * s.Output.W * s.Kernel.Volume * s.Channels;
        for (var line = lines.From(chunk); line < lines.To(chunk); line++)
        {
            var (n, d, h) = lines[line];
            for (var w = 0; w < s.Output.W; w++)
                for (var td = 0; td < s.Kernel.D; td++)
                    for (var th = 0; th < s.Kernel.H; th++)
                    {
                        var (atD, atH) = (d * s.Stride.D - s.Padding.D + td * s.Dilation.D, h * s.Stride.H - s.Padding.H + th * s.Dilation.H);
                        var inside = (uint)atD < (uint)s.Input.D && (uint)atH < (uint)s.Input.H;
                        var from = x + (((nint)n * s.Input.D + atD) * s.Input.H + atH) * s.Input.W * s.Channels;
                        Line(inside ? from : null, w * s.Stride.W - s.Padding.W, target);
                        target += s.Kernel.W * s.Channels;
                    }
        }
    }

    // The taps along the width, of which those beside the line (or of no line) are 0.
    void Line(T* from, int at, T* to)
    {
        for (var t = 0; t < s.Kernel.W; t++, at += s.Dilation.W, to += s.Channels)
        {
            var pixel = new Span<T>(to, s.Channels);
            if (from is null || (uint)at >= (uint)s.Input.W)
                pixel.Clear();
            else
                new ReadOnlySpan<T>(from + (nint)at * s.Channels, s.Channels).CopyTo(pixel);
        }
    }
}

/// <summary>The transpose of <see cref="UnfoldLines{T}"/>, gathered: each pixel asks the windows that see it, in rising order.</summary>
readonly unsafe struct FoldLines<T>(PoolShape s, Windows3 windows, Pooling.LineCut lines, T* y, T* x) : IWork
    where T : unmanaged, INumberBase<T>
{
    public void Run(int chunk)
    {
        using var memory = new Scratch<nint>(s.Kernel.Volume);
        var offsets = memory.Pointer;
        var target = x + (nint)lines.From(chunk) * s.Input.W * s.Channels;
        for (var line = lines.From(chunk); line < lines.To(chunk); line++)
        {
            var (n, d, h) = lines[line];
            for (var w = 0; w < s.Input.W; w++, target += s.Channels)
                Pixel(offsets, Places(n, d, h, w, offsets), target);
        }
    }

    // Where the windows that see a pixel have written it.
    int Places(int n, int d, int h, int w, nint* offsets)
    {
        int* byD = windows.D.SeenBy(d), byH = windows.H.SeenBy(h), byW = windows.W.SeenBy(w);
        int seenD = windows.D.Seen(d), seenH = windows.H.Seen(h), seenW = windows.W.Seen(w), count = 0;
        for (var i = 0; i < seenD; i++)
            for (var j = 0; j < seenH; j++)
                for (var k = 0; k < seenW; k++)
                {
                    var window = (((nint)n * s.Output.D + byD[i]) * s.Output.H + byH[j]) * s.Output.W + byW[k];
                    var (tapD, tapH, tapW) = (
                        (d + s.Padding.D - byD[i] * s.Stride.D) / s.Dilation.D, (h + s.Padding.H - byH[j] * s.Stride.H) / s.Dilation.H,
                        (w + s.Padding.W - byW[k] * s.Stride.W) / s.Dilation.W);
                    var tap = (tapD * s.Kernel.H + tapH) * s.Kernel.W + tapW;
                    offsets[count++] = (window * s.Kernel.Volume + tap) * s.Channels;
                }

        return count;
    }

    // x = Σ y
    void Pixel(nint* offsets, int count, T* target)
    {
        for (var c = 0; c < s.Channels; c += Vector<T>.Count)
        {
            var sum = Vector<T>.Zero;
            for (var t = 0; t < count; t++)
                sum += PoolLanes<T>.Load(y + offsets[t] + c, s.Channels - c);
            PoolLanes<T>.Store(sum, target + c, s.Channels - c);
        }
    }
}
