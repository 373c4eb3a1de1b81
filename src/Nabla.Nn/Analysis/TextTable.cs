using System.Text;

namespace Nabla.Nn;

/// <summary>Columns of text, aligned.</summary>
static class TextTable
{
    /// <summary>
    /// One line a row; the first <paramref name="left"/> columns are aligned at their beginning, the others at their end.
    /// </summary>
    public static string Format(IReadOnlyList<string[]> rows, int left)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
            text.AppendLine(string.Join("  ", row.Select((cell, i) => i < left ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))).TrimEnd());
        return text.ToString();
    }

    /// <summary>A shape whose first axis, the batch, is called N.</summary>
    public static string Batch(Shape? shape) => shape is { Rank: > 0 } known
        ? $"({string.Join(", ", known.ToArray().Skip(1).Select(size => $"{size}").Prepend("N"))})"
        : $"{shape}";
}
