using System.Globalization;

namespace Nabla.Tests.Kernels;

/// <summary>Values of functions computed with 60 digits: the rows "function,x,y" of an embedded table that a script in eng made.</summary>
static class GoldenPoints
{
    /// <summary>No error at the points of one function is above the bound, and there are enough of them.</summary>
    /// <param name="error">Of a point (x, y). NaN counts as above any bound.</param>
    public static void AssertWithin(string table, string function, int atLeast, double bound, Func<double, double, double> error)
    {
        var points = Of(table, function).ToList();
        Assert.True(points.Count >= atLeast, $"{table} has {points.Count} points of {function}");
        foreach (var (x, y) in points)
            Assert.True(error(x, y) <= bound, $"{function}({x:R}) is {error(x, y)} units off");
    }

    static IEnumerable<(double X, double Y)> Of(string table, string function)
    {
        using var reader = new StreamReader(typeof(GoldenPoints).Assembly.GetManifestResourceStream($"Nabla.Tests.Kernels.{table}.csv")!);
        while (reader.ReadLine() is { } line)
            if (line.Split(',') is [var name, var x, var y] && name == function)
                yield return (double.Parse(x, CultureInfo.InvariantCulture), double.Parse(y, CultureInfo.InvariantCulture));
    }
}
