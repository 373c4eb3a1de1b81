using System.Text.RegularExpressions;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Nabla.Cli.Output;

/// <summary>What people read: on a live screen with colours and movement, in a pipe plain lines without control characters.</summary>
sealed partial class Screen(IAnsiConsole console, bool isLive)
{
    public IAnsiConsole Console => console;

    public bool IsLive => isLive;

    /// <summary>Writes a line of Spectre markup; values in it are escaped by the interpolation.</summary>
    public void Line(FormattableString markup) => Show(new Markup(Escaped(markup) + "\n"));

    public void Blank() => console.WriteLine();

    public void Show(IRenderable what)
    {
        if (isLive)
        {
            console.Write(what);
            return;
        }

        var text = string.Concat(what.Render(RenderOptions.Create(console, console.Profile.Capabilities), console.Profile.Width)
            .Where(s => !s.IsControlCode).Select(s => s.Text));
        foreach (var line in text.TrimEnd('\n').Split('\n'))
            console.Profile.Out.Writer.WriteLine(Control().Replace(line, "").TrimEnd());
        console.Profile.Out.Writer.Flush();
    }

    public Table NewTable() =>
        new Table { Border = isLive ? TableBorder.Rounded : TableBorder.Simple, BorderStyle = new Style(Color.Grey) };

    public static string Escaped(FormattableString markup) =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, markup.Format,
            [.. markup.GetArguments().Select(a => (object)Markup.Escape(Control().Replace(a?.ToString() ?? "", " ")))]);

    // A class name or a message may hold anything; nothing of it may move the cursor.
    [GeneratedRegex(@"\p{Cc}")]
    private static partial Regex Control();
}
