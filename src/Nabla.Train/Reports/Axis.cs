using System.Globalization;

namespace Nabla.Train.Reports;

/// <summary>A scale of a chart: maps values to positions and says where the ticks are.</summary>
sealed class Axis
{
    readonly double low;
    readonly double high;
    readonly double from;
    readonly double to;

    /// <summary>
    /// A linear scale whose ends are round numbers around [min, max], drawn from position <paramref name="from"/> to <paramref name="to"/>.
    /// </summary>
    public static Axis Linear(double min, double max, double from, double to, int ticks = 5)
    {
        if (min == max)
            (min, max) = (min - (Math.Abs(min) * 0.1) - 1e-6, max + (Math.Abs(max) * 0.1) + 1e-6);
        var step = RoundStep((max - min) / ticks);
        var first = Math.Floor((min / step) + 1e-9);
        var last = Math.Ceiling((max / step) - 1e-9);
        return new Axis(first * step, last * step, from, to, log: false,
            [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step)], step);
    }

    /// <summary>A linear scale over whole numbers, exactly from <paramref name="min"/> to <paramref name="max"/>.</summary>
    public static Axis Whole(double min, double max, double from, double to, int ticks = 8)
    {
        if (min == max)
            (min, max) = (min - 1, max + 1);
        var step = Math.Max(1, RoundStep((max - min) / ticks));
        var first = Math.Ceiling(min / step);
        var count = (int)(Math.Floor(max / step) - first) + 1;
        return new Axis(min, max, from, to, log: false, [.. Enumerable.Range(0, count).Select(i => (first + i) * step)], step);
    }

    /// <summary>
    /// A logarithmic scale a little wider than [min, max], with ticks at powers of ten; <paramref name="min"/> must be above 0.
    /// </summary>
    public static Axis Log(double min, double max, double from, double to)
    {
        var (low, high) = (Math.Log10(min), Math.Log10(max));
        var margin = 0.04 * (high - low);
        (low, high) = (low - margin, high + margin);
        var first = (int)Math.Ceiling(low);
        var count = (int)Math.Floor(high) - first + 1;
        var every = (count + 5) / 6;
        var ticks = Enumerable.Range(first, count).Where(p => (p - first) % every == 0).Select(p => Math.Pow(10, p));
        return new Axis(low, high, from, to, log: true, [.. ticks], 0);
    }

    Axis(double low, double high, double from, double to, bool log, double[] ticks, double step)
    {
        (this.low, this.high, this.from, this.to) = (low, high, from, to);
        IsLog = log;
        Ticks = ticks;
        Step = step;
    }

    public bool IsLog { get; }

    public IReadOnlyList<double> Ticks { get; }

    double Step { get; }

    /// <summary>Where a value lies, in the chart's coordinates.</summary>
    public double At(double value) => from + (((IsLog ? Math.Log10(value) : value) - low) / (high - low) * (to - from));

    /// <summary>A tick's text, with as many decimals as the ticks need to differ.</summary>
    public string Text(double tick, bool percent)
    {
        if (percent)
            return (100 * tick).ToString("F" + Decimals(100 * Step), CultureInfo.InvariantCulture) + " %";
        if (IsLog)
            return tick is >= 0.001 and < 10_000 ? tick.ToString("0.###", CultureInfo.InvariantCulture) : tick.ToString("0e0", CultureInfo.InvariantCulture);
        return Math.Abs(tick) >= 10_000 && Step >= 1000 ? (tick / 1000).ToString("#,0.#", CultureInfo.InvariantCulture) + "k"
            : Step is < 1e-4 or >= 1e6 ? tick.ToString("0.##e0", CultureInfo.InvariantCulture)
            : tick.ToString("F" + Decimals(Step), CultureInfo.InvariantCulture);
    }

    static int Decimals(double step) => Math.Clamp((int)Math.Ceiling(-Math.Log10(step) - 1e-9), 0, 9);

    // The smallest of 1, 2, 5 times a power of ten that is not below the wanted step.
    static double RoundStep(double wanted)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(wanted)));
        return power * (wanted / power) switch { <= 1.0001 => 1, <= 2.0001 => 2, <= 5.0001 => 5, _ => 10 };
    }
}
