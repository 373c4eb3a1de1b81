using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>One axis of a sampled image: which pixels a coordinate u in −1 … 1 reads, and with which weights.</summary>
readonly unsafe struct GridAxis<T>(int size, SampleMode mode, SamplePadding padding, bool alignCorners, int order)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const int MostTaps = 4;

    const double Sharpness = -0.75;     // a of Keys' kernel in PyTorch and OpenCV
    const double Nowhere = -100;        // what is read at NaN and infinity: outside, as in PyTorch

    static T Half => T.CreateTruncating(0.5);

    readonly T count = T.CreateTruncating(size), last = T.CreateTruncating(size - 1);

    // dp/du
    T Scale => (alignCorners ? last : count) * Half;

    /// <summary>
    /// Fills in pixels (−1: outside) and their weights, differentiated by u as often as the order says; returns how many.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Taps(T u, int* pixels, T* weights)
    {
        var place = alignCorners ? (u + T.One) * Half * last : ((u + T.One) * count - T.One) * Half;
        if (mode == SampleMode.Cubic)
            return Cubic(place, pixels, weights);       // its taps are moved inside one by one
        place = Inside(place, out var slope);
        if (mode == SampleMode.Nearest)
        {
            (pixels[0], weights[0]) = (Pixel(T.Round(place)), order == 0 ? T.One : T.Zero);
            return 1;
        }

        var floor = T.Floor(place);
        var share = place - floor;
        (pixels[0], pixels[1]) = (Pixel(floor), Pixel(floor + T.One));
        (weights[0], weights[1]) = order switch
        {
            0 => (T.One - share, share),
            1 => (-slope, slope),
            _ => (T.Zero, T.Zero),
        };
        return 2;
    }

    // The kernel's four pieces as polynomials of t, the distance from the pixel before.
    int Cubic(T place, int* pixels, T* weights)
    {
        const double A = Sharpness;
        var floor = T.Floor(place);
        var t = place - floor;
        for (var k = 0; k < 4; k++)
            pixels[k] = Pixel(Inside(floor + T.CreateTruncating(k - 1), out _));
        weights[0] = Polynomial(t, 0, A, -2 * A, A);
        weights[1] = Polynomial(t, 1, 0, -(A + 3), A + 2);
        weights[2] = Polynomial(t, 0, -A, 2 * A + 3, -(A + 2));
        weights[3] = Polynomial(t, 0, 0, A, -A);
        return 4;
    }

    // The derivative by u of c0 + c1 t + c2 t² + c3 t³, with dt/du = Scale
    T Polynomial(T t, double c0, double c1, double c2, double c3)
    {
        T N(double x) => T.CreateTruncating(x);
        return order switch
        {
            0 => ((N(c3) * t + N(c2)) * t + N(c1)) * t + N(c0),
            1 => ((N(3 * c3) * t + N(2 * c2)) * t + N(c1)) * Scale,
            2 => (N(6 * c3) * t + N(2 * c2)) * Scale * Scale,
            3 => N(6 * c3) * Scale * Scale * Scale,
            _ => T.Zero,
        };
    }

    // A place moved into the image as the padding says; slope = its derivative by u.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    T Inside(T place, out T slope)
    {
        slope = Scale;
        if (padding == SamplePadding.Reflection)
            place = Reflect(place, ref slope);
        if (padding != SamplePadding.Zeros)
        {
            if (place <= T.Zero || place >= last)
                (place, slope) = (place <= T.Zero ? T.Zero : last, T.Zero);
        }

        return T.IsFinite(place) ? place : T.CreateTruncating(Nowhere);
    }

    // Mirrored at the centres of the outermost pixels, or at their outer edges.
    T Reflect(T place, ref T slope)
    {
        var low = alignCorners ? T.Zero : -Half;
        var span = alignCorners ? last : count;
        if (span == T.Zero)
        {
            slope = T.Zero;
            return T.Zero;
        }

        var from = place - low;
        if (from < T.Zero)
            (from, slope) = (-from, -slope);
        var turns = T.Floor(from / span);
        var rest = from - turns * span;
        if (T.IsOddInteger(turns))
            (rest, slope) = (span - rest, -slope);
        return rest + low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int Pixel(T place) => place >= T.Zero && place < count ? int.CreateTruncating(place) : -1;
}

/// <summary>The pixels that a place of a grid reads along all axes, with their weights.</summary>
readonly unsafe ref struct GridTaps<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    const int MostPixels = GridAxis<T>.MostTaps * GridAxis<T>.MostTaps * GridAxis<T>.MostTaps;

    readonly GridShape s;
    readonly GridAxis<T> d, h, w;
    readonly nint* offsets;
    readonly T* weights;

    public GridTaps(in GridShape s, nint* memory)
    {
        this.s = s;
        d = new(s.Input.D, s.Mode, s.Padding, s.AlignCorners, s.Order.D);
        h = new(s.Input.H, s.Mode, s.Padding, s.AlignCorners, s.Order.H);
        w = new(s.Input.W, s.Mode, s.Padding, s.AlignCorners, s.Order.W);
        offsets = memory;
        weights = (T*)(memory + MostPixels);
    }

    /// <summary>Words of memory for the list of a place.</summary>
    public static nint MemorySize => 2 * MostPixels;

    /// <summary>Where the channels of each pixel begin.</summary>
    public nint* Offsets => offsets;

    public T* Weights => weights;

    /// <summary>Lists the pixels of sample n that lie inside; returns how many.</summary>
    [SkipLocalsInit]
    public int Fill(int n, T* place)
    {
        const int Most = GridAxis<T>.MostTaps;
        int* atD = stackalloc int[Most], atH = stackalloc int[Most], atW = stackalloc int[Most];
        T* byD = stackalloc T[Most], byH = stackalloc T[Most], byW = stackalloc T[Most];
        (atD[0], byD[0], atH[0], byH[0]) = (0, T.One, 0, T.One);
        var tapsW = w.Taps(place[0], atW, byW);
        var tapsH = s.Axes > 1 ? h.Taps(place[1], atH, byH) : 1;
        var tapsD = s.Axes > 2 ? d.Taps(place[2], atD, byD) : 1;
        var count = 0;
        for (var i = 0; i < tapsD; i++)
            for (var j = 0; j < tapsH; j++)
                for (var k = 0; k < tapsW; k++)
                    if ((atD[i] | atH[j] | atW[k]) >= 0)
                    {
                        offsets[count] = ((((nint)n * s.Input.D + atD[i]) * s.Input.H + atH[j]) * s.Input.W + atW[k]) * s.Channels;
                        weights[count++] = byD[i] * byH[j] * byW[k];
                    }

        return count;
    }
}
