using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Kernels;

/// <summary>
/// Images of up to four channels of float, such as photos, read bilinearly or at the nearest pixel: the places of a line are computed in
/// registers first, then each pixel is one register of four, of which the channels count. Places whose pixels are not all inside, or so
/// near to the end of memory that four numbers cannot be read, take the way of <see cref="GridTaps{T}"/>.
/// </summary>
readonly unsafe struct PlanarSampling(GridShape s, float* x, float* grid)
{
    const int Most = 4;

    readonly nint rowStep = (nint)s.Input.W * s.Channels;
    readonly nint readable = (nint)s.Batch * s.Input.Volume * s.Channels - Most;

    /// <summary>Whether this way is made for the sampling; <paramref name="slopes"/>: for its derivative by the places.</summary>
    public static bool Suits<T>(in GridShape s, bool slopes) =>
        typeof(T) == typeof(float) && s is { Axes: 2, Channels: <= Most } && (slopes
            ? s is { Mode: SampleMode.Linear, Padding: SamplePadding.Zeros }
            : s.Mode != SampleMode.Cubic && s.Padding != SamplePadding.Reflection && s.Order == default);

    /// <summary>Floats of memory that a line needs.</summary>
    public nint MemorySize => 4 * s.Output.W + 2 * Vector<float>.Count;

    /// <summary>
    /// y[w, c] of one line of places of sample n that begins at <paramref name="pixel"/>; the others are left to <paramref name="one"/>.
    /// </summary>
    public void Line(int n, nint pixel, float* memory, float* y, in SampleLines<float> one, in GridTaps<float> taps)
    {
        int* at = (int*)memory;
        var share = memory + 2 * s.Output.W + Vector<float>.Count;
        Places(grid + 2 * pixel, at, share);
        y += pixel * s.Channels;
        var image = (nint)n * s.Input.H * rowStep;
        for (var w = 0; w < s.Output.W; w++, y += s.Channels)
        {
            int column = at[2 * w], row = at[2 * w + 1];
            var offset = image + row * rowStep + (nint)column * s.Channels;
            if (!IsInside(column, row) || offset + rowStep + s.Channels > readable)
            {
                one.Place(taps, n, pixel + w);
                continue;
            }

            var from = x + offset;
            var value = s.Mode == SampleMode.Nearest ? Vector128.Load(from) : Between(from, share[2 * w], share[2 * w + 1]);
            if (w + Most <= s.Output.W)                      // pixels of this line follow, and are written afterwards
                value.Store(y);
            else
                Store(value, y);
        }
    }

    /// <summary>dgrid of one line of places: Σ over the channels of g times the slope along each axis.</summary>
    public void Slopes(int n, nint pixel, float* memory, float* g, float* dgrid, in SlopeLines<float> one, in GridTaps<float> byW, in GridTaps<float> byH)
    {
        int* at = (int*)memory;
        var share = memory + 2 * s.Output.W + Vector<float>.Count;
        Places(grid + 2 * pixel, at, share);
        var image = (nint)n * s.Input.H * rowStep;
        var (scaleW, scaleH) = (Scale(s.Input.W), Scale(s.Input.H));
        for (var w = 0; w < s.Output.W; w++)
        {
            int column = at[2 * w], row = at[2 * w + 1];
            var offset = image + row * rowStep + (nint)column * s.Channels;
            var to = dgrid + 2 * (pixel + w);
            if (!IsInside(column, row) || offset + rowStep + s.Channels > readable)
            {
                (to[0], to[1]) = (one.Place(byW, n, pixel + w), one.Place(byH, n, pixel + w));
                continue;
            }

            var from = x + offset;
            Vector128<float> a = Vector128.Load(from), b = Vector128.Load(from + s.Channels);
            Vector128<float> c = Vector128.Load(from + rowStep), d = Vector128.Load(from + rowStep + s.Channels);
            Vector128<float> right = Vector128.Create(share[2 * w]), below = Vector128.Create(share[2 * w + 1]);
            var along = b - a + below * (d - c - (b - a));
            var down = c - a + right * (d - b - (c - a));
            float sumW = 0, sumH = 0;
            var gs = g + (pixel + w) * s.Channels;
            for (var k = 0; k < s.Channels; k++)
            {
                sumW += along[k] * gs[k];
                sumH += down[k] * gs[k];
            }

            (to[0], to[1]) = (sumW * scaleW, sumH * scaleH);
        }
    }

    float Scale(int size) => 0.5f * (s.AlignCorners ? size - 1 : size);

    // The four pixels from (column, row) on, or for the nearest that one, in the image.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    bool IsInside(int column, int row) => s.Mode == SampleMode.Nearest
        ? (uint)column < (uint)s.Input.W && (uint)row < (uint)s.Input.H
        : (uint)column < (uint)(s.Input.W - 1) && (uint)row < (uint)(s.Input.H - 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Vector128<float> Between(float* from, float right, float below)
    {
        Vector128<float> a = Vector128.Load(from), b = Vector128.Load(from + s.Channels);
        Vector128<float> c = Vector128.Load(from + rowStep), d = Vector128.Load(from + rowStep + s.Channels);
        var (left, above) = (1 - right, 1 - below);
        return a * Vector128.Create(above * left) + b * Vector128.Create(above * right)
            + (c * Vector128.Create(below * left) + d * Vector128.Create(below * right));
    }

    void Store(Vector128<float> value, float* y)
    {
        for (var c = 0; c < s.Channels; c++)
            y[c] = value[c];
    }

    // at = ⌊place⌋ (or the nearest), share = place − ⌊place⌋, columns and rows taking turns as in the grid. What is not finite lies
    // outside.
    void Places(float* places, int* at, float* share)
    {
        var sizes = stackalloc float[Vector<float>.Count];
        for (var i = 0; i < Vector<float>.Count; i++)
            sizes[i] = i % 2 == 0 ? s.Input.W : s.Input.H;
        Vector<float> size = Vector.Load(sizes), last = size - Vector<float>.One, half = new(0.5f);
        var count = 2 * s.Output.W;
        var rest = stackalloc float[Vector<float>.Count];
        for (var i = 0; i < count; i += Vector<float>.Count)
        {
            var from = places + i;
            if (count - i < Vector<float>.Count)
            {
                new Span<float>(from, count - i).CopyTo(new Span<float>(rest, count - i));
                from = rest;
            }

            var u = Vector.Load(from) + Vector<float>.One;
            var place = s.AlignCorners ? u * half * last : (u * size - Vector<float>.One) * half;
            if (s.Padding == SamplePadding.Border)
                place = Vector.Min(Vector.Max(place, Vector<float>.Zero), last);
            place = Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(place), new Vector<float>(1e9f)), place, new Vector<float>(-100f));
            var floor = s.Mode == SampleMode.Nearest ? Vector.Round(place) : Vector.Floor(place);
            Vector.ConvertToInt32(floor).Store(at + i);
            (place - floor).Store(share + i);
        }
    }
}
