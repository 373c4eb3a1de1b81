using Nabla.Kernels;

namespace Nabla;

/// <summary>Which pixels of an axis a pixel of the resized one is made of, by PyTorch's rules.</summary>
static class ResizeTaps
{
    const double CubicSharpness = -0.75;            // a of Keys' kernel in PyTorch and OpenCV
    const double AntialiasedSharpness = -0.5;       // a of the antialiased kernel, as in Pillow

    public static AxisTaps Of(int inputs, int outputs, double scale, ResizeMode mode, bool alignCorners, bool antialias)
    {
        var step = alignCorners ? outputs > 1 ? (inputs - 1.0) / (outputs - 1) : 0 : scale > 0 ? 1 / scale : (double)inputs / outputs;
        double Place(int q) => alignCorners ? q * step : (q + 0.5) * step - 0.5;
        return mode switch
        {
            ResizeMode.Nearest => AxisTaps.Of(inputs, outputs, q => [(Nearest(q, inputs, outputs, scale, exact: false), 1)]),
            ResizeMode.NearestExact => AxisTaps.Of(inputs, outputs, q => [(Nearest(q, inputs, outputs, scale, exact: true), 1)]),
            ResizeMode.Area => AxisTaps.Of(inputs, outputs, q => Area(q, inputs, outputs)),
            _ when antialias => AxisTaps.Of(inputs, outputs, q => Antialiased(q, inputs, step, cubic: mode == ResizeMode.Cubic)),
            ResizeMode.Linear => AxisTaps.Of(inputs, outputs, q => Linear(Math.Max(0, Place(q)), inputs)),
            _ => AxisTaps.Of(inputs, outputs, q => Cubic(Place(q), inputs)),
        };
    }

    // In float32 as in PyTorch, so that the rounding of q · step picks the same pixel.
    static int Nearest(int q, int inputs, int outputs, double scale, bool exact)
    {
        var step = scale > 0 ? (float)(1 / scale) : (float)inputs / outputs;
        var at = exact ? (q + 0.5f) * step : q * step;
        return Math.Min((int)MathF.Floor(at), inputs - 1);
    }

    // (1 − λ) x[i] + λ x[i + 1]
    static (int, double)[] Linear(double place, int inputs)
    {
        var first = Math.Min((int)place, inputs - 1);
        var share = Math.Clamp(place - first, 0, 1);
        return first + 1 < inputs ? [(first, 1 - share), (first + 1, share)] : [(first, 1)];
    }

    // Σ k(place − i) x[i] over the two pixels on each side
    static IEnumerable<(int, double)> Cubic(double place, int inputs)
    {
        var first = (int)Math.Floor(place);
        return Enumerable.Range(first - 1, 4).Select(i => (Math.Clamp(i, 0, inputs - 1), Keys(place - i, CubicSharpness)));
    }

    static IEnumerable<(int, double)> Area(int q, int inputs, int outputs)
    {
        var first = (int)((long)q * inputs / outputs);
        var end = (int)(((q + 1L) * inputs + outputs - 1) / outputs);
        return Enumerable.Range(first, end - first).Select(i => (i, 1.0 / (end - first)));
    }

    // The kernel, stretched by the step where the image shrinks, cut off at the ends and divided by its sum.
    static (int, double)[] Antialiased(int q, int inputs, double step, bool cubic)
    {
        var stretch = Math.Max(step, 1);
        var (support, centre) = ((cubic ? 2 : 1) * stretch, step * (q + 0.5));
        var first = Math.Max(0, (int)(centre - support + 0.5));
        var end = Math.Min(inputs, (int)(centre + support + 0.5));
        var taps = Enumerable.Range(first, end - first).Select(i => (i, Weight: (i + 0.5 - centre) / stretch))
            .Select(tap => (tap.i, Weight: cubic ? Keys(tap.Weight, AntialiasedSharpness) : Math.Max(0, 1 - Math.Abs(tap.Weight)))).ToArray();
        var total = taps.Sum(tap => tap.Weight);
        return [.. taps.Select(tap => (tap.i, tap.Weight / total))];
    }

    // Keys 1981: (a + 2)|t|³ − (a + 3)|t|² + 1 up to 1, a|t|³ − 5a|t|² + 8a|t| − 4a up to 2, then 0
    static double Keys(double distance, double a)
    {
        var t = Math.Abs(distance);
        return t <= 1 ? ((a + 2) * t - (a + 3)) * t * t + 1 : t < 2 ? ((a * t - 5 * a) * t + 8 * a) * t - 4 * a : 0;
    }
}
