namespace Nabla.Nn;

/// <summary>What is known of a loss at distance <see cref="T"/> along a line.</summary>
readonly record struct LinePoint(double T, double Loss, double[] Gradient, double Slope);

/// <summary>
/// Looks along a line for a point that fulfils the strong Wolfe conditions (Nocedal, Wright 2006, algorithms 3.5 and 3.6): the loss has
/// fallen by a share of what the first slope promises, and the slope has become flat. Constants and safeguards are PyTorch's.
/// </summary>
static class StrongWolfe
{
    const double Fall = 1e-4, Flat = 0.9;
    const int Most = 25;

    /// <summary>The point found, or the lowest seen if there is none.</summary>
    /// <param name="at">Computes the loss at a distance.</param>
    /// <param name="start">The point at distance 0; its slope is below 0.</param>
    /// <param name="t">The distance tried first.</param>
    /// <param name="least">A bracket narrower than this is not searched.</param>
    public static LinePoint Search(Func<double, LinePoint> at, LinePoint start, double t, double least)
    {
        var (previous, now) = (start, at(t));
        for (var tries = 0; tries < Most; tries++)
        {
            if (TooHigh(now, start) || (tries > 1 && now.Loss >= previous.Loss))
                return Zoom(at, start, previous, now, tries, least);
            if (Math.Abs(now.Slope) <= -Flat * start.Slope)
                return now;
            if (now.Slope >= 0)
                return Zoom(at, start, previous, now, tries, least);
            var next = Lowest(previous, now, now.T + 0.01 * (now.T - previous.T), now.T * 10);
            (previous, now) = (now, at(next));
        }

        return start.Loss <= now.Loss ? start : now;
    }

    // Between two points there is one that will do; each try replaces one of them.
    static LinePoint Zoom(Func<double, LinePoint> at, LinePoint start, LinePoint first, LinePoint second, int tries, double least)
    {
        var (low, high) = first.Loss <= second.Loss ? (first, second) : (second, first);
        var stalled = false;
        for (; tries < Most && Math.Abs(high.T - low.T) >= least; tries++)
        {
            var (left, right) = (Math.Min(low.T, high.T), Math.Max(low.T, high.T));
            var point = at(Inside(Lowest(low, high, left, right), left, right, ref stalled));
            if (TooHigh(point, start) || point.Loss >= low.Loss)
            {
                (low, high) = low.Loss <= point.Loss ? (low, point) : (point, low);
                continue;
            }

            if (Math.Abs(point.Slope) <= -Flat * start.Slope)
                return point;
            if (point.Slope * (high.T - low.T) >= 0)
                high = low;
            low = point;
        }

        return low;
    }

    // The second time in a row that a try is near an end, it is put a tenth of the way inside.
    static double Inside(double t, double left, double right, ref bool stalled)
    {
        var margin = 0.1 * (right - left);
        var near = Math.Min(right - t, t - left) < margin;
        var move = near && (stalled || t >= right || t <= left);
        stalled = near && !move;
        return !move ? t : Math.Abs(t - right) < Math.Abs(t - left) ? right - margin : left + margin;
    }

    static bool TooHigh(LinePoint point, LinePoint start) => point.Loss > start.Loss + Fall * point.T * start.Slope;

    // The lowest point of the cubic through both points with their slopes (Nocedal, Wright, equation 3.59), kept in bounds.
    static double Lowest(LinePoint a, LinePoint b, double low, double high)
    {
        var (left, right) = a.T <= b.T ? (a, b) : (b, a);
        var d = left.Slope + right.Slope - 3 * (left.Loss - right.Loss) / (left.T - right.T);
        var square = d * d - left.Slope * right.Slope;
        if (!(square >= 0))
            return (low + high) / 2;
        var root = Math.Sqrt(square);
        var t = right.T - (right.T - left.T) * ((right.Slope + root - d) / (right.Slope - left.Slope + 2 * root));
        return Math.Min(Math.Max(t, low), high);
    }
}
