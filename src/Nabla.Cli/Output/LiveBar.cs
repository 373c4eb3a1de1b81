using Spectre.Console;
using Spectre.Console.Rendering;

namespace Nabla.Cli.Output;

/// <summary>A line that stays below everything else on the screen until it is disposed of.</summary>
sealed class LiveBar : IDisposable
{
    readonly TaskCompletionSource end = new();
    readonly Task display;
    LiveDisplayContext? context;

    // Spectre owns a live display for the length of a delegate; this one lasts from the first step to the end of training.
    public LiveBar(IAnsiConsole console) =>
        display = new LiveDisplay(console, new Spectre.Console.Text("")) { AutoClear = true }.StartAsync(c =>
    {
        context = c;
        return end.Task;
    });

    // The empty line above is needed: for a display of one line Spectre sends "up 0", which terminals read as "up 1".
    public void Show(IRenderable line) => context?.UpdateTarget(new Padder(line, new Padding(0, 1, 0, 0)));

    public void Dispose()
    {
        end.TrySetResult();
        display.GetAwaiter().GetResult();
    }
}
