namespace Nabla.Nn;

/// <summary>A distribution of numbers, as <see cref="Count"/> values in rising order of which each stands for an equal share.</summary>
sealed class Spread
{
    public const int Count = 128;

    static readonly double[] Standard = StandardNormal();

    readonly double[] values;

    Spread(double[] values)
    {
        this.values = values;
        Mean = values.Average();
        Variance = values.Sum(v => (v - Mean) * (v - Mean)) / Count;
    }

    public double Mean { get; }

    public double Variance { get; }

    public double MeanSquare => Variance + Mean * Mean;

    /// <summary>
    /// The part of the variance that is within a feature, from one sample or place to another, in [0, 1]; the rest is between the means of
    /// the features. Batch norm sees the first alone.
    /// </summary>
    public double Within { get; private init; } = 1;

    public ReadOnlySpan<double> Values => values;

    public static Spread Normal(double mean, double variance) =>
        new(Array.ConvertAll(Standard, z => mean + Math.Sqrt(Math.Max(0, variance)) * z));

    /// <summary>The distribution of equally likely numbers: the means of equal shares, stretched to have their variance.</summary>
    public static Spread Of(double[] samples)
    {
        var sorted = samples.Order().ToArray();
        var shares = new double[Count];
        for (var i = 0; i < Count; i++)
        {
            var (from, to) = ((long)i * sorted.Length / Count, (long)(i + 1) * sorted.Length / Count);
            shares[i] = to > from ? sorted.AsSpan((int)from, (int)(to - from)).ToArray().Average() : sorted[from];
        }

        var mean = sorted.Average();
        var variance = sorted.Sum(v => (v - mean) * (v - mean)) / sorted.Length;
        return Stretched(shares, mean, variance);
    }

    /// <summary>The same form with another mean and variance.</summary>
    public Spread With(double mean, double variance) => Stretched(values, mean, variance).Parted(Within);

    /// <summary>The same numbers with another part of the variance within the features.</summary>
    public Spread Parted(double within) => new(values) { Within = within };

    /// <summary>The largest (or smallest) of n independent numbers: its distribution function is Fⁿ.</summary>
    public Spread Extreme(double n, bool smallest = false)
    {
        var found = new double[Count];
        for (var i = 0; i < Count; i++)
        {
            var share = Math.Pow((i + 0.5) / Count, 1 / n);
            found[i] = At(smallest ? 1 - share : share);
        }

        return new(smallest ? [.. found.Order()] : found);
    }

    /// <summary>A share of these numbers, and zeros.</summary>
    public Spread Diluted(double share) => Mixed(this, share, Normal(0, 0), 1 - share);

    /// <summary>Numbers of which some have one distribution and the others another.</summary>
    public static Spread Mixed(Spread a, double weightA, Spread b, double weightB)
    {
        var ofA = (int)Math.Round(16 * Count * weightA / (weightA + weightB));
        return Of([.. Enumerable.Range(0, 16 * Count).Select(i => i < ofA ? a.At((i + 0.5) / ofA) : b.At((i - ofA + 0.5) / (16 * Count - ofA)))]);
    }

    // The value below which a share of the numbers lies.
    double At(double share)
    {
        var place = Math.Clamp(share * Count - 0.5, 0, Count - 1);
        var below = (int)place;
        return below + 1 < Count ? values[below] + (place - below) * (values[below + 1] - values[below]) : values[below];
    }

    static Spread Stretched(double[] form, double mean, double variance)
    {
        var own = form.Average();
        var deviation = Math.Sqrt(form.Sum(v => (v - own) * (v - own)) / form.Length);
        var factor = deviation > 0 ? Math.Sqrt(Math.Max(0, variance)) / deviation : 0;
        return new(Array.ConvertAll(form, v => mean + (v - own) * factor));
    }

    // Means of equal shares under the bell curve, from sums over a fine grid; stretched to variance 1.
    static double[] StandardNormal()
    {
        const double Step = 1e-3, Edge = 8;
        var (sums, weights) = (new double[Count], new double[Count]);
        double area = 0;
        for (var z = -Edge + Step / 2; z < Edge; z += Step)
        {
            var density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * Step;
            var share = Math.Min(Count - 1, (int)((area + density / 2) * Count));
            area += density;
            (sums[share], weights[share]) = (sums[share] + density * z, weights[share] + density);
        }

        var means = sums.Zip(weights, (s, w) => s / w).ToArray();
        var deviation = Math.Sqrt(means.Average(m => m * m));
        return Array.ConvertAll(means, m => m / deviation);
    }
}
