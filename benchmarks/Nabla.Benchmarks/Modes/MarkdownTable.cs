namespace Nabla.Benchmarks.Modes;

/// <summary>Prints rows as a Markdown table whose columns stand below each other, each row as soon as it is known.</summary>
sealed class MarkdownTable
{
    readonly int[] widths;

    /// <summary>Prints the head; a column is as wide as its title with the spaces around it, and right-aligned but for the first.</summary>
    public MarkdownTable(params string[] titles)
    {
        widths = Array.ConvertAll(titles, t => t.Length);
        Row(Array.ConvertAll(titles, t => t.Trim()));
        Console.WriteLine($"|{string.Join('|', widths.Select((w, i) => i == 0 ? new string('-', w + 2) : new string('-', w + 1) + ":"))}|");
    }

    public void Row(params string[] cells) =>
        Console.WriteLine($"| {string.Join(" | ", cells.Select((c, i) => i == 0 ? c.PadRight(widths[i]) : c.PadLeft(widths[i])))} |");
}
