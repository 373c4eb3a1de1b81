namespace Nabla.Distributions;

/// <summary>Roots of rising functions.</summary>
static class Roots
{
    /// <summary>
    /// The y in [low, high] with f(y) = 0, by Newton's method; a step that leaves the bracket is replaced by halving it. The function gives
    /// value and slope.
    /// </summary>
    public static double Find(Func<double, (double Value, double Slope)> f, double start, double low, double high)
    {
        var y = Math.Clamp(start, low, high);
        for (var i = 0; i < 200; i++)
        {
            var (value, slope) = f(y);
            if (value == 0)
                return y;
            (low, high) = value < 0 ? (y, high) : (low, y);
            var next = y - value / slope;
            if (!(next >= low && next <= high))
                next = 0.5 * (low + high);
            if (Math.Abs(next - y) <= 1e-16 * Math.Abs(y))
                return next;
            y = next;
        }

        return y;
    }
}
