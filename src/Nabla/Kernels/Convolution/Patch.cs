using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>
/// The part of a source that a box of outputs reaches over, either the source itself or a copy with zeros where it overhangs.
/// Distances are in elements: from pixel to pixel, line to line, plane to plane, image to image.
/// </summary>
readonly unsafe struct Patch<T>(T* origin, nint pitch, nint line, nint plane, nint image) where T : unmanaged
{
    public readonly T* Origin = origin;
    public readonly nint Pitch = pitch, Line = line, Plane = plane, Image = image;

    /// <summary>Elements a copy for this box takes.</summary>
    public static nint Size(in Stencil s, in Box box, nint pitch) =>
        (nint)box.N * s.D.Span(box.D) * s.H.Span(box.H) * s.W.Span(box.W) * pitch;

    /// <summary>The source itself, for a stencil that does not overhang; it has <paramref name="channels"/> per pixel.</summary>
    public static Patch<T> Direct(in Stencil s, in Box box, T* x, int channels)
    {
        nint line = (nint)s.W.Source * channels, plane = s.H.Source * line, image = s.D.Source * plane;
        var reaches = s.Taps > 0;
        var origin = reaches
            ? x + box.N0 * image + At(s.D, box.D0) * plane + At(s.H, box.H0) * line + At(s.W, box.W0) * channels
            : x;
        return reaches ? new(origin, channels, line, plane, image) : new(x, 0, 0, 0, 0);
    }

    /// <summary>
    /// Copies <paramref name="used"/> channels a pixel to <paramref name="to"/>, <paramref name="pitch"/> elements apart;
    /// pixels outside of the source are zero.
    /// </summary>
    public static Patch<T> Copy(in Stencil s, in Box box, T* x, int channels, int used, T* to, nint pitch)
    {
        int spanD = s.D.Span(box.D), spanH = s.H.Span(box.H), spanW = s.W.Span(box.W);
        nint line = spanW * pitch, plane = spanH * line, image = spanD * plane;
        var w0 = At(s.W, box.W0);
        var left = Math.Clamp(-w0, 0, spanW);
        var right = Math.Clamp(s.W.Source - w0, left, spanW);
        for (var n = 0; n < box.N; n++)
            for (var d = 0; d < spanD; d++)
                for (var h = 0; h < spanH; h++)
                {
                    var target = to + n * image + d * plane + h * line;
                    int sourceD = At(s.D, box.D0) + d, sourceH = At(s.H, box.H0) + h;
                    if ((uint)sourceD >= (uint)s.D.Source || (uint)sourceH >= (uint)s.H.Source)
                    {
                        new Span<T>(target, (int)line).Clear();
                        continue;
                    }

                    var pixel = (((nint)(box.N0 + n) * s.D.Source + sourceD) * s.H.Source + sourceH) * s.W.Source + w0 + left;
                    new Span<T>(target, (int)(left * pitch)).Clear();
                    CopyPixels(x + pixel * channels, channels, used, target + left * pitch, pitch, right - left);
                    new Span<T>(target + right * pitch, (int)((spanW - right) * pitch)).Clear();
                }

        return new(to, pitch, line, plane, image);
    }

    static void CopyPixels(T* from, int channels, int used, T* to, nint pitch, int count)
    {
        if (channels == used && pitch == used)
        {
            new ReadOnlySpan<T>(from, count * used).CopyTo(new Span<T>(to, count * used));
            return;
        }

        for (var i = 0; i < count; i++, from += channels, to += pitch)
            new ReadOnlySpan<T>(from, used).CopyTo(new Span<T>(to, used));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int At(in Axis axis, int q) => q * axis.Step + axis.First;
}
