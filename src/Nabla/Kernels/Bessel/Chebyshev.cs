namespace Nabla.Kernels;

/// <summary>Sums of Chebyshev polynomials.</summary>
static class Chebyshev
{
    /// <summary>Σ cₖ Tₖ(t), |t| ≤ 1, by Clenshaw's recurrence.</summary>
    public static double Sum(ReadOnlySpan<double> c, double t)
    {
        var (next, after) = (0.0, 0.0);
        for (var k = c.Length - 1; k > 0; k--)
            (next, after) = (c[k] + 2 * t * next - after, next);
        return c[0] + t * next - after;
    }

    /// <summary>The t that runs over −1 … 1 while x² runs over 0 … end².</summary>
    public static double Below(double x, double end) => 2 * (x / end) * (x / end) - 1;

    /// <summary>The t that runs over −1 … 1 while start² / x² runs over 0 … 1.</summary>
    public static double Beyond(double x, double start) => 2 * (start / x) * (start / x) - 1;
}
