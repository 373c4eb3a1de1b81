using System.Globalization;
using System.Text;

namespace Nabla.Files;

/// <summary>A file is not what its format says it must be: which file, where in it, what was expected and what was found.</summary>
/// <param name="file">Path or name of the file.</param>
/// <param name="where">The place: a byte offset, a field, the name of an entry.</param>
/// <param name="expected">What the format demands there.</param>
/// <param name="got">What stands there.</param>
/// <param name="inner">The error of the layer below, if one found it.</param>
public sealed class DataFormatException(string file, string where, string expected, string got, Exception? inner = null)
    : Exception($"{file}, {where}: expected {expected}, got {got}.", inner)
{
    const int LongestQuote = 60;

    /// <summary>Path or name of the file.</summary>
    public string File { get; } = file;

    /// <summary>The place in the file.</summary>
    public string Where { get; } = where;

    /// <summary>What the format demands at that place.</summary>
    public string Expected { get; } = expected;

    /// <summary>What was found.</summary>
    public string Got { get; } = got;

    /// <summary>Text from a file, fit for a message: in quotes, control characters escaped, at most 60 characters of it.</summary>
    public static string Quote(string text)
    {
        var shown = new StringBuilder("'");
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, LongestQuote)))
            if (char.IsControl(c) || char.IsSurrogate(c))
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                shown.Append(c);
        return shown.Append(text.Length > LongestQuote ? "…'" : "'").ToString();
    }
}
