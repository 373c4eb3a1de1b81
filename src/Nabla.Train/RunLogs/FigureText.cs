using System.Globalization;

namespace Nabla.Train.RunLogs;

/// <summary>How figures are written for people, the same in the console and in the report.</summary>
public static class FigureText
{
    /// <summary>The name of the figure that is minimised.</summary>
    public const string Loss = "loss";

    /// <summary>The name of the share of right answers.</summary>
    public const string Accuracy = "accuracy";

    /// <summary>A figure by its name: accuracies as percentages, all others as numbers.</summary>
    public static string Of(string name, double value) => IsShare(name) ? Percent(value) : Number(value);

    /// <summary>Whether the figure of that name is a share in [0, 1]: accuracy, top-5 accuracy, precision, recall, F1.</summary>
    public static bool IsShare(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new[] { Accuracy, "precision", "recall", "F1" }.Any(s => name.EndsWith(s, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A share as a percentage: 0.9861 → 98.6 %; 1 alone is 100 %.</summary>
    public static string Percent(double share) =>
        !double.IsFinite(share) ? Number(share)
        : share < 1 && share > 0.9995 ? "99.9 %"
        : share == 1 ? "100 %"
        : (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    /// <summary>A number to four significant digits: 0.01234, 2.303, 1.2e-5.</summary>
    public static string Number(double value) =>
        double.IsNaN(value) ? "NaN"
        : double.IsInfinity(value) ? (value > 0 ? "∞" : "−∞")
        : value == 0 ? "0"
        : Math.Abs(value) is < 1e-4 or >= 1e6 ? value.ToString("0.##e-0", CultureInfo.InvariantCulture)
        : Math.Abs(value) >= 1000 ? value.ToString("#,0", CultureInfo.InvariantCulture)
        : value.ToString("0." + new string('#', Math.Max(0, 3 - (int)Math.Floor(Math.Log10(Math.Abs(value))))), CultureInfo.InvariantCulture);

    /// <summary>A count with groups of three digits: 1234567 → 1,234,567.</summary>
    public static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A time span: 0.42 s, 14.2 s, 3 min 05 s, 2 h 07 min.</summary>
    public static string Duration(double seconds) =>
        !double.IsFinite(seconds) || seconds < 0 ? "?"
        : seconds < 1 ? seconds.ToString("0.00", CultureInfo.InvariantCulture) + " s"
        : seconds < 59.95 ? seconds.ToString("0.0", CultureInfo.InvariantCulture) + " s"
        : seconds < 3599.5 ? Pair(seconds, 60, "min", "s")
        : Pair(seconds / 60, 60, "h", "min");

    static string Pair(double smaller, int perLarger, string large, string small)
    {
        var whole = (long)Math.Min(Math.Round(smaller), long.MaxValue / 2);
        return string.Create(CultureInfo.InvariantCulture, $"{whole / perLarger} {large} {whole % perLarger:00} {small}");
    }
}
