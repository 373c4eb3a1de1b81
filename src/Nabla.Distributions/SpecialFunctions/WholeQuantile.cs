namespace Nabla.Distributions;

/// <summary>P(X ≤ k) for given parameters.</summary>
delegate double WholeCdf(double k, ReadOnlySpan<double> parameters);

/// <summary>Inverse CDFs of counts.</summary>
static class WholeQuantile
{
    /// <summary>The smallest k = 0, 1, … with cdf(k) ≥ p, by doubling and halving; no gradient.</summary>
    public static Tensor Search(WholeCdf cdf, Tensor p, params Tensor[] parameters) =>
        HostMap.Run(v => Find(cdf, v[0], v[1..]), [p, .. parameters]);

    static double Find(WholeCdf cdf, double p, ReadOnlySpan<double> parameters)
    {
        double below = -1, above = 0;
        while (!(cdf(above, parameters) >= p))
        {
            if (double.IsNaN(p) || above > 1e15)
                return double.NaN;
            (below, above) = (above, 2 * above + 1);
        }

        while (above - below > 1)
        {
            var middle = Math.Floor(0.5 * (below + above));
            if (cdf(middle, parameters) >= p)
                above = middle;
            else
                below = middle;
        }

        return above;
    }
}
