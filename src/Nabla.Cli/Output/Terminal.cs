using System.Text;
using Spectre.Console;

namespace Nabla.Cli.Output;

/// <summary>Where a command writes and what it may do there. Tests put string writers in its place.</summary>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="OutIsScreen">Whether standard output is a terminal that understands cursor movement.</param>
/// <param name="ErrorIsScreen">The same of standard error.</param>
/// <param name="Width">Columns of the screen.</param>
/// <param name="Environment">Reads an environment variable.</param>
sealed record Terminal(TextWriter Out, TextWriter Error, bool OutIsScreen, bool ErrorIsScreen, int Width, Func<string, string?> Environment)
{
    // Wide enough for a table of layers or ten classes; a pipe has no edge.
    const int PipeWidth = 160;

    public static Terminal OfProcess()
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var capable = System.Environment.GetEnvironmentVariable("TERM") != "dumb";
        var screen = capable && !(Console.IsOutputRedirected && Console.IsErrorRedirected);
        return new Terminal(Console.Out, Console.Error, capable && !Console.IsOutputRedirected, capable && !Console.IsErrorRedirected,
            screen ? Math.Max(40, Console.WindowWidth) : PipeWidth, System.Environment.GetEnvironmentVariable);
    }

    /// <summary>The variable's value, or null if it is missing or empty.</summary>
    public string? Variable(string name) => Environment(name) is { Length: > 0 } value ? value : null;

    /// <summary>
    /// A console for people. With <paramref name="json"/> it is standard error, so that standard output holds the JSON alone.
    /// </summary>
    public Screen ForPeople(bool plain, bool json)
    {
        var isLive = !plain && (json ? ErrorIsScreen : OutIsScreen);
        var colours = isLive && Variable("NO_COLOR") is null;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isLive ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(json ? Error : Out),
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = isLive ? Width : PipeWidth;
        console.Profile.Capabilities.Unicode = true;
        return new Screen(console, isLive);
    }
}
